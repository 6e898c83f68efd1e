/** Where keys are kept, while that asks something of the person. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { KeyStoreState } from '#shared/contract/generation-answers.ts';
import styles from './key-store-banner.module.css';
import { NewPassphraseForm, UnlockForm } from './passphrase-forms.tsx';

export type KeyStoreBannerProps = {
  /** Whether it stays away while it asks nothing of the person. @default false */
  isOnlyWhenAsking?: boolean;
};

/** Nothing where the system keeps the keys. */
export function KeyStoreBanner({ isOnlyWhenAsking = false }: KeyStoreBannerProps) {
  const { t } = useTranslation();
  const { data: state } = useQuery({
    ...studioQuery.keys.state.queryOptions({ input: {} }),
    refetchOnMount: 'always',
  });
  const queryClient = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const [isResetting, setResetting] = useState(false);

  /** Which keys can be read has changed, and with it what connections say of theirs. */
  function take(next: KeyStoreState, words: string) {
    queryClient.setQueryData(studioQuery.keys.state.queryKey({ input: {} }), next);
    void queryClient.invalidateQueries({ queryKey: studioQuery.connections.list.key() });
    showNotice({ id: 'keys', text: words, tone: 'ok' });
    setChanging(false);
  }

  if (!state || state.kind === 'system') return null;
  const resetDialog = isResetting && (
    <ResetDialog
      onClose={() => setResetting(false)}
      onReset={(next) => {
        setResetting(false);
        take(next, t('connections.keys.wasReset'));
      }}
    />
  );
  if (state.kind === 'none') {
    return (
      <section className={styles.banner} aria-label={t('connections.keys.title')}>
        <h2 className={styles.title}>{t('connections.keys.none')}</h2>
        <p className={styles.text}>{t('connections.keys.noneText')}</p>
        <NewPassphraseForm
          label={t('connections.keys.passphrase')}
          onDone={(next) => take(next, t('connections.keys.chosen'))}
        />
      </section>
    );
  }
  if (state.isLocked) {
    return (
      <section className={styles.banner} aria-label={t('connections.keys.title')}>
        <h2 className={styles.title}>{t('connections.keys.locked')}</h2>
        <p className={styles.text}>{t('connections.keys.lockedText')}</p>
        <UnlockForm
          onDone={(next) => take(next, t('connections.keys.unlocked'))}
          onForgotten={() => setResetting(true)}
        />
        {resetDialog}
      </section>
    );
  }
  if (isOnlyWhenAsking) return null;
  return (
    <section className={styles.line} aria-label={t('connections.keys.title')}>
      <p className={styles.unlocked}>{t('connections.keys.unlockedText')}</p>
      <CommandButton
        size="small"
        command="connections.changePassphrase"
        aria-expanded={isChanging}
        onClick={() => setChanging(!isChanging)}
      >
        {t(isChanging ? 'app.cancel' : 'connections.keys.change')}
      </CommandButton>
      {isChanging && (
        <NewPassphraseForm
          label={t('connections.keys.newPassphrase')}
          onDone={(next) => take(next, t('connections.keys.chosen'))}
        />
      )}
    </section>
  );
}

function ResetDialog({ onClose, onReset }: { onClose: () => void; onReset: (next: KeyStoreState) => void }) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);

  async function reset() {
    setBusy(true);
    try {
      onReset(await studio.keys.reset({}));
    } catch (thrown) {
      showError(thrown);
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('connections.keys.resetTitle')}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      actions={
        <>
          <Button data-autofocus onClick={onClose} disabled={isBusy}>
            {t('app.cancel')}
          </Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => void reset()}>
            {t('connections.keys.reset')}
          </Button>
        </>
      }
    >
      <p>{t('connections.keys.resetText')}</p>
      <p className={styles.text}>{t('connections.keys.resetStays')}</p>
    </Dialog>
  );
}
