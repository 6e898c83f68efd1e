/**
 * The rows of the queue, of which only those on the screen are mounted. Waiting ones can be dragged inside their lane:
 * a mark shows where they would land, found by arithmetic, so that a line of any length does not move.
 */
import { DndContext } from '@dnd-kit/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { type CommandRuns, useCommands, useRowCommands } from '#renderer/ui/commands.ts';
import { useContextMenu } from '#renderer/ui/context-menu.tsx';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { useQuery } from '@tanstack/react-query';
import { JobLine } from './job-line.tsx';
import { jobMenuItems } from './job-menu-items.tsx';
import { LaneHeader, NeedsYouHeader } from './lane-header.tsx';
import { type ListCommand, listCommandOf, listCommands } from './list-keys.ts';
import styles from './queue-page.module.css';
import { type QueueRow, selectableJobs } from './queue-rows.ts';
import { clickRow, noRows, type RowSelection, selectRowsTo, toggleRow } from './row-selection.ts';
import { setLanePaused } from './set-lane-paused.ts';
import type { JobActions } from './use-job-actions.ts';
import { useRowDrag } from './use-row-drag.ts';

/** Forecasts change with time alone. */
const forecastMs = 5_000;
const usualRowPx = 56;

export type QueueListHandle = {
  /** Gives the focus back to the row that had it last. */
  focus: () => void;
};

export type QueueListProps = {
  rows: readonly QueueRow[];
  selection: RowSelection;
  onSelect: (selection: RowSelection) => void;
  actions: JobActions;
  ref: Ref<QueueListHandle>;
};

export function QueueList({ rows, selection, onSelect, actions, ref }: QueueListProps) {
  const { t, i18n } = useTranslation();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const content = useRef<HTMLDivElement>(null);
  const [focusId, setFocusId] = useState<JobId | null>(null);
  const menu = useContextMenu();
  const expectedEnds = useExpectedEnds();
  const { isPaused } = useQueueState();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => usualRowPx,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const drag = useRowDrag({ rows, actions, scroller, content, virtualizer });

  const jobIds = rows.flatMap((row) => (row.kind === 'job' ? [row.key] : []));
  const order = selectableJobs(rows).map(({ id }) => id);
  const tabStop = focusId !== null && jobIds.includes(focusId) ? focusId : (jobIds[0] ?? null);
  // By the rows as they then are: a move that was just made has put them in another order.
  const focusRow = useStable((id: JobId) => {
    setFocusId(id);
    virtualizer.scrollToIndex(rows.findIndex(({ key }) => key === id));
    requestAnimationFrame(() =>
      content.current?.querySelector<HTMLElement>(`[data-job-id="${id}"]`)?.focus({ preventScroll: true }),
    );
  });
  useImperativeHandle(ref, () => ({ focus: () => tabStop !== null && focusRow(tabStop) }));
  const openMenu = useStable((job: Job, event: MouseEvent) => {
    setFocusId(job.id);
    const items = jobMenuItems({ t, language: i18n.language, nowMs: Date.now(), job, actions });
    menu.open(event, items, t('queuePage.menu', { label: job.label }));
  });
  const select = useStable((id: JobId, event: MouseEvent) => {
    setFocusId(id);
    if (!order.includes(id)) return;
    onSelect(clickRow(selection, id, { isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey, order }));
  });
  const toggle = useStable((id: JobId) => onSelect(toggleRow(selection, id)));
  const cancel = useStable((job: Job) => actions.cancel([job]));

  const scheduleJobs = (when: 'startNow' | 'tonight' | 'pickTime', jobs: Job[]) => {
    const waiting = jobs.filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    if (when === 'startNow') actions.schedule(waiting, null);
    else if (when === 'tonight') actions.scheduleTonight(waiting);
    else actions.pickTime(waiting);
  };
  const run = (command: ListCommand, job: Job) => {
    const jobs = selection.ids.size > 0 ? actions.selected : [job];
    switch (command.kind) {
      case 'focus': {
        const index = jobIds.indexOf(job.id);
        const to = { up: index - 1, down: index + 1, start: 0, end: jobIds.length - 1 }[command.to];
        const next = jobIds[Math.max(0, Math.min(jobIds.length - 1, to))];
        if (!next) return;
        if (command.isRange)
          onSelect(selectRowsTo(selection.anchorId ? selection : toggleRow(noRows, job.id), next, order));
        return focusRow(next);
      }
      case 'toggle':
        return order.includes(job.id) ? toggle(job.id) : undefined;
      case 'selectAll':
        return onSelect({
          ids: new Set(order.filter((id) => actions.laneOf(id) !== null)),
          anchorId: order[0] ?? null,
        });
      case 'unselect':
        return onSelect(noRows);
      case 'move':
        actions.moveByStep(job.id, command.step);
        // The row may stand elsewhere by then.
        requestAnimationFrame(() => focusRow(job.id));
        return;
      case 'edge':
        return job.state === 'waiting' ? actions.moveToEdge(job.id, command.to) : undefined;
      case 'startNow':
      case 'tonight':
      case 'pickTime':
        return scheduleJobs(command.kind, jobs);
      case 'priority':
        return actions.changePriority(jobs, command.step);
      case 'cancel':
        return actions.cancel(jobs);
      case 'pauseLane': {
        const lane = rows.find((row) => row.kind === 'lane' && row.lane.connectionId === job.connectionId);
        if (lane?.kind !== 'lane' || job.connectionId === null || lane.lane.label === null) return;
        return void setLanePaused(job.connectionId, !lane.lane.isPaused);
      }
      case 'menu':
        return rowElement(content.current, job.id)?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click();
    }
  };
  // What stands in a row without a command of the list, such as what to do about a job that needs the person.
  const rowCommands = useRowCommands('[role="row"]');
  const focusedRow = rows.find((row) => row.kind === 'job' && row.key === focusId);
  useCommands(focusedRow?.kind === 'job' ? listRuns((command) => run(command, focusedRow.job)) : {});
  const handleKey = (event: KeyboardEvent) => {
    const row = rows.find(({ key }) => key === jobIdAt(event));
    const command = row?.kind === 'job' ? listCommandOf(event) : null;
    if (row?.kind !== 'job' || !command) return rowCommands.onKeyDown(event);
    // A control inside a row keeps the keys that press it; Escape with nothing selected goes back from the page.
    const isControl = event.target instanceof HTMLElement && event.target.closest('button, input, a') !== null;
    if (isControl && (command.kind === 'toggle' || command.kind === 'menu')) return;
    if (command.kind === 'unselect' && selection.ids.size === 0) return;
    event.preventDefault();
    event.stopPropagation();
    run(command, row.job);
  };

  return (
    <DndContext
      sensors={drag.sensors}
      onDragStart={drag.start}
      onDragCancel={drag.cancel}
      accessibility={{ container: document.body, screenReaderInstructions: { draggable: '' } }}
    >
      <div ref={setScroller} className={styles.scroll}>
        <div
          role="grid"
          tabIndex={-1}
          aria-label={t('queuePage.list')}
          aria-rowcount={rows.length}
          aria-multiselectable
          onFocus={rowCommands.onFocus}
          onKeyDown={handleKey}
        >
          <div ref={content} role="rowgroup" className={styles.content} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const row = rows[index];
              if (!row) return null;
              const isJob = row.kind === 'job';
              return (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  role="row"
                  aria-rowindex={index + 1}
                  className={rowClass(row, selection, drag.movedIds)}
                  style={{ transform: `translateY(${start}px)` }}
                  {...(isJob && {
                    'data-job-id': row.key,
                    'aria-selected': selection.ids.has(row.key),
                    tabIndex: row.key === tabStop ? 0 : -1,
                    onClick: (event: MouseEvent) => isPlainTarget(event) && select(row.key, event),
                    onContextMenu: (event: MouseEvent) => openMenu(row.job, event),
                    onFocus: () => setFocusId(row.key),
                  })}
                >
                  {row.kind === 'needs-you' && <NeedsYouHeader count={row.count} />}
                  {row.kind === 'lane' && <LaneHeader lane={row.lane} isQueuePaused={isPaused} />}
                  {row.kind === 'job' && (
                    <JobLine
                      job={row.job}
                      place={row.place}
                      expectedEndAtMs={expectedEnds.get(row.key) ?? null}
                      isSelected={selection.ids.has(row.key)}
                      onToggle={toggle}
                      onMenu={openMenu}
                      onCancel={cancel}
                    />
                  )}
                  {row.kind === 'more' && (
                    <div role="gridcell" className={styles.more}>
                      {t('queuePage.more', { count: row.count })}
                    </div>
                  )}
                </div>
              );
            })}
            {drag.markPx !== null && (
              <div aria-hidden className={styles.mark} style={{ transform: `translateY(${drag.markPx}px)` }} />
            )}
          </div>
        </div>
      </div>
      {menu.element}
    </DndContext>
  );
}

