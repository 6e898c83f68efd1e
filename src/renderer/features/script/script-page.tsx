/**
 * The script on a page and, beside each stretch of it, the shots that it became. Only the bands that are seen are
 * mounted. What a shot and a scene look like is the storyboard's business and handed in.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectScript } from '#shared/contract/answers.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, ScriptLines, StoryboardShot } from '#shared/domain/records.ts';
import { openScriptDifference } from '#renderer/features/script-difference/index.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { focusOnceThere } from '#renderer/ui/panes.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { nextStretch, placeOfLines, type ScriptBand } from './script-bands.ts';
import { ScriptBandRow } from './script-band-row.tsx';
import { useScriptFacts } from './script-facts.ts';
import { ScriptHeader } from './script-header.tsx';
import { canLackShot, coverOf } from './script-lines.ts';
import styles from './script-page.module.css';
import { lineOfTarget, useChosenLines } from './use-chosen-lines.ts';

/** What the page knows of a shot and the storyboard does not. */
export type ScriptShotFacts = {
  /** Its words are no longer those of its lines. */
  isEdited: boolean;
  /** Its lines stand elsewhere. */
  isAway: boolean;
};

export type ScriptPageHandle = {
  /** Brings a shot and its lines into view, and optionally the focus to it. */
  reveal: (shotId: ShotId, options: { isFocused: boolean }) => void;
  /** Lets go of the chosen lines. @returns whether there were some */
  escape: () => boolean;
};

export type ScriptPageProps = {
  projectId: ProjectId;
  script: ProjectScript;
  scenes: readonly Scene[];
  /** To be seen now: all, or hits alone. Ordered by scene, then by rank. */
  shots: readonly StoryboardShot[];
  allShots: readonly StoryboardShot[];
  selectedIds: ReadonlySet<ShotId>;
  /** Those that wait to be moved by a paste. */
  cutIds: ReadonlySet<ShotId>;
  focusId: ShotId | null;
  /** The shot that Tab reaches. */
  tabStopId: ShotId | null;
  /** Scenes of which the heading is shown and nothing below it. */
  folded: ReadonlySet<SceneId>;
  onUnfold: (sceneId: SceneId) => void;
  /** The shot that files are dragged over. */
  fileTargetId: ShotId | null;
  renderShot: (shot: StoryboardShot, facts: ScriptShotFacts) => ReactNode;
  /** @param hasHeading whether the script says there what the scene is called */
  renderScene: (sceneIndex: number, hasHeading: boolean) => ReactNode;
  onShotClick: (shotId: ShotId, event: MouseEvent) => void;
  onShotOpen: (shotId: ShotId) => void;
  onShotMenu: (shotId: ShotId, event: MouseEvent) => void;
  /** A line was clicked that these shots stand for. */
  onSelectShots: (shotIds: ShotId[]) => void;
  onNewShot: (place: { sceneId: SceneId; afterShotId: ShotId | null }, lines: ScriptLines) => void;
  ref: Ref<ScriptPageHandle>;
};

const scrollOf = new Map<ProjectId, number>();
const lineHeightPx = 21;
const shotHeightPx = 68;

