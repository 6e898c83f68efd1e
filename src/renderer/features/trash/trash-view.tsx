/** What was deleted: to be put back, or erased for good. */
import { Checkbox } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useControlCommand, useRowCommands } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import type { TrashEntry } from '#shared/domain/records.ts';
import { EmptyTrashDialog } from './empty-trash-dialog.tsx';
import { entryKey, toggleEntry } from './trash-selection.ts';
import styles from './trash-view.module.css';

export function TrashView() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const trash = useQuery({ ...studioQuery.trash.list.queryOptions({ input: {} }), refetchOnMount: 'always' });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isConfirming, setConfirming] = useState(false);
  const entries = trash.data ?? [];
  const selectAll = useControlCommand<HTMLInputElement>('trash.selectAll', entries.length < 2);
  const chosen = entries.filter((entry) => selected.has(entryKey(entry)));

  async function restore(list: readonly TrashEntry[]) {
    const answer = await edit(() => studio.trash.restore({ entries: list.map(({ kind, id }) => ({ kind, id })) }));
    if (!answer) return;
    setSelected(new Set());
    showNotice({ text: t('trash.restored', { count: list.length }), tone: 'ok' });
    await trash.refetch();
  }

  if (trash.error && !trash.data) {
    return (
      <main className={styles.middle}>
        <EmptyState
          title={t('trash.title')}
          actions={
            <CommandButton command="window.retry" onClick={() => void trash.refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(trash.error)}
        </EmptyState>
      </main>
    );
  }
  if (trash.data?.length === 0) {
    return (
      <main className={styles.middle}>
        <EmptyState icon={<IconTrash size={24} stroke={1.5} />} title={t('trash.empty')}>
          {t('trash.emptyText')}
        </EmptyState>
      </main>
    );
  }
  return (
    <main className={styles.page} aria-busy={trash.isPending}>
      <div className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('trash.title')}</h1>
          <p className={styles.text}>{t('trash.text')}</p>
        </div>
        <div className={styles.buttons}>
          {chosen.length > 0 && (
            <CommandButton variant="primary" command="trash.restoreSelected" onClick={() => void restore(chosen)}>
              {t('trash.restoreSelected', { count: chosen.length })}
            </CommandButton>
          )}
          <CommandButton command="trash.empty" disabled={entries.length === 0} onClick={() => setConfirming(true)}>
            {t('trash.emptyTrash')}
          </CommandButton>
        </div>
      </div>
      {entries.length > 1 && (
        <Checkbox
          ref={selectAll}
          className={styles.all ?? ''}
          label={t('trash.selectAll')}
          checked={chosen.length === entries.length}
          indeterminate={chosen.length > 0 && chosen.length < entries.length}
          onChange={(event) => setSelected(new Set(event.currentTarget.checked ? entries.map(entryKey) : []))}
        />
      )}
      <TrashList
        entries={entries}
        selected={selected}
        onToggle={(entry) => setSelected(toggleEntry(selected, entryKey(entry)))}
        onRestore={(entry) => void restore([entry])}
      />
      <EmptyTrashDialog isOpen={isConfirming} entries={entries} onClose={() => setConfirming(false)} />
    </main>
  );
}

type TrashListProps = {
  entries: readonly TrashEntry[];
  selected: ReadonlySet<string>;
  onToggle: (entry: TrashEntry) => void;
  onRestore: (entry: TrashEntry) => void;
};

function TrashList({ entries, selected, onToggle, onRestore }: TrashListProps) {
  const { t, i18n } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const rowCommands = useRowCommands('li');
  const list = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 52,
    overscan: 8,
  });
  return (
    <div ref={scroll} className={styles.scroll} {...rowCommands}>
      <ul className={styles.sizer} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (!entry) return null;
          const title = entry.title || t('app.untitled');
          const facts = [
            t(`trash.kind.${entry.kind}`),
            ...(entry.kind === 'project'
              ? []
              : [t('trash.inProject', { title: entry.projectTitle || t('app.untitled') })]),
            t('trash.deleted', { ago: timeAgo(entry.deletedAtMs, Date.now(), i18n.language) }),
          ];
          return (
            <li key={entryKey(entry)} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <Checkbox
                aria-label={t('trash.select', { title })}
                {...commandAttributes('trash.select')}
                checked={selected.has(entryKey(entry))}
                onChange={() => onToggle(entry)}
              />
              <div className={styles.words}>
                <p className={styles.name} dir="auto">
                  {title}
                </p>
                <p className={styles.facts} dir="auto">
                  {facts.join(' · ')}
                </p>
              </div>
              <Button size="small" command="trash.restore" onClick={() => onRestore(entry)}>
                {t('trash.restore')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
