/** When takes may begin. */
import { Select } from '@mantine/core';
import { useId } from 'react';
import { useNow } from '#renderer/ui/use-now.ts';
import styles from './plan-dialog.module.css';
import { isSameDay, nextEveningMs, type StartChoice, startMsOf, toLocalText } from './start-time.ts';
import { useSpeech } from './use-speech.ts';

export type StartTime = {
  choice: StartChoice;
  /** As the field has it; counts for a time of one's own. */
  timeText: string;
};

export const startNow: StartTime = { choice: 'now', timeText: '' };

/** What `notBeforeMs` is; undefined while the time cannot be used. */
export function startMsOfTime({ choice, timeText }: StartTime, nowMs: number): number | null | undefined {
  return startMsOf(choice, timeText, nowMs);
}

export function StartTimeField({ start, onChange }: { start: StartTime; onChange: (start: StartTime) => void }) {
  const { t, language } = useSpeech();
  const id = useId();
  const nowMs = useNow(30_000);
  const evening = nextEveningMs(nowMs);
  const time = new Date(evening).toLocaleTimeString(language, { timeStyle: 'short' });
  const isWrong = start.choice === 'time' && startMsOf('time', start.timeText, nowMs) === undefined;
  return (
    <div className={styles.field}>
      <Select
        label={t('generation.start')}
        classNames={{ input: styles.tall ?? '' }}
        data={[
          { value: 'now', label: t('generation.startNow') },
          {
            value: 'evening',
            label: t(isSameDay(evening, nowMs) ? 'generation.startTonight' : 'generation.startTomorrow', { time }),
          },
          { value: 'time', label: t('generation.startTime') },
        ]}
        value={start.choice}
        onChange={(choice) =>
          onChange({ choice: choice as StartChoice, timeText: start.timeText || toLocalText(evening) })
        }
      />
      {start.choice === 'time' && (
        <>
          <input
            type="datetime-local"
            className={styles.time}
            aria-label={t('generation.startTimeLabel')}
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? id : undefined}
            min={toLocalText(nowMs)}
            value={start.timeText}
            onChange={(event) => onChange({ choice: 'time', timeText: event.currentTarget.value })}
          />
          {isWrong && (
            <p id={id} className={styles.error} role="alert">
              {t('generation.startTimePassed')}
            </p>
          )}
        </>
      )}
    </div>
  );
}