export function ScriptPage(props: ScriptPageProps) {
  const { projectId, script, scenes, shots, allShots, folded, ref } = props;
  const { selectedIds, cutIds, focusId, tabStopId, fileTargetId } = props;
  const { t } = useTranslation();
  const facts = useScriptFacts({ script, scenes, shots, allShots, folded });
  const { bands, lineCount, bandOfShot, shotLines, editedIds, uncovered } = facts;
  const page = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: bands.length,
    getScrollElement: () => page.current,
    estimateSize: (index) => heightOf(bands[index]),
    getItemKey: useCallback((index: number) => bands[index]?.key ?? index, [bands]),
    initialOffset: () => scrollOf.get(projectId) ?? 0,
    overscan: 6,
  });
  // The faces arrive after the first measurement; lines are measured again in them.
  const { measure, scrollToIndex } = list;
  useEffect(() => void document.fonts.ready.then(measure), [measure]);

  // A line in a folded scene is brought into view once its scene has unfolded.
  const awaitedLine = useRef<number | null>(null);
  const revealLine = useStable((lineNumber: number) => {
    const sceneId = facts.foldedAt(lineNumber);
    awaitedLine.current = sceneId ? lineNumber : null;
    if (sceneId) return props.onUnfold(sceneId);
    const index = bands.findLastIndex(({ lines: [line] }) => line !== undefined && line.lineNumber <= lineNumber);
    if (index >= 0) scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => {
    if (awaitedLine.current !== null) revealLine(awaitedLine.current);
  }, [bands, revealLine]);
  const reveal = (shotId: ShotId, { isFocused }: { isFocused: boolean }) => {
    const index = bandOfShot.get(shotId);
    if (index === undefined) return;
    scrollToIndex(index, { align: 'auto' });
    if (isFocused) focusOnceThere(() => page.current?.querySelector<HTMLElement>(`[data-shot-id="${shotId}"]`));
  };
  // On arrival the shot that is at hand is in sight, as in the view before.
  const arrival = useRef(focusId);
  useEffect(() => {
    const index = arrival.current ? bandOfShot.get(arrival.current) : undefined;
    arrival.current = null;
    if (index !== undefined) scrollToIndex(index, { align: 'auto' });
  }, [bandOfShot, scrollToIndex]);

  const selectedLines = useMemo(
    () => coverOf([...selectedIds].flatMap((id) => shotLines.get(id) ?? [])),
    [selectedIds, shotLines],
  );
  const firstLine = focusId ? shotLines.get(focusId)?.startLine : undefined;
  const { chosen, choose, chooseByClick, extend } = useChosenLines({ page, firstLine: firstLine ?? 1, lineCount });

  const goToUncovered = () => {
    const stretch = nextStretch(uncovered, chosen?.endLine ?? firstLine ?? 0);
    if (!stretch) return;
    choose(stretch);
    revealLine(stretch.startLine);
  };
  const makeShot = () => {
    const place = chosen && placeOfLines(facts.allBands(), chosen, allShots);
    if (!chosen || !place) return;
    choose(null);
    props.onNewShot(place, { scriptId: script.id, ...chosen });
  };
  const extendBy = (step: 1 | -1) => revealLine(extend(step));
  useCommands({
    'view.nextUncovered': uncovered.length > 0 ? goToUncovered : null,
    'view.linesUp': () => extendBy(-1),
    'view.linesDown': () => extendBy(1),
    'view.shotFromLines': chosen ? makeShot : null,
  });
  useImperativeHandle(ref, () => ({
    reveal,
    escape() {
      if (!chosen) return false;
      choose(null);
      return true;
    },
  }));

  const click = (event: MouseEvent) => {
    const shotId = shotOfTarget(event);
    if (shotId) {
      choose(null);
      return props.onShotClick(shotId, event);
    }
    const line = lineOfTarget(event.target);
    if (line === null || isTextSelected()) return;
    chooseByClick(line, event.shiftKey);
    if (event.shiftKey) return;
    const under = shots.filter(({ id }) => {
      const own = shotLines.get(id);
      return own !== undefined && own.startLine <= line && line <= own.endLine;
    });
    if (under.length > 0) props.onSelectShots(under.map(({ id }) => id));
  };
  const onShot = (event: MouseEvent, run: (id: ShotId) => void) => {
    const id = shotOfTarget(event);
    if (id) run(id);
  };
  return (
    <div className={styles.view}>
      <ScriptHeader
        fileName={script.fileName}
        uncoveredCount={uncovered.length}
        chosen={chosen}
        onNextUncovered={goToUncovered}
        onNewShot={makeShot}
        onUpdate={() => openScriptDifference(projectId)}
      />
      {/* One listener for all; each shot takes the focus, its keys are the view's, and lines are chosen by commands. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={page}
        className={styles.page}
        aria-label={t('script.page')}
        onScroll={(event) => scrollOf.set(projectId, event.currentTarget.scrollTop)}
        onMouseDown={(event) => event.shiftKey && lineOfTarget(event.target) !== null && event.preventDefault()}
        onClick={click}
        onDoubleClick={(event) => onShot(event, props.onShotOpen)}
        onContextMenu={(event) => onShot(event, (id) => props.onShotMenu(id, event))}
      >
        <div className={styles.sizer} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const band = bands[index];
            return (
              band && (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  data-last={index === bands.length - 1 || undefined}
                  className={styles.row}
                  // No transform: what is sticky in a row would not know of it.
                  style={{ top: start }}
                >
                  <ScriptBandRow
                    {...{ band, scenes, shots, editedIds, selectedLines }}
                    {...{ selectedIds, cutIds, tabStopId, fileTargetId, chosen }}
                    isGoingOn={band.isUncovered && bands[index - 1]?.isUncovered === true}
                    renderShot={props.renderShot}
                    renderScene={props.renderScene}
                    onNewShot={() => {
                      const said = band.lines.filter(canLackShot);
                      const stretch = uncovered.find(({ startLine, endLine }) =>
                        said.some(({ lineNumber }) => startLine <= lineNumber && lineNumber <= endLine),
                      );
                      const place = stretch && placeOfLines(facts.allBands(), stretch, allShots);
                      if (place) props.onNewShot(place, { scriptId: script.id, ...stretch });
                    }}
                  />
                </div>
              )
            );
          })}
        </div>
      </section>
    </div>
  );
}

/** A guess until the band is measured. */
function heightOf(band: ScriptBand | undefined): number {
  const shotCount = band?.items.filter(({ kind }) => kind === 'shot').length ?? 0;
  return Math.max((band?.lines.length ?? 0) * lineHeightPx, shotCount * shotHeightPx);
}

function shotOfTarget({ target }: { target: EventTarget }): ShotId | null {
  const shot = target instanceof Element ? target.closest<HTMLElement>('[data-shot-id]') : null;
  return (shot?.dataset.shotId as ShotId | undefined) ?? null;
}

/** Whether the mouse has drawn over some words: what it let go is then no click. */
function isTextSelected(): boolean {
  return getSelection()?.isCollapsed === false;
}