/** When each job is expected to have ended, as far as anybody knows. */
function useExpectedEnds(): ReadonlyMap<JobId, number | null> {
  const { activeCount, waitingCount } = useQueueState();
  const { data } = useQuery({
    ...studioQuery.jobs.forecast.queryOptions({ input: {} }),
    refetchInterval: activeCount + waitingCount > 0 ? forecastMs : false,
    refetchOnMount: 'always',
    select: toEnds,
  });
  return data ?? noEnds;
}

const noEnds: ReadonlyMap<JobId, number | null> = new Map();

function toEnds(forecasts: ReadonlyArray<{ jobId: JobId; expectedEndAtMs: number | null }>) {
  return new Map(forecasts.map(({ jobId, expectedEndAtMs }) => [jobId, expectedEndAtMs]));
}

function rowClass(row: QueueRow, selection: RowSelection, movedIds: ReadonlySet<JobId>): string {
  if (row.kind !== 'job') return styles.row ?? '';
  return [
    styles.row,
    styles.jobRow,
    selection.ids.has(row.key) && styles.selected,
    movedIds.has(row.key) && styles.moved,
  ]
    .filter(Boolean)
    .join(' ');
}

function rowElement(content: HTMLElement | null, id: JobId): HTMLElement | null {
  return content?.querySelector<HTMLElement>(`[data-job-id="${id}"]`) ?? null;
}

/** The job whose row has the focus; keys from a menu or dialog come here too, and are none of the list's. */
function jobIdAt({ target, currentTarget }: KeyboardEvent): string | null {
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return null;
  return target.closest<HTMLElement>('[data-job-id]')?.dataset.jobId ?? null;
}

/** Whether a click means the row and not a control in it. */
function isPlainTarget({ target, currentTarget }: MouseEvent): boolean {
  return target instanceof Element && currentTarget.contains(target) && !target.closest('button, input, a, label');
}

function listRuns(run: (command: ListCommand) => void): CommandRuns {
  return Object.fromEntries(Object.entries(listCommands).map(([id, command]) => [id, () => run(command)]));
}
