import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDesktop, studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import { sizeText } from '#renderer/ui/size-text.ts';
import type { StudioInfo } from '#shared/contract/answers.ts';
import styles from './facts.module.css';

/** Where the library is, how large, how safe, and what can be done with it. */
export function LibrarySettings({ library }: { library: StudioInfo['library'] }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [isBackingUp, setBackingUp] = useState(false);

  async function backUp() {
    setBackingUp(true);
    try {
      const { fileName } = await studio.studio.backUp({});
      showNotice({ text: t('settings.backedUp', { fileName }), tone: 'ok' });
      await queryClient.invalidateQueries({ queryKey: studioQuery.studio.info.key() });
    } catch (thrown) {
      showError(thrown);
    } finally {
      setBackingUp(false);
    }
  }

  async function openOther() {
    try {
      const { isOpened } = await studio.studio.openLibrary({});
      if (isOpened) await queryClient.resetQueries();
    } catch (thrown) {
      showError(thrown);
    }
  }

  async function copyLocation() {
    await navigator.clipboard.writeText(library.location);
    showNotice({ id: 'copied', text: t('settings.copied'), tone: 'ok' });
  }

  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('settings.location')}</dt>
        <dd className={styles.location}>{library.location}</dd>
        <dt>{t('settings.size')}</dt>
        <dd>
          {sizeText(library.sizeBytes, i18n.language)}, {t('home.projects', { count: library.projectCount })}
        </dd>
        <dt>{t('settings.lastBackup')}</dt>
        <dd>
          {library.lastBackupAtMs === null
            ? t('settings.never')
            : new Date(library.lastBackupAtMs).toLocaleString(i18n.language, {
                dateStyle: 'medium',
                timeStyle: 'short',
              })}
        </dd>
      </dl>
      {library.syncedBy !== null && <Pill tone="ask">{t('settings.synced', { service: library.syncedBy })}</Pill>}
      <div className={styles.buttons}>
        <CommandButton command="settings.backUp" onClick={() => void backUp()} isBusy={isBackingUp}>
          {t(isBackingUp ? 'settings.backingUp' : 'settings.backUp')}
        </CommandButton>
        {isDesktop && (
          <>
            <CommandButton
              command="settings.reveal"
              onClick={() => void studio.studio.revealLibrary({}).catch(showError)}
            >
              {t('settings.reveal')}
            </CommandButton>
            <CommandButton command="settings.openOther" onClick={() => void openOther()}>
              {t('settings.openOther')}
            </CommandButton>
          </>
        )}
        {!isDesktop && (
          <CommandButton command="settings.copyLocation" onClick={() => void copyLocation()}>
            {t('settings.copyLocation')}
          </CommandButton>
        )}
      </div>
    </>
  );
}
