export { openPalette, PaletteHost, type PaletteTarget } from './palette-host.tsx';
