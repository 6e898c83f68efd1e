/** The shots as blocks to the scale of time, by scene. Only the lines that are seen are mounted. */
import { DndContext, DragOverlay } from '@dnd-kit/core';
import { useElementSize } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, type PointerEvent, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { type Frames, nominalRate, toTimecode } from '#shared/domain/time.ts';
import { playbackOf, tickSeconds, useEndDrag } from '#renderer/features/film/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { focusOnceThere } from '#renderer/ui/panes.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { type BoardViewProps, selectKeysOf } from './board-view.ts';
import { SceneHeader } from './scene-header.tsx';
import { StripBlock, StripFace, StripFold, StripRest } from './strip-block.tsx';
import { StripEnd, StripPlayhead, StripRuler } from './strip-marks.tsx';
import {
  fittingScale,
  frameOnLine,
  shotsInStripBox,
  stripDropPlace,
  stripIndexByKey,
  type StripLine,
  toStripRows,
  withDraggedLength,
} from './strip-rows.ts';
import { setStripScale, stripScale } from './strip-scale.ts';
import { StripTools } from './strip-tools.tsx';
import styles from './strip-view.module.css';
import { dropBesideShots, dropOnShot, useFileDrop } from './use-file-drop.ts';
import { useMarquee } from './use-marquee.tsx';
import { shotsDraggedWith, useShotDrag } from './use-shot-drag.ts';
import { useStripZoom } from './use-strip-zoom.ts';
import { useVisibleRange } from './use-visible-range.ts';

const scrollOf = new Map<ProjectId, number>();
const paddingPx = 8;
const measures = { headerPx: 46, linePx: 118, foldedLinePx: 50, sceneGapPx: 14, tailPx: 44 };
/** In its line, below the ruler. */
const block = { blockTopPx: 20, blockHeightPx: 92 };

