/** Adds a connection: which kind, then address and key, and a test that says whether they are good. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { Connection, ConnectionReport } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import { addressProblem, tidyAddress } from './connection-draft.ts';
import styles from './dialog-form.module.css';
import { focusFirstProblem } from './focus-problem.ts';
import { KeyStoreBanner } from './key-store-banner.tsx';
import { ReportLines } from './report-lines.tsx';
import { KeyInput } from './secret-fields.tsx';
import { useModelRefresh } from './use-model-refresh.ts';
import { useRefreshConnections } from './use-refresh-connections.ts';
import { useRefusalText } from './use-refusal-text.ts';

export type AddConnectionDialogProps = {
  onClose: () => void;
  onReport: (connectionId: ConnectionId, report: ConnectionReport) => void;
};

export function AddConnectionDialog({ onClose, onReport }: AddConnectionDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ConnectionKindInfo | null>(null);
  const [before, setBefore] = useState<ConnectionKindInfo | null>(null);
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={kind ? t('connections.addTitle', { kind: kind.label }) : t('connections.chooseKind')}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      hasChanges={kind !== null}
      width={kind ? 520 : 680}
    >
      {kind ? (
        <div className={styles.sections}>
          <KeyStoreBanner isOnlyWhenAsking />
          <NewConnectionForm
            kind={kind}
            isBusy={isBusy}
            setBusy={setBusy}
            onBack={() => {
              setBefore(kind);
              setKind(null);
            }}
            onClose={onClose}
            onReport={onReport}
          />
        </div>
      ) : (
        <KindChoice before={before} onChoose={setKind} />
      )}
    </Dialog>
  );
}

type KindChoiceProps = {
  /** The one that a person came back from. */
  before: ConnectionKindInfo | null;
  onChoose: (kind: ConnectionKindInfo) => void;
};

function KindChoice({ before, onChoose }: KindChoiceProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const kinds = useQuery(studioQuery.connections.kinds.queryOptions({ input: {} }));
  if (kinds.error && !kinds.data) {
    return (
      <EmptyState
        title={t('connections.failed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void kinds.refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(kinds.error)}
      </EmptyState>
    );
  }
  return (
    <ul className={styles.kinds} aria-busy={kinds.isPending}>
      {kinds.data
        ? kinds.data.map((kind) => (
            <li key={kind.kind}>
              <button
                type="button"
                ref={kind.kind === before?.kind ? focusOnMount : undefined}
                className={styles.kind}
                onClick={() => onChoose(kind)}
              >
                <span className={styles.kindName}>{kind.label}</span>
                <span className={styles.kindText}>{t(`connections.kindText.${kind.kind}`)}</span>
                <span className={styles.hint}>
                  {t('connections.offers', {
                    kinds: kind.offers.map((offer) => t(`connections.modelKind.${offer}`)).join(', '),
                  })}
                </span>
              </button>
            </li>
          ))
        : [0, 1, 2, 3].map((index) => (
            <li key={index}>
              <Skeleton height={92} />
            </li>
          ))}
    </ul>
  );
}

/** As a ref: an element that takes the place of the one that had the focus takes the focus too. */
function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}

type NewConnectionFormProps = AddConnectionDialogProps & {
  kind: ConnectionKindInfo;
  isBusy: boolean;
  setBusy: (isBusy: boolean) => void;
  onBack: () => void;
};

function NewConnectionForm({ kind, isBusy, setBusy, onBack, onClose, onReport }: NewConnectionFormProps) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const refresh = useRefreshConnections();
  const refreshModels = useModelRefresh();
  const [label, setLabel] = useState(kind.label);
  const [baseUrl, setBaseUrl] = useState(kind.defaultBaseUrl);
  const [key, setKey] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [made, setMade] = useState<Connection | null>(null);
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const [error, setError] = useState<string | null>(null);
  const addressWrong = addressProblem(baseUrl);
  const keyWrong = useKeyProblem(key, !kind.isKeyOptional && !made?.hasKey);
  const firstField = useRef<HTMLInputElement>(null);
  useEffect(() => firstField.current?.focus(), []);

  /** What was made before stays made: a second try changes it. */
  async function makeAndTest(): Promise<void> {
    const fields = { label: label.trim() || kind.label, baseUrl: tidyAddress(baseUrl) };
    let { connection } = made
      ? await studio.connections.update({ connectionId: made.id, patch: fields })
      : await studio.connections.create({ kind: kind.kind, ...fields });
    setMade(connection);
    const connectionId = connection.id;
    if (key.trim() !== '') {
      ({ connection } = await studio.connections.setKey({ connectionId, key: key.trim() }));
      setMade(connection);
      setKey('');
    }
    const found = await studio.connections.test({ connectionId });
    setReport(found);
    onReport(connectionId, found);
    if (found.kind === 'fails') return;
    const models = t('connections.models', { count: found.modelCount });
    showNotice({ text: t('connections.added', { label: connection.label, models }), tone: 'ok' });
    onClose();
    void refreshModels(connection);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setAsked(true);
    if (isBusy) return;
    if (addressWrong || keyWrong) return focusFirstProblem(event.currentTarget);
    setBusy(true);
    setError(null);
    setReport(null);
    try {
      await makeAndTest();
    } catch (thrown) {
      setError(refusalText(thrown));
    } finally {
      setBusy(false);
      await refresh();
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <div className={styles.sections}>
        <TextInput
          label={t('connections.label')}
          dir="auto"
          maxLength={500}
          value={label}
          placeholder={kind.label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          label={t('connections.address')}
          description={t('connections.addressHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="url"
          dir="ltr"
          spellCheck={false}
          maxLength={2000}
          value={baseUrl}
          error={isAsked && addressWrong && t(`connections.problem.${addressWrong}`)}
          ref={kind.isKeyOptional ? firstField : undefined}
          onChange={(event) => setBaseUrl(event.currentTarget.value)}
        />
        <KeyInput
          isOptional={kind.isKeyOptional}
          keysUrl={kind.keysUrl}
          value={key}
          error={isAsked && keyWrong && t(`connections.problem.${keyWrong}`)}
          inputRef={kind.isKeyOptional ? undefined : firstField}
          onChange={setKey}
        />
      </div>
      <div className={styles.report} role="status">
        {report && <ReportLines report={report} kind={kind.kind} />}
        {report && <p className={styles.hint}>{t('connections.addedFailing')}</p>}
      </div>
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.actions}>
        {made ? (
          <Button onClick={onClose} disabled={isBusy}>
            {t('connections.keepAnyway')}
          </Button>
        ) : (
          <Button variant="quiet" className={styles.first ?? ''} onClick={onBack} disabled={isBusy}>
            {t('connections.back')}
          </Button>
        )}
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t(made ? 'connections.testAgain' : 'connections.testAndAdd')}
        </Button>
      </div>
    </form>
  );
}

/** What keeps a key from being taken: a key of the catalogue under `connections.problem`. */
function useKeyProblem(key: string, isNeeded: boolean): 'keyEmpty' | 'keyStoreMissing' | 'keysLocked' | null {
  const { data: store } = useQuery(studioQuery.keys.state.queryOptions({ input: {} }));
  if (key.trim() === '') return isNeeded ? 'keyEmpty' : null;
  if (store?.kind === 'none') return 'keyStoreMissing';
  return store?.kind === 'passphrase' && store.isLocked ? 'keysLocked' : null;
}
