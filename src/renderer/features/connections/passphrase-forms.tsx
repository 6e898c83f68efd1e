/** Forms about the passphrase of the key store. What is typed is forgotten as soon as it was sent. */
import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import type { KeyStoreState } from '#shared/contract/generation-answers.ts';
import styles from './key-store-banner.module.css';
import { passphraseProblem, shortestPassphrase } from './passphrase.ts';

/** For the first passphrase, and for another one. */
export function NewPassphraseForm({ label, onDone }: { label: string; onDone: (state: KeyStoreState) => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const problem = isAsked ? passphraseProblem(first, second) : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    setError(null);
    if (isBusy || passphraseProblem(first, second)) return;
    setBusy(true);
    try {
      const state = await studio.keys.setPassphrase({ passphrase: first });
      setFirst('');
      setSecond('');
      setAsked(false);
      onDone(state);
    } catch (thrown) {
      setError(errorText(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.field ?? ''}
        type="password"
        autoComplete="new-password"
        label={label}
        maxLength={1000}
        value={first}
        error={problem === 'tooShort' ? t('connections.keys.tooShort', { count: shortestPassphrase }) : error}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <TextInput
        className={styles.field ?? ''}
        type="password"
        autoComplete="new-password"
        label={t('connections.keys.passphraseAgain')}
        maxLength={1000}
        value={second}
        error={problem === 'different' ? t('connections.keys.different') : null}
        onChange={(event) => setSecond(event.currentTarget.value)}
      />
      <Button type="submit" isBusy={isBusy}>
        {t('connections.keys.choose')}
      </Button>
    </form>
  );
}

export function UnlockForm({
  onDone,
  onForgotten,
}: {
  onDone: (state: KeyStoreState) => void;
  onForgotten: () => void;
}) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy || passphrase === '') return;
    setBusy(true);
    setError(null);
    try {
      const state = await studio.keys.unlock({ passphrase });
      setPassphrase('');
      onDone(state);
    } catch (thrown) {
      setError(errorText(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.field ?? ''}
        type="password"
        autoComplete="current-password"
        label={t('connections.keys.passphrase')}
        maxLength={1000}
        value={passphrase}
        error={error}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button type="submit" isBusy={isBusy}>
        {t('connections.keys.unlock')}
      </Button>
      <CommandButton variant="quiet" command="connections.forgottenPassphrase" onClick={onForgotten}>
        {t('connections.keys.forgotten')}
      </CommandButton>
    </form>
  );
}