export function StripView(props: BoardViewProps) {
  const { storyboard, facts, folding, selectedIds, cutIds, tabStopId, actions, menus } = props;
  const { onSelect, onOpen, onEnterScene, ref } = props;
  const { project, scenes } = storyboard;
  const { frameRate } = project;
  const { folded, onFold, unfold } = folding;
  const { shots } = facts.shownStoryboard;
  const { numbers, sceneNumbers, sceneIds, sums, timeline } = facts;
  const { t } = useTranslation();
  const second = nominalRate(frameRate);
  const { ref: widthRef, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const pxPerFrame = useObservable(stripScale) / second;
  const layout = useMemo(
    () => toStripRows(sceneIds, shots, { ...measures, folded, widthPx: Math.max(240, width), pxPerFrame }),
    [sceneIds, shots, folded, width, pxPerFrame],
  );
  const { range, updateRange } = useVisibleRange(scroller, layout, paddingPx);
  const marquee = useMarquee({
    ...{ scroller, shots, selectedIds },
    indexesIn: (box) => shotsInStripBox(layout, box, block),
    onSelect: props.onSelectMany,
  });
  useStripZoom({ scroller, layout, paddingPx });
  const playback = playbackOf(project.id);
  const indexOf = useMemo(() => new Map(shots.map(({ id }, index) => [id, index])), [shots]);
  const startOf = useMemo(
    () => new Map(timeline.segments.map(({ shotId, startFrame }) => [shotId, startFrame])),
    [timeline],
  );
  const startFrameOf = useCallback((index: number) => startOf.get(shots[index]?.id as ShotId) ?? 0, [startOf, shots]);

  const { dragged, startEndDrag } = useEndDrag({
    scale: { pxPerFrame, widthPx: width },
    frameRate,
    scroller,
    onResize: actions.setLength,
    onStart(shotId) {
      playback.pause();
      onSelect(shotId, { isRange: false, isToggle: false });
    },
  });
  const drag = useShotDrag({
    ...{ scroller, layout },
    shotsDraggedWith: (shotId) => shotsDraggedWith(shotId, { storyboard, selectedIds }),
    onMove: actions.move,
    placeAt: (point, movedIds) => stripDropPlace(layout, shots, { ...point, movedIds }),
  });

  const fileTargetId = useFileDrop(scroller, {
    onDropFiles: (shotId, files) => dropOnShot(shotId, files, { projectId: project.id, actions }),
    onDropElsewhere: (sceneId, files) => dropBesideShots(sceneId, files, { actions }),
  });
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    // Once, as soon as the content is as high as it was.
    if (isPlaced.current || width === 0 || !scroller.current) return;
    isPlaced.current = true;
    scroller.current.scrollTop = scrollOf.get(project.id) ?? 0;
    updateRange();
  }, [width, project.id, updateRange]);
  const scrollTo = (element: HTMLDivElement, topPx: number) => {
    const bottomPx = topPx + measures.linePx + paddingPx;
    if (topPx < element.scrollTop) element.scrollTop = Math.max(0, topPx - measures.headerPx);
    else if (bottomPx > element.scrollTop + element.clientHeight) element.scrollTop = bottomPx - element.clientHeight;
    updateRange();
  };
  useImperativeHandle(ref, () => ({
    shotByKey: (from, key) => shots[stripIndexByKey(layout, indexOf.get(from) ?? 0, key)]?.id ?? null,
    revealScene(sceneId) {
      const row = layout.rows.find((one) => one.kind === 'header' && one.sceneId === sceneId);
      if (scroller.current && row) scrollTo(scroller.current, row.topPx + row.heightPx);
    },
    reveal(id, { isFocused }) {
      const element = scroller.current;
      const row = layout.rows[layout.rowOfShot[indexOf.get(id) ?? -1] ?? -1];
      if (!element || !row) return;
      scrollTo(element, row.topPx);
      if (isFocused) focusOnceThere(() => element.querySelector<HTMLElement>(`[data-shot-id="${id}"]`));
    },
  }));

  const seekOn = (line: StripLine, event: PointerEvent<HTMLElement>) => {
    const found = frameOnLine(line, event.clientX - event.currentTarget.getBoundingClientRect().left, pxPerFrame);
    if (found) playback.seek(startFrameOf(found.shotIndex) + found.frame);
  };
  const addShotTo = useCallback((sceneId: SceneId) => actions.addShot(sceneId), [actions]);
  const fit = () => {
    const scale = fittingScale(shots, { widthPx: width, tailPx: measures.tailPx });
    if (scale) setStripScale(Math.floor(scale.pxPerFrame * second * 100) / 100);
  };
  const tickFrames = tickSeconds(pxPerFrame * second, 72) * second;
  const draggedIndex = dragged ? (indexOf.get(dragged.shotId) ?? -1) : -1;
  const activeShot = shots.find(({ id }) => id === drag.activeId);
  const mounted = layout.rows.slice(range.first, range.last + 1);
  // The block that is dragged stays mounted when its line leaves the screen.
  const activeRow = activeShot && layout.rows[layout.rowOfShot[indexOf.get(activeShot.id) ?? -1] ?? -1];
  if (activeRow && !mounted.includes(activeRow)) mounted.push(activeRow);

  const renderLine = (row: StripLine) => {
    const line = dragged ? withDraggedLength(row, draggedIndex, dragged.frames, pxPerFrame) : row;
    return (
      <Fragment key={`${line.sceneId}-${line.topPx}`}>
        <StripRuler
          line={line}
          ticks={{ startFrameOf, stepFrames: tickFrames, pxPerFrame }}
          frameRate={frameRate}
          onSeek={seekOn}
        />
        {line.isFolded && (
          <StripFold
            line={line}
            number={sceneNumbers[line.sceneIndex] ?? ''}
            shotCount={sums.get(line.sceneId)?.shotCount ?? 0}
            onUnfold={unfold}
          />
        )}
        {(line.isFolded ? [] : line.pieces).map((piece) => {
          const shot = shots[piece.shotIndex];
          if (!shot) return null;
          const place = {
            ...{ shot, leftPx: piece.leftPx, widthPx: piece.widthPx, topPx: line.topPx },
            isSelected: selectedIds.has(shot.id),
            isLeaving: drag.movedIds.has(shot.id) || cutIds.has(shot.id),
          };
          return (
            <Fragment key={`${shot.id}-${piece.fromFrame}`}>
              {piece.fromFrame === 0 ? (
                <StripBlock
                  {...place}
                  number={numbers.get(shot.id) ?? ''}
                  frameRate={frameRate}
                  isTabStop={tabStopId === shot.id}
                  isFileTarget={fileTargetId === shot.id}
                />
              ) : (
                <StripRest {...place} />
              )}
              {piece.isLast && (
                <StripEnd
                  leftPx={piece.leftPx + piece.widthPx}
                  topPx={line.topPx}
                  frames={dragged?.shotId === shot.id ? dragged.frames : null}
                  frameRate={frameRate}
                  onPress={(event) => {
                    const startFrame = startOf.get(shot.id) ?? 0;
                    startEndDrag(event, { shotId: shot.id, startFrame, endFrame: startFrame + shot.durationFrames });
                  }}
                />
              )}
            </Fragment>
          );
        })}
        {line.isLast && !line.isFolded && (
          <li className={styles.new} style={{ transform: `translate(${line.endPx}px, ${line.topPx}px)` }}>
            <button
              type="button"
              data-scene-id={line.sceneId}
              title={t('storyboard.newShot')}
              onClick={() => addShotTo(line.sceneId)}
            >
              <IconPlus size={16} aria-hidden />
              <VisuallyHidden>
                {t('storyboard.addShotTo', { number: sceneNumbers[line.sceneIndex] ?? '' })}
              </VisuallyHidden>
            </button>
          </li>
        )}
      </Fragment>
    );
  };

  return (
    <div className={styles.view}>
      <StripTools onFit={fit} />
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
            scrollOf.set(project.id, event.currentTarget.scrollTop);
          }}
        >
          <div className={styles.sizer} ref={widthRef}>
            {/* One listener for all blocks; each takes the focus, and its keys are the view's. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
            <ul
              className={styles.content}
              style={{ height: layout.heightPx }}
              aria-label={t('storyboard.shots')}
              onClick={(event) => withBlock(event, (id) => onSelect(id, selectKeysOf(event)))}
              onDoubleClick={(event) => withBlock(event, onOpen)}
              onContextMenu={(event) => withBlock(event, (id) => menus.openMenu(id, event))}
            >
              {width > 0 &&
                mounted.map((row) => {
                  if (row.kind === 'line') return renderLine(row);
                  const scene = scenes[row.sceneIndex];
                  const sum = sums.get(row.sceneId);
                  return (
                    scene && (
                      <li
                        key={row.sceneId}
                        className={styles.header}
                        style={{ transform: `translateY(${row.topPx}px)`, height: row.heightPx }}
                      >
                        <SceneHeader
                          scene={scene}
                          number={sceneNumbers[row.sceneIndex] ?? ''}
                          areNumbersLocked={project.areNumbersLocked}
                          shotCount={sum?.shotCount ?? 0}
                          timecode={toTimecode((sum?.durationFrames ?? 0) as Frames, frameRate)}
                          isFolded={folded.has(row.sceneId)}
                          onFold={onFold}
                          onEnter={onEnterScene}
                          onAddShot={addShotTo}
                          onMenu={menus.openSceneMenu}
                        />
                      </li>
                    )
                  );
                })}
              {marquee.element}
              <StripPlayhead {...{ playback, layout, timeline, indexOf, scroller }} isStill={dragged !== null} />
              {drag.place && (
                <li
                  aria-hidden
                  className={styles.mark}
                  style={{ transform: `translate(${drag.place.markLeftPx}px, ${drag.place.markTopPx}px)` }}
                />
              )}
            </ul>
          </div>
        </div>
        <DragOverlay dropAnimation={null}>
          {activeShot && (
            <div className={styles.overlay}>
              <StripFace shot={activeShot} number={numbers.get(activeShot.id) ?? ''} frameRate={frameRate} />
              {drag.movedIds.size > 1 && <span className={styles.count}>{drag.movedIds.size}</span>}
            </div>
          )}
        </DragOverlay>
      </DndContext>
    </div>
  );
}

function withBlock(event: { target: EventTarget }, run: (id: ShotId) => void): void {
  const block =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-shot-id], [data-goes-on]') : null;
  const id = block?.dataset.shotId ?? block?.dataset.goesOn;
  if (id) run(id as ShotId);
}
