/** Every connection, where keys are kept, and what may leave this machine at all. */
import IconAdd from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconPlug from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useFocusCommands, useRowCommands } from '#renderer/ui/commands.ts';
import { type MenuItem, useContextMenu } from '#renderer/ui/context-menu.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Connection, ConnectionReport } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import { ConnectionCard } from './connection-card.tsx';
import { inCardOrder } from './connection-facts.ts';
import styles from './connections-view.module.css';
import { KeyStoreBanner } from './key-store-banner.tsx';
import { LeavingSwitches } from './leaving-switches.tsx';
import { useModelRefresh } from './use-model-refresh.ts';
import { useRefreshConnections } from './use-refresh-connections.ts';

const AddConnectionDialog = lazy(() =>
  import('./add-connection-dialog.tsx').then((module) => ({ default: module.AddConnectionDialog })),
);
const EditConnectionDialog = lazy(() =>
  import('./edit-connection-dialog.tsx').then((module) => ({ default: module.EditConnectionDialog })),
);
const RemoveConnectionDialog = lazy(() =>
  import('./remove-connection-dialog.tsx').then((module) => ({ default: module.RemoveConnectionDialog })),
);

type OpenDialog = { kind: 'add' } | { kind: 'edit' | 'remove'; connection: Connection };

export function ConnectionsView() {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const tests = useConnectionTests();
  return (
    <main className={styles.scroll}>
      <div className={styles.page}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h1 className={styles.title}>{t('connections.title')}</h1>
            <p className={styles.text}>{t('connections.text')}</p>
          </div>
          <CommandButton
            variant="primary"
            command="connections.add"
            icon={<IconAdd size={16} stroke={1.8} />}
            onClick={() => setDialog({ kind: 'add' })}
          >
            {t('connections.add')}
          </CommandButton>
        </div>
        <LeavingSwitches />
        {dialog?.kind !== 'add' && <KeyStoreBanner />}
        <Cards tests={tests} dialog={dialog} setDialog={setDialog} />
      </div>
      <Suspense fallback={null}>
        {dialog?.kind === 'add' && <AddConnectionDialog onClose={() => setDialog(null)} onReport={tests.take} />}
      </Suspense>
    </main>
  );
}

type CardsProps = {
  tests: ConnectionTests;
  dialog: OpenDialog | null;
  setDialog: (dialog: OpenDialog | null) => void;
};

