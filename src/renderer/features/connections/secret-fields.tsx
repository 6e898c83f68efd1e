/** Key and additional headers of a connection: they can be written, replaced and removed, never read. */
import { TextInput } from '@mantine/core';
import IconRemove from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { ConnectionDraft, DraftProblems, HeaderDraft, KeyDraft } from './connection-draft.ts';
import styles from './dialog-form.module.css';
import { FormSection } from './form-section.tsx';

export type SecretFieldsProps = {
  draft: ConnectionDraft;
  problems: DraftProblems['headers'];
  hasKey: boolean;
  kind: ConnectionKindInfo | null;
  onChange: (patch: Partial<ConnectionDraft>) => void;
};

export function SecretFields({ draft, problems, hasKey, kind, onChange }: SecretFieldsProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('connections.secrets')} text={t('connections.secretsText')}>
      <KeyRow draft={draft.key} hasKey={hasKey} kind={kind} onChange={(key) => onChange({ key })} />
      <HeaderRows headers={draft.headers} problems={problems} onChange={(headers) => onChange({ headers })} />
    </FormSection>
  );
}

type KeyRowProps = {
  draft: KeyDraft;
  hasKey: boolean;
  kind: ConnectionKindInfo | null;
  onChange: (draft: KeyDraft) => void;
};

function KeyRow({ draft, hasKey, kind, onChange }: KeyRowProps) {
  const { t } = useTranslation();
  if (draft.kind === 'set') {
    return (
      <div className={styles.row}>
        <KeyInput
          className={styles.grow ?? ''}
          isOptional={kind?.isKeyOptional ?? false}
          keysUrl={kind?.keysUrl ?? ''}
          value={draft.value}
          onChange={(value) => onChange({ kind: 'set', value })}
        />
        <Button onClick={() => onChange({ kind: 'keep' })}>{t(hasKey ? 'connections.keepKey' : 'app.cancel')}</Button>
      </div>
    );
  }
  if (draft.kind === 'remove') {
    return (
      <div className={styles.row} role="status">
        <span>{t('connections.keyWillBeRemoved')}</span>
        <Button onClick={() => onChange({ kind: 'keep' })}>{t('connections.keepKey')}</Button>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      <span>{t(hasKey ? 'connections.keyIsKept' : 'connections.keyIsNotKept')}</span>
      <Button onClick={() => onChange({ kind: 'set', value: '' })}>
        {t(hasKey ? 'connections.replaceKey' : 'connections.addKey')}
      </Button>
      {hasKey && (
        <Button variant="quiet" onClick={() => onChange({ kind: 'remove' })}>
          {t('connections.removeKey')}
        </Button>
      )}
    </div>
  );
}

export type KeyInputProps = {
  isOptional: boolean;
  /** Page on which keys are made; empty for programs on one's own machine. */
  keysUrl: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | false;
  inputRef?: Ref<HTMLInputElement> | undefined;
  className?: string;
};

/** Where a key is pasted. The browser is not to remember it. */
export function KeyInput({ isOptional, keysUrl, value, onChange, error, inputRef, className }: KeyInputProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      ref={inputRef}
      className={className ?? ''}
      type="password"
      autoComplete="new-password"
      spellCheck={false}
      dir="ltr"
      label={t(isOptional ? 'connections.keyOptional' : 'connections.key')}
      description={
        keysUrl && (
          <a className={styles.link} href={keysUrl} target="_blank" rel="noreferrer">
            {t('connections.getKey')}
          </a>
        )
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={10_000}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type HeaderRowsProps = {
  headers: HeaderDraft[];
  problems: DraftProblems['headers'];
  onChange: (headers: HeaderDraft[]) => void;
};

function HeaderRows({ headers, problems, onChange }: HeaderRowsProps) {
  const { t } = useTranslation();
  const nextRowId = Math.max(-1, ...headers.map(({ rowId }) => rowId)) + 1;
  const change = (rowId: number, patch: Partial<HeaderDraft>) =>
    onChange(headers.map((header) => (header.rowId === rowId ? { ...header, ...patch } : header)));
  return (
    <>
      <p className={styles.text}>
        {t('connections.headers')}. {t('connections.headersText')}
      </p>
      {headers.map(({ rowId, name, value, isKept }, index) => {
        const problem = problems.get(rowId);
        const number = index + 1;
        return (
          <div key={rowId} className={`${styles.row} ${styles.fields}`}>
            <TextInput
              className={styles.grow ?? ''}
              aria-label={t('connections.headerNameOf', { number })}
              placeholder={t('connections.headerName')}
              dir="ltr"
              spellCheck={false}
              maxLength={100}
              readOnly={isKept}
              value={name}
              error={problem && t(`connections.problem.${problem}`)}
              onChange={(event) => change(rowId, { name: event.currentTarget.value })}
            />
            <TextInput
              className={styles.grow ?? ''}
              aria-label={t('connections.headerValueOf', { number })}
              type="password"
              autoComplete="new-password"
              placeholder={t(isKept ? 'connections.headerValueKept' : 'connections.headerValue')}
              dir="ltr"
              maxLength={10_000}
              value={value}
              onChange={(event) => change(rowId, { value: event.currentTarget.value })}
            />
            <IconButton
              label={t('connections.removeHeader', { name: name || String(number) })}
              onClick={() => onChange(headers.filter((header) => header.rowId !== rowId))}
            >
              <IconRemove size={16} />
            </IconButton>
          </div>
        );
      })}
      <div className={styles.row}>
        <Button
          size="small"
          onClick={() => onChange([...headers, { rowId: nextRowId, name: '', value: '', isKept: false }])}
        >
          {t('connections.addHeader')}
        </Button>
      </div>
    </>
  );
}
