/** When waiting jobs may start. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Job } from '#shared/domain/records.ts';
import { nextNight, readFieldTime, toFieldTime } from './job-times.ts';

export type ScheduleDialogProps = { jobs: readonly Job[]; onClose: () => void; onSave: (atMs: number) => void };

export function ScheduleDialog({ jobs, onClose, onSave }: ScheduleDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => toFieldTime(jobs[0]?.notBeforeMs ?? nextNight(Date.now()).atMs));
  const [problem, setProblem] = useState<'queuePage.scheduleInvalid' | 'queuePage.schedulePast' | null>(null);
  const save = () => {
    const atMs = readFieldTime(text);
    if (atMs === null) return setProblem('queuePage.scheduleInvalid');
    if (atMs <= Date.now()) return setProblem('queuePage.schedulePast');
    onSave(atMs);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('queuePage.scheduleTitle', { count: jobs.length })}
      closeLabel={t('app.close')}
      width={420}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" onClick={save}>
            {t('queuePage.scheduleSave')}
          </Button>
        </>
      }
    >
      <TextInput
        type="datetime-local"
        label={t('queuePage.scheduleAt')}
        description={t('queuePage.scheduleHint')}
        error={problem && t(problem)}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Dialog>
  );
}
