/** What several shots have in common in a field. */

/** The value that all share; null when they differ. At least one shot. */
export function commonValue<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): { value: Value } | null {
  const [first, ...rest] = items;
  if (first === undefined) return null;
  const value = read(first);
  return rest.every((item) => isSame(read(item), value)) ? { value } : null;
}
