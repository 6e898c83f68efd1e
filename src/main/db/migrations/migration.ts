import type { Database } from 'better-sqlite3';

/**
 * One step of the library's schema. A shipped migration never changes and imports no live code: it must mean the
 * same in five years.
 */
export type Migration = {
  /** 1, 2, 3 and so on, without a gap; stored as `user_version`. */
  version: number;
  /** What it does, in kebab-case. */
  name: string;
  up(db: Database): void;
};
