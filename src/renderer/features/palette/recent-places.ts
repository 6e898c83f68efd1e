/** Where the palette led last, as long as the window lives. */
import type { PaletteItem } from './palette-items.ts';

const mostPlaces = 6;
let places: readonly PaletteItem[] = [];

/** Latest first. */
export function recentPlaces(): readonly PaletteItem[] {
  return places;
}

export function notePlace(item: PaletteItem): void {
  if (item.kind !== 'record') return;
  const unmarked: PaletteItem = { ...item, title: { ...item.title, ranges: [] }, snippet: null };
  places = [unmarked, ...places.filter(({ key }) => key !== item.key)].slice(0, mostPlaces);
}
