/** Looks at a task of Runway, and takes it away: stopping and deleting are the same call there. */
import type { ProviderHttp } from '#main/net/provider-http.ts';
import type { JobHandle } from '../video-provider.ts';
import { errorOfTrouble, type RunwayTask, readTask, unreadable } from './runway-answers.ts';
import type { RunwayAnswer, RunwayClient } from './runway-client.ts';

type Why = { purpose: 'poll' | 'cancel' | 'remove'; signal?: AbortSignal | undefined };

export type RunwayTasks = {
  /** Null when Runway does not know the task. @throws {AppError} when it gave no good answer */
  look(handle: JobHandle, why: Why): Promise<RunwayTask | null>;
  /** Whether there was something to stop or to delete. @throws {AppError} when Runway gave no good answer */
  erase(handle: JobHandle, why: Why): Promise<boolean>;
};

export function createRunwayTasks(client: RunwayClient, http: Pick<ProviderHttp, 'noteRemoved'>): RunwayTasks {
  return {
    async look({ id, attemptId }, { purpose, signal }) {
      const answer = await client.call(purpose, (runway, options) => runway.tasks.retrieve(id, options), {
        signal,
        attemptId,
      });
      if (isNotFound(answer)) return null;
      if (answer.kind !== 'answered') throw errorOfTrouble(answer);
      const task = readTask(answer.value);
      if (!task) throw unreadable();
      return task;
    },
    async erase({ id, attemptId }, { purpose, signal }) {
      const answer = await client.call(purpose, (runway, options) => runway.tasks.delete(id, options), {
        signal,
        attemptId,
      });
      const wasThere = !isNotFound(answer);
      if (wasThere && answer.kind !== 'answered') throw errorOfTrouble(answer);
      http.noteRemoved({ remoteId: id }, wasThere ? 'removed' : 'already-gone');
      return wasThere;
    },
  };
}

function isNotFound(answer: RunwayAnswer): boolean {
  return answer.kind === 'status' && (answer.answer.status === 404 || answer.answer.status === 410);
}
