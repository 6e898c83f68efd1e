/**
 * Cards in rows, grouped by scene, of which only those on the screen are mounted; they can be dragged.
 *
 * Each card is placed absolutely and keyed by its id, so nothing is mounted anew when the order changes. Cards do not
 * step aside while one is dragged: a mark shows the gap where it would land, found by arithmetic and not by asking
 * thousands of cards for their boxes. The dragged card stays mounted when its row leaves the screen.
 */
import { DndContext, DragOverlay, useDraggable } from '@dnd-kit/core';
import { useElementSize } from '@mantine/hooks';
import {
  type ComponentProps,
  type CSSProperties,
  type MouseEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import {
  cardLeftPx,
  dropPlaceAt,
  type GridLayout,
  type GridMeasures,
  type GridShots,
  isSameOrder,
  rowOfShot,
  shotsInBox,
  toGridLayout,
} from './grid-rows.ts';
import { focusOnceThere } from '#renderer/ui/panes.ts';
import { useKept } from '#renderer/ui/use-kept.ts';
import styles from './sortable-grid.module.css';
import { type FileDropHandlers, useFileDrop } from './use-file-drop.ts';
import { useMarquee } from './use-marquee.tsx';
import { cardAt, shotIdAt, useShotDrag } from './use-shot-drag.ts';
import { useVisibleRange } from './use-visible-range.ts';

export type SortableGridHandle = {
  layout: () => GridLayout;
  /** Brings a shot into view, and optionally the focus to it. */
  reveal: (shotIndex: number, options: { isFocused: boolean }) => void;
  /** Brings the header of a scene into view. */
  revealScene: (sceneId: SceneId) => void;
};

export type SortableGridProps<Shot extends GridShots[number]> = FileDropHandlers & {
  sceneIds: readonly SceneId[];
  /** Ordered by scene, then by rank; without those of folded scenes. */
  shots: readonly Shot[];
  /** Scenes of which only the header is shown. */
  folded: ReadonlySet<SceneId>;
  measures: Omit<GridMeasures, 'widthPx' | 'folded'>;
  selectedIds: ReadonlySet<ShotId>;
  /** Those that wait to be moved by a paste. */
  cutIds: ReadonlySet<ShotId>;
  /** The card that Tab reaches. */
  tabStopId: ShotId | null;
  /** Must be stable; its result should be a memoised component. */
  renderCard: (shot: Shot) => ReactNode;
  renderHeader: (sceneIndex: number) => ReactNode;
  renderNewCell: (sceneIndex: number) => ReactNode;
  renderDragged: (shotId: ShotId) => ReactNode;
  /** Which shots are dragged when this one is taken, in the order of the film; some may be hidden in a folded scene. */
  shotsDraggedWith: (shotId: ShotId) => ShotId[];
  onMove: (shotIds: ShotId[], place: { sceneId: SceneId; afterShotId: ShotId | null }) => void;
  /** Those that a drawn frame touches; none for an empty one. */
  onSelectMany: (shotIds: ShotId[]) => void;
  onCardClick: (shotId: ShotId, event: MouseEvent) => void;
  onCardOpen: (shotId: ShotId) => void;
  onCardMenu: (shotId: ShotId, event: MouseEvent) => void;
  initialScrollPx: number;
  onScrolled: (scrollPx: number) => void;
  label: string;
  ref: React.Ref<SortableGridHandle>;
};

const paddingPx = 18;

export function SortableGrid<Shot extends GridShots[number]>(props: SortableGridProps<Shot>) {
  const { sceneIds, shots, folded, measures, selectedIds, tabStopId } = props;
  const { renderCard, renderHeader, renderNewCell, ref } = props;
  const { ref: widthRef, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const placed = useKept<GridShots>(shots, isSameOrder);
  const layout = useMemo(
    () => toGridLayout(sceneIds, placed, { ...measures, folded, widthPx: Math.max(120, width) }),
    [sceneIds, placed, measures, folded, width],
  );
  const { range, updateRange } = useVisibleRange(scroller, layout, paddingPx);
  const drag = useShotDrag({
    ...{ scroller, layout },
    shotsDraggedWith: props.shotsDraggedWith,
    onMove: props.onMove,
    placeAt: (point, movedIds) => dropPlaceAt(layout, shots, { ...point, movedIds }),
  });
  const marquee = useMarquee({
    ...{ scroller, shots, selectedIds },
    indexesIn: (box) => shotsInBox(layout, box),
    onSelect: props.onSelectMany,
  });
  const fileTargetId = useFileDrop(scroller, props);
  const { initialScrollPx } = props;
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    // Once, as soon as the content is as high as it was.
    if (isPlaced.current || width === 0 || !scroller.current) return;
    isPlaced.current = true;
    scroller.current.scrollTop = initialScrollPx;
    updateRange();
  }, [width, initialScrollPx, updateRange]);

  const scrollTo = (element: HTMLDivElement, topPx: number) => {
    const bottomPx = topPx + layout.cardHeightPx + paddingPx * 2;
    if (topPx < element.scrollTop) element.scrollTop = Math.max(0, topPx - measures.headerPx);
    else if (bottomPx > element.scrollTop + element.clientHeight) element.scrollTop = bottomPx - element.clientHeight;
    updateRange();
  };
  useImperativeHandle(ref, () => ({
    layout: () => layout,
    revealScene(sceneId) {
      const row = layout.rows.find((one) => one.kind === 'header' && one.sceneId === sceneId);
      if (scroller.current && row) scrollTo(scroller.current, row.topPx + row.heightPx);
    },
    reveal(shotIndex, { isFocused }) {
      const element = scroller.current;
      const row = rowOfShot(layout, shotIndex);
      if (!element || !row) return;
      scrollTo(element, row.topPx);
      const id = shots[shotIndex]?.id;
      if (isFocused && id) focusOnceThere(() => element.querySelector<HTMLElement>(`[data-shot-id="${id}"]`));
    },
  }));

  const mounted = layout.rows.slice(range.first, range.last + 1);
  const draggedIndex = drag.activeId ? shots.findIndex(({ id }) => id === drag.activeId) : -1;
  const draggedRow = draggedIndex >= 0 ? rowOfShot(layout, draggedIndex) : null;
  if (draggedRow && !mounted.includes(draggedRow)) mounted.push(draggedRow);

  return (
    <DndContext
      sensors={drag.sensors}
      onDragStart={drag.start}
      onDragCancel={drag.cancel}
      accessibility={{ container: document.body, screenReaderInstructions: { draggable: '' } }}
    >
      <div
        ref={scroller}
        className={styles.scroller}
        onPointerDown={marquee.start}
        onScroll={(event) => {
          updateRange();
          props.onScrolled(event.currentTarget.scrollTop);
        }}
      >
        <div className={styles.sizer} ref={widthRef}>
          {/* One listener for all cards; each card takes the focus, and its keys are the view's. */}
          <CardList
            className={styles.content}
            style={{ height: layout.heightPx }}
            aria-label={props.label}
            onClick={(event) => withCard(event, (id) => props.onCardClick(id, event))}
            onDoubleClick={(event) => withCard(event, props.onCardOpen)}
            onContextMenu={(event) => withCard(event, (id) => props.onCardMenu(id, event))}
          >
            {width > 0 &&
              mounted.map((row) =>
                row.kind === 'header' ? (
                  <li key={row.sceneId} className={styles.header} style={{ top: row.topPx, height: row.heightPx }}>
                    {renderHeader(row.sceneIndex)}
                  </li>
                ) : null,
              )}
            {width > 0 &&
              mounted.flatMap((row) => {
                if (row.kind === 'header') return [];
                const cells = Array.from({ length: row.count }, (_, column) => {
                  const shot = shots[row.firstIndex + column];
                  return (
                    shot && (
                      <CardShell
                        key={shot.id}
                        id={shot.id}
                        x={cardLeftPx(layout, column)}
                        y={row.topPx}
                        width={layout.cardWidthPx}
                        height={layout.cardHeightPx}
                        isSelected={selectedIds.has(shot.id)}
                        isTabStop={tabStopId === shot.id}
                        isLeaving={drag.movedIds.has(shot.id) || props.cutIds.has(shot.id)}
                        isFileTarget={fileTargetId === shot.id}
                        shot={shot}
                        renderCard={renderCard as RenderAnyCard}
                      />
                    )
                  );
                });
                if (!row.hasNewCell) return cells;
                return [
                  ...cells,
                  <li
                    key={`new-${row.sceneId}`}
                    className={styles.cell}
                    style={placeOf(cardLeftPx(layout, row.count), row.topPx, layout.cardWidthPx, layout.cardHeightPx)}
                  >
                    {renderNewCell(row.sceneIndex)}
                  </li>,
                ];
              })}
            {marquee.element}
            {drag.place && (
              <li
                aria-hidden
                className={styles.mark}
                style={{
                  transform: `translate(${drag.place.markLeftPx}px, ${drag.place.markTopPx}px)`,
                  height: layout.cardHeightPx,
                }}
              />
            )}
          </CardList>
        </div>
      </div>
      <DragOverlay dropAnimation={null}>{drag.activeId && props.renderDragged(drag.activeId)}</DragOverlay>
    </DndContext>
  );
}

