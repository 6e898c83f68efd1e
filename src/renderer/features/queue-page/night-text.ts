import type { TFunction } from 'i18next';
import { clockText, nextNight } from './job-times.ts';

/** `Tonight after 22:00`, and late in the evening `Tomorrow after 22:00`. */
export function nightText(t: TFunction, language: string, nowMs: number): string {
  const { atMs, isToday } = nextNight(nowMs);
  // The hour alone: the day stands in the words.
  const time = clockText(atMs, atMs, language);
  return isToday ? t('queuePage.tonight', { time }) : t('queuePage.tomorrowNight', { time });
}
