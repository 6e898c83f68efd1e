export { openPalette, openPaletteAfter, PaletteHost, useSearchFrom, type PaletteTarget } from './palette-host.tsx';