function placeOf(x: number, y: number, width: number, height: number): CSSProperties {
  return { left: x, top: y, width, height };
}

function withCard(event: { target: EventTarget }, run: (id: ShotId) => void): void {
  const id = shotIdAt(event.target);
  if (id) run(id);
}

/**
 * The list, which begins a drag on the card under the pointer: one thing that dnd-kit knows for all cards, because each
 * one more is work whenever a row comes into view. Its attributes are left out: its keyboard is ours (Alt and arrows),
 * and so is the role of a card.
 */
function CardList(props: ComponentProps<'ul'>) {
  const { setNodeRef, listeners } = useDraggable({ id: 'card' });
  const press = (event: PointerEvent) => {
    const card = cardAt(event.target);
    if (!card) return;
    setNodeRef(card);
    listeners?.onPointerDown?.(event);
  };
  return <ul {...props} onPointerDown={press} />;
}

type CardShellProps = {
  id: ShotId;
  x: number;
  y: number;
  width: number;
  height: number;
  isSelected: boolean;
  isTabStop: boolean;
  /** Dragged, or cut. */
  isLeaving: boolean;
  isFileTarget: boolean;
  /** Handed in apart from its content, so that a shell whose shot did not change does not render again. */
  shot: GridShots[number];
  renderCard: RenderAnyCard;
};

type RenderAnyCard = (shot: GridShots[number]) => ReactNode;

const CardShell = memo(function CardShell({
  id,
  x,
  y,
  width,
  height,
  isSelected,
  isTabStop,
  isLeaving,
  isFileTarget,
  shot,
  renderCard,
}: CardShellProps) {
  const classes = [
    styles.card,
    isSelected && styles.selected,
    isLeaving && styles.leaving,
    isFileTarget && styles.fileTarget,
  ];
  return (
    <li className={styles.cell} style={placeOf(x, y, width, height)}>
      <div
        data-shot-id={id}
        role="button"
        aria-pressed={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        className={classes.filter(Boolean).join(' ')}
      >
        {renderCard(shot)}
      </div>
    </li>
  );
});
