/** Where the current time comes from; tests pass a clock of their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, a whole number. */
  nowMs(): number;
}
