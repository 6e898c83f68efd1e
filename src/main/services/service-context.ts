/** What every service works with. */
import type { WriteDb } from '#main/db/database.ts';
import type { IdFactory } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { ChangeBus } from './change-bus.ts';

export type ServiceContext = {
  db: WriteDb;
  clock: Clock;
  ids: IdFactory;
  changes: ChangeBus;
};
