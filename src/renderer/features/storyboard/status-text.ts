import type { TFunction } from 'i18next';
import { assertNever } from '#shared/util/assert-never.ts';
import type { ShotStatus } from './shot-card-view.ts';

/** The word beside the dot. */
export function statusText(t: TFunction, status: ShotStatus): string {
  switch (status.kind) {
    case 'running':
      return status.percent === null
        ? t('storyboard.status.running')
        : t('storyboard.status.runningPercent', { percent: status.percent });
    case 'take':
      return t('storyboard.status.take', { number: status.number, total: status.total });
    case 'unchosen':
      return t('storyboard.status.unchosen', { count: status.count });
    case 'board':
    case 'noBoard':
    case 'waiting':
    case 'outdated':
    case 'failed':
    case 'refused':
    case 'needsYou':
    case 'cancelled':
      return t(`storyboard.status.${status.kind}`);
    default:
      return assertNever(status);
  }
}