function Cards({ tests, dialog, setDialog }: CardsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const menu = useContextMenu();
  const refresh = useRefreshConnections();
  const list = useQuery({ ...studioQuery.connections.list.queryOptions({ input: {} }), refetchOnMount: 'always' });
  const { data: kinds = [] } = useQuery(studioQuery.connections.kinds.queryOptions({ input: {} }));
  const models = useQuery({
    ...studioQuery.models.list.queryOptions({ input: { connectionId: null } }),
    refetchOnMount: 'always',
  });
  const [opened, setOpened] = useState<ReadonlySet<ConnectionId>>(new Set());

  async function setPaused({ id: connectionId, label }: Connection, isPaused: boolean) {
    try {
      await studio.connections.update({ connectionId, patch: { isPaused } });
      const text = t(isPaused ? 'connections.paused' : 'connections.resumed', { label });
      showNotice({ id: `paused-${connectionId}`, text, tone: 'ok' });
      await refresh();
    } catch (thrown) {
      showError(thrown);
    }
  }

  function itemsFor(connection: Connection): MenuItem[] {
    const { isPaused } = connection;
    return [
      { label: t('connections.test'), command: 'connections.test', run: () => void tests.run(connection) },
      {
        label: t('connections.edit'),
        command: 'connections.edit',
        run: () => setDialog({ kind: 'edit', connection }),
      },
      {
        label: t(isPaused ? 'connections.resume' : 'connections.pause'),
        command: 'connections.pause',
        run: () => void setPaused(connection, !isPaused),
      },
      { kind: 'divider' },
      {
        label: t('connections.remove'),
        command: 'connections.remove',
        isDanger: true,
        run: () => setDialog({ kind: 'remove', connection }),
      },
    ];
  }

  const [focusedId, setFocusedId] = useState<ConnectionId | null>(null);
  const rowCommands = useRowCommands('li');
  // What is built in has nothing to edit.
  const focused = list.data?.find(({ id }) => id === focusedId && id !== animaticConnectionId);
  const hearKey = useFocusCommands(
    'connections',
    focused
      ? {
          'connections.test': () => void tests.run(focused),
          'connections.edit': () => setDialog({ kind: 'edit', connection: focused }),
          'connections.pause': () => void setPaused(focused, !focused.isPaused),
          'connections.remove': () => setDialog({ kind: 'remove', connection: focused }),
        }
      : {},
  );

  if (!list.data) {
    if (!list.error) return <CardSkeletons />;
    return (
      <EmptyState
        title={t('connections.failed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void list.refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(list.error)}
      </EmptyState>
    );
  }
  const connections = inCardOrder(list.data);
  const kindOf = (connection: Connection) => kinds.find(({ kind }) => kind === connection.kind) ?? null;
  const modelsOf = ({ id }: Connection) => models.data?.filter(({ connectionId }) => connectionId === id) ?? null;
  return (
    <>
      {models.error && !models.data && (
        <p className={styles.problem} role="alert">
          {t('connections.modelsFailed')}: {errorText(models.error)}
          <CommandButton size="small" command="window.retry" onClick={() => void models.refetch()}>
            {t('app.retry')}
          </CommandButton>
        </p>
      )}
      {/* Keys for the card that has the focus; its menu offers the same. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        className={styles.cards}
        onFocus={rowCommands.onFocus}
        onKeyDown={(event) => {
          hearKey(event);
          rowCommands.onKeyDown(event);
        }}
      >
        {connections.map((connection) => (
          <ConnectionCard
            onFocus={() => setFocusedId(connection.id)}
            key={connection.id}
            connection={connection}
            kind={kindOf(connection)}
            models={modelsOf(connection)}
            report={tests.reports.get(connection.id) ?? null}
            isTesting={tests.running.has(connection.id)}
            isOpen={opened.has(connection.id)}
            onTest={() => void tests.run(connection)}
            onEdit={() => setDialog({ kind: 'edit', connection })}
            onToggleModels={() => setOpened(toggled(opened, connection.id))}
            onMenu={(event) =>
              menu.open(event, itemsFor(connection), t('connections.more', { label: connection.label }))
            }
          />
        ))}
      </ul>
      {connections.length < 2 && (
        <EmptyState
          icon={<IconPlug size={24} stroke={1.5} />}
          title={t('connections.none')}
          actions={
            <Button command="connections.add" onClick={() => setDialog({ kind: 'add' })}>
              {t('connections.add')}
            </Button>
          }
        >
          {t('connections.noneText')}
        </EmptyState>
      )}
      {menu.element}
      <Suspense fallback={null}>
        {dialog?.kind === 'edit' && (
          <EditConnectionDialog
            connection={dialog.connection}
            kind={kindOf(dialog.connection)}
            connections={connections}
            models={models.data ?? []}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog?.kind === 'remove' && (
          <RemoveConnectionDialog connection={dialog.connection} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </>
  );
}

function CardSkeletons() {
  const { t } = useTranslation();
  return (
    <div className={styles.cards} role="status">
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      {[0, 1, 2].map((index) => (
        <Skeleton key={index} height={96} />
      ))}
    </div>
  );
}

type ConnectionTests = {
  reports: ReadonlyMap<ConnectionId, ConnectionReport>;
  running: ReadonlySet<ConnectionId>;
  run: (connection: Connection) => Promise<void>;
  /** Shows a report that came from elsewhere. */
  take: (connectionId: ConnectionId, report: ConnectionReport) => void;
};

/** Tests that run, and what the last ones found, as long as the page is open. */
function useConnectionTests(): ConnectionTests {
  const refreshModels = useModelRefresh();
  const [reports, setReports] = useState<ReadonlyMap<ConnectionId, ConnectionReport>>(new Map());
  const [running, setRunning] = useState<ReadonlySet<ConnectionId>>(new Set());
  const take = (connectionId: ConnectionId, report: ConnectionReport) =>
    setReports((before) => new Map(before).set(connectionId, report));
  return {
    reports,
    running,
    take,
    async run(connection) {
      const { id: connectionId } = connection;
      setRunning((before) => new Set(before).add(connectionId));
      try {
        const report = await studio.connections.test({ connectionId });
        take(connectionId, report);
        if (report.kind !== 'fails') await refreshModels(connection);
      } catch (thrown) {
        showError(thrown);
      } finally {
        setRunning((before) => new Set([...before].filter((id) => id !== connectionId)));
      }
    },
  };
}

function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
