/** Lists whose entries move in one step, so that ten thousand of them can be put in another order. */

/** An entry of a list, or the head that begins one. */
export type Link<Value> = {
  value: Value;
  before: Link<Value> | null;
  behind: Link<Value> | null;
};

export function linkOf<Value>(value: Value): Link<Value> {
  return { value, before: null, behind: null };
}

/** Takes an entry out of its list. */
export function unlink(link: Link<unknown>): void {
  if (link.before) link.before.behind = link.behind;
  if (link.behind) link.behind.before = link.before;
  link.before = null;
  link.behind = null;
}

/** Puts an entry that is in no list behind another. */
export function linkBehind<Value>(anchor: Link<Value>, link: Link<Value>): void {
  link.before = anchor;
  link.behind = anchor.behind;
  if (anchor.behind) anchor.behind.before = link;
  anchor.behind = link;
}

/** The values from an entry to the end of its list. */
export function valuesFrom<Value>(first: Link<Value>): Value[] {
  const values: Value[] = [];
  for (let link: Link<Value> | null = first; link; link = link.behind) values.push(link.value);
  return values;
}
