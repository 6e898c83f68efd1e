/** Where main writes what happened: codes and ids, never content, never keys. */
export interface Logger {
  info(event: string, facts?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown, facts?: Record<string, string | number | boolean | null>): void;
}
