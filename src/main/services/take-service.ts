/** Takes as people work with them: ratings and notes. */
import { findTake, listTakes } from '#main/db/take-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Take } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import type { ServiceContext } from './service-context.ts';

export type TakePatch = { rating?: number | null | undefined; note?: string | undefined };

export interface TakeService {
  /** Of one shot, lowest number first. */
  list(shotId: ShotId): Take[];
  /** @throws {AppError} TAKE_NOT_FOUND */
  get(takeId: TakeId): Take;
  /** Undoable. @throws {AppError} TAKE_NOT_FOUND */
  update(takeId: TakeId, patch: TakePatch, typingKey?: string): Saved & { take: Take };
}

export function createTakeService(context: ServiceContext): TakeService {
  const { db } = context;
  const get = (takeId: TakeId): Take => {
    const take = findTake(db, takeId);
    if (!take) throw new AppError('TAKE_NOT_FOUND', `no take ${takeId}`);
    return take;
  };
  return {
    list: (shotId) => listTakes(db, shotId),
    get,
    update(takeId, { rating, note }, typingKey) {
      const { projectId } = get(takeId);
      const { savedAtMs } = edit(context, { projectId, labelKey: 'updateTake', typingKey }, (recorder) => {
        recorder.update('takes', takeId, {
          ...(rating !== undefined && { rating }),
          ...(note !== undefined && { note }),
        });
      });
      return { take: get(takeId), savedAtMs };
    },
  };
}
