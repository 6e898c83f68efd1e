/** Models of one connection: what they make, what they cost, when they end; to be refreshed, changed and reset. */
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { Connection } from '#shared/domain/connection.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { ModelDialog } from './model-dialog.tsx';
import { inModelOrder } from './model-facts.ts';
import styles from './models-panel.module.css';
import { useModelColumns } from './use-model-columns.tsx';

/** From so many models on, a field to find one is worth its place. */
const manyModels = 12;

export type ModelsPanelProps = {
  connection: Connection;
  /** Its models only. */
  models: readonly ListedModel[];
};

export function ModelsPanel({ connection, models }: ModelsPanelProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useCommands({ 'page.find': models.length >= manyModels ? () => field.current?.select() : null });
  const [edited, setEdited] = useState<ListedModel | 'new' | null>(null);
  const [isRefreshing, setRefreshing] = useState(false);
  const shown = inModelOrder(models, useDeferredValue(search));
  const { id: connectionId, label } = connection;
  const reload = () => queryClient.invalidateQueries({ queryKey: studioQuery.models.key() });
  // What the built-in engine can do is no one's to change.
  const isBuiltIn = connectionId === animaticConnectionId;
  const columns = useModelColumns(
    isBuiltIn ? null : { onEdit: setEdited, onReset: (model: ListedModel) => void reset(model) },
  );
  const title = t('connections.modelsTitle', { label });

  async function refresh() {
    setRefreshing(true);
    try {
      const answer = await studio.models.refresh({ connectionId });
      const count = t('connections.models', { count: answer.length });
      showNotice({ id: 'models', text: t('connections.refreshed', { label, models: count }), tone: 'ok' });
      await reload();
    } catch (thrown) {
      showError(thrown);
    } finally {
      setRefreshing(false);
    }
  }

  async function reset({ modelId, label: modelLabel }: ListedModel) {
    try {
      await studio.models.resetEdit({ connectionId, modelId });
      showNotice({ id: 'models', text: t('connections.modelReset', { label: modelLabel || modelId }), tone: 'ok' });
      await reload();
    } catch (thrown) {
      showError(thrown);
    }
  }

  return (
    <section className={styles.panel} aria-label={title}>
      <div className={styles.tools}>
        {models.length >= manyModels && (
          <input
            ref={field}
            type="search"
            className={styles.search}
            placeholder={t('connections.findModel')}
            aria-label={t('connections.findModel')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <span className={styles.grow} />
        {!isBuiltIn && (
          <>
            <Button size="small" command="connections.addModel" onClick={() => setEdited('new')}>
              {t('connections.addModel')}
            </Button>
            <Button
              size="small"
              command="connections.refreshModels"
              isBusy={isRefreshing}
              onClick={() => void refresh()}
            >
              {t('connections.refresh')}
            </Button>
          </>
        )}
      </div>
      {models.length === 0 ? (
        <EmptyState title={title}>{t('connections.modelsEmpty')}</EmptyState>
      ) : shown.length === 0 ? (
        <p className={styles.none}>{t('connections.modelsNoneFound')}</p>
      ) : (
        <div className={styles.table} style={{ maxHeight: 400 }}>
          <VirtualTable
            label={title}
            columns={columns}
            rows={shown}
            rowKey={({ kind, modelId }) => `${kind}:${modelId}`}
            minWidthPx={780}
          />
        </div>
      )}
      {edited !== null && (
        <ModelDialog
          connectionId={connectionId}
          model={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            void reload();
          }}
        />
      )}
    </section>
  );
}
