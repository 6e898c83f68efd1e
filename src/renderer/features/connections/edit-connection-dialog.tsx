/** Everything that can be set of a connection. Nothing changes before Save. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import {
  type ConnectionDraft,
  canSave,
  draftOf,
  mayChangeModels,
  noProblems,
  patchOf,
  problemsOf,
  secretsOf,
} from './connection-draft.ts';
import { precheckChoices } from './connection-facts.ts';
import { DialectFields } from './dialect-fields.tsx';
import styles from './dialog-form.module.css';
import { focusFirstProblem } from './focus-problem.ts';
import { KeyStoreBanner } from './key-store-banner.tsx';
import { LimitFields, WhereFields } from './plain-fields.tsx';
import { SecretFields } from './secret-fields.tsx';
import { SendingFields } from './sending-fields.tsx';
import { useModelRefresh } from './use-model-refresh.ts';
import { useRefreshConnections } from './use-refresh-connections.ts';
import { useRefusalText } from './use-refusal-text.ts';
import { WorkflowFields } from './workflow-fields.tsx';

export type EditConnectionDialogProps = {
  connection: Connection;
  /** Null while it is not known. */
  kind: ConnectionKindInfo | null;
  connections: readonly Connection[];
  models: readonly ListedModel[];
  onClose: () => void;
};

export function EditConnectionDialog({ connection, kind, connections, models, onClose }: EditConnectionDialogProps) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const refresh = useRefreshConnections();
  const refreshModels = useModelRefresh();
  const [unchanged] = useState(() => draftOf(connection));
  const [draft, setDraft] = useState(unchanged);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const problems = problemsOf(draft);
  const shown = isAsked ? problems : noProblems;
  const change = (patch: Partial<ConnectionDraft>) => setDraft((before) => ({ ...before, ...patch }));

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setAsked(true);
    if (isBusy) return;
    if (!canSave(problems)) return focusFirstProblem(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const needsModels = await saveDraft(draft, connection);
      showNotice({ id: 'connection-saved', text: t('connections.saved'), tone: 'ok' });
      onClose();
      if (needsModels) void refreshModels({ id: connection.id, label: draft.label.trim() });
    } catch (thrown) {
      setError(refusalText(thrown));
      setBusy(false);
    } finally {
      await refresh();
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('connections.editTitle', { label: connection.label })}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      hasChanges={draft !== unchanged}
      width={connection.kind === 'comfyui' ? 760 : 680}
    >
      {(!kind?.isKeyOptional || connection.hasKey || draft.key.kind === 'set') && (
        <div className={styles.before}>
          <KeyStoreBanner isOnlyWhenAsking />
        </div>
      )}
      <form noValidate onSubmit={(event) => void save(event)}>
        <div className={styles.sections}>
          <WhereFields draft={draft} problems={shown} onChange={change} />
          <SecretFields
            draft={draft}
            problems={shown.headers}
            hasKey={connection.hasKey}
            kind={kind}
            onChange={change}
          />
          <SendingFields
            draft={draft}
            choices={precheckChoices(connections, models, draft.precheckConnectionId)}
            onChange={change}
          />
          <LimitFields draft={draft} problems={shown} onChange={change} />
          {connection.kind === 'openai' && draft.dialect && (
            <DialectFields dialect={draft.dialect} onChange={(dialect) => change({ dialect })} />
          )}
          {connection.kind === 'comfyui' && (
            <WorkflowFields
              workflows={draft.workflows}
              problems={shown.workflows}
              onChange={(workflows) => change({ workflows })}
            />
          )}
        </div>
        <div className={styles.bar}>
          {error && (
            <p className={styles.error} role="alert">
              {error}
            </p>
          )}
          <div className={styles.actions}>
            <Button onClick={onClose} disabled={isBusy}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" variant="primary" isBusy={isBusy}>
              {t('connections.save')}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/**
 * What fails ends it: everything before it is saved, and the dialog stays for the rest.
 *
 * @returns whether the connection may offer other models now
 */
async function saveDraft(draft: ConnectionDraft, connection: Connection): Promise<boolean> {
  const { id: connectionId } = connection;
  const patch = patchOf(draft, connection);
  const secrets = secretsOf(draft, connection);
  const { key, headers } = secrets;
  if (patch) await studio.connections.update({ connectionId, patch });
  if (key !== undefined) await studio.connections.setKey({ connectionId, key });
  for (const { name, value } of headers) await studio.connections.setHeader({ connectionId, name, value });
  return mayChangeModels(patch, secrets);
}
