/** Marks a place that no value can reach, so that a new case of a union fails to compile there. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
