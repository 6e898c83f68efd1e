import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import type { FfmpegStatus } from '#shared/contract/answers.ts';
import styles from './facts.module.css';

export type FfmpegSettingsProps = {
  status: FfmpegStatus;
  /** Null means that it is found by itself. */
  path: string | null;
  onChange: (path: string | null) => Promise<boolean>;
};

/** Which ffmpeg is in use, and a path for another one. */
export function FfmpegSettings({ status, path, onChange }: FfmpegSettingsProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(path ?? '');
  const [isBusy, setBusy] = useState(false);
  const next = draft.trim() || null;

  async function use(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await onChange(next);
    setBusy(false);
  }

  return (
    <>
      <div className={styles.status} role="status">
        {status.kind === 'ready' ? (
          <Pill tone="ok">
            {t('settings.ffmpegReady', {
              version: status.version,
              source: t(`settings.ffmpegSource.${status.source}`),
            })}
          </Pill>
        ) : (
          <>
            <Pill tone="ask">{t('settings.ffmpegMissing')}</Pill>
            <span>{t('settings.ffmpegInstall')}</span>
            <code className={styles.command}>{status.command}</code>
            <CommandButton
              size="small"
              command="page.copyCommand"
              onClick={() => {
                void navigator.clipboard.writeText(status.command).then(() => {
                  showNotice({ id: 'copied', text: t('settings.copied'), tone: 'ok' });
                });
              }}
            >
              {t('home.copyCommand')}
            </CommandButton>
          </>
        )}
      </div>
      <form className={styles.path} onSubmit={(event) => void use(event)}>
        <TextInput
          className={styles.pathField ?? ''}
          label={t('settings.ffmpegPath')}
          description={t('settings.ffmpegPathHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          maxLength={4096}
          spellCheck={false}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
        <Button type="submit" isBusy={isBusy} disabled={next === path}>
          {t('settings.ffmpegUse')}
        </Button>
      </form>
    </>
  );
}
