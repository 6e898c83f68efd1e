/** Cards of all takes in rows, of which only those on the screen are mounted, so that few videos are open at once. */
import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelNames } from '#renderer/features/take-review/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { TakeId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import type { SyncPlayer } from './sync-player.ts';
import { TakeCard } from './take-card.tsx';
import styles from './take-compare.module.css';
import { columnsFor } from './take-focus.ts';

/** What all ways of showing takes are given. */
export type TakesShared = {
  shot: StoryboardShot;
  project: Project;
  player: SyncPlayer;
  names: ModelNames;
  hasSound: boolean;
  onFocus: (take: Take) => void;
  onChoose: (take: Take) => void;
};

export type TakeGridHandle = {
  columns: () => number;
  /** Brings the row of a take into view. */
  reveal: (takeIndex: number) => void;
};

export type TakeGridProps = TakesShared & {
  takes: readonly Take[];
  focusId: TakeId;
  /** Runs once, when the cards are there. */
  onReady: () => void;
  ref: Ref<TakeGridHandle>;
};

const gapPx = 12;
const leastPx = 230;
/** A take alone need not fill a wide window. */
const mostPx = 640;
/** Height of the words under a picture, before it is measured. */
const wordsPx = 96;

export function TakeGrid({ takes, focusId, onReady, ref, ...shared }: TakeGridProps) {
  const { t } = useTranslation();
  const { ref: sizeRef, width } = useElementSize<HTMLUListElement>();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const columns = columnsFor(width, { leastPx, gapPx, count: takes.length });
  const { widthPx, heightPx } = shared.project.frameSize;
  const cardPx = Math.min(mostPx, (width - gapPx * (columns - 1)) / columns);
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(takes.length / columns),
    getScrollElement: () => scroller,
    estimateSize: () => Math.round((cardPx * heightPx) / widthPx) + wordsPx + gapPx,
    overscan: 1,
  });
  useImperativeHandle(ref, () => ({
    columns: () => columns,
    reveal: (takeIndex) => virtualizer.scrollToIndex(Math.floor(takeIndex / columns)),
  }));
  const isReady = width > 0;
  const ready = useStable(onReady);
  useEffect(() => {
    if (isReady) ready();
  }, [isReady, ready]);
  return (
    <div ref={setScroller} className={styles.gridScroll}>
      <ul
        ref={sizeRef}
        className={styles.grid}
        style={{ height: virtualizer.getTotalSize() }}
        aria-label={t('inspector.tabTakes')}
      >
        {virtualizer.getVirtualItems().flatMap(({ index: row, start, key }) =>
          takes.slice(row * columns, (row + 1) * columns).map((take, column) => (
            <li
              key={take.id}
              // One cell of a row is enough to measure it: its cards are equally high.
              {...(column === 0 && { ref: virtualizer.measureElement, 'data-index': row })}
              data-row={key}
              className={styles.cell}
              style={{
                width: cardPx,
                transform: `translate(${column * (cardPx + gapPx)}px, ${start}px)`,
              }}
            >
              <TakeCard take={take} isFocused={take.id === focusId} {...shared} />
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
