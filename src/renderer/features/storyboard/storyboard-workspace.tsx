/** The storyboard of a project that has scenes: puts the panes together and knows what is selected. */
import {
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconPlus,
  IconRowInsertBottom,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { type CSSProperties, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { sceneNumbers as numbersOfScenes, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot, Take } from '#shared/domain/records.ts';
import { toTimecode } from '#shared/domain/time.ts';
import { DraftShotsButton } from '#renderer/features/assist/index.ts';
import { FindBar, useShotFind } from '#renderer/features/find/index.ts';
import { FilmStage, playbackOf, Strip } from '#renderer/features/film/index.ts';
import { RetirementNotes } from '#renderer/features/generation/index.ts';
import { focusTitleField } from '#renderer/features/shot-inspector/index.ts';
import { picturesOf, videoOf } from '#renderer/ui/chosen-files.ts';
import { openVideoFrame } from '#renderer/features/board-frames/index.ts';
import { planTimeline, startFrameOf } from '#renderer/features/shot-facts/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { ShotTable, type ShotTableHandle } from '#renderer/features/shot-table/index.ts';
import { TakeCompareDialog } from '#renderer/features/take-compare/index.ts';
import { PlayerDialog } from '#renderer/features/take-review/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { useContextMenu } from '#renderer/ui/context-menu.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { BoardViewSwitch } from './board-view-switch.tsx';
import { chooseTakeByNumber, findTake } from './choose-take-by-number.ts';
import { GenerateButton } from './generate-button.tsx';
import { type ArrowKey, shotIndexByKey } from './grid-rows.ts';
import { InspectorPane, type InspectorTab } from './inspector-pane.tsx';
import { sceneMenuItems, shotMenuItems } from './menu-items.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { PaneDivider } from './pane-divider.tsx';
import { SceneHeader } from './scene-header.tsx';
import { clickShot, selectAll, selectOne, selectRange, withoutMissing } from './selection.ts';
import { sceneToName, selectionOf, shotToReveal } from './selection-store.ts';
import { ShotCard } from './shot-card.tsx';
import { useBoardView } from './use-board-view.ts';
import { SortableGrid, type SortableGridHandle } from './sortable-grid.tsx';
import { mergeable } from './structure-places.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { useShotClipboard } from './use-shot-clipboard.ts';
import { moveScene, deleteScene } from './storyboard-commands.ts';
import { measuresFor, sceneFacts } from './storyboard-measures.ts';
import styles from './storyboard.module.css';
import { usePane } from './use-pane.ts';
import { usePastedPicture } from './use-pasted-picture.ts';
import { useShownSelection } from './use-shown-selection.ts';
import { useStoryboardActions } from './use-storyboard-actions.ts';
import { useStoryboardKeys } from './use-storyboard-keys.ts';

const scrollOf = new Map<ProjectId, number>();

export function StoryboardWorkspace({ storyboard }: { storyboard: Storyboard }) {
  const { t } = useTranslation();
  const { project, scenes, shots } = storyboard;
  const order = useMemo(() => shots.map(({ id }) => id), [shots]);
  const find = useShotFind(storyboard);
  const shownStoryboard = useMemo(() => ({ ...storyboard, shots: find.shown }), [storyboard, find.shown]);
  const shownOrder = useMemo(() => find.shown.map(({ id }) => id), [find.shown]);
  const numbers = useMemo(() => shotNumbers(scenes, shots), [scenes, shots]);
  const sceneNumbers = useMemo(() => numbersOfScenes(scenes), [scenes]);
  const sceneIds = useMemo(() => scenes.map(({ id }) => id), [scenes]);
  const facts = useMemo(() => sceneFacts(storyboard), [storyboard]);
  const timeline = useMemo(() => planTimeline(shots), [shots]);
  const playback = playbackOf(project.id);
  useEffect(() => playback.setTimeline(timeline), [playback, timeline]);
  useEffect(() => () => playback.pause(), [playback]);

  const store = selectionOf(project.id);
  const stored = useObservable(store);
  const selection = useMemo(() => withoutMissing(stored, shownOrder), [stored, shownOrder]);
  useShownSelection(find, { store, stored, shownOrder });
  const selectedIds = useMemo(() => new Set(selection.ids), [selection]);
  const selectedShots = useMemo(() => shots.filter(({ id }) => selectedIds.has(id)), [shots, selectedIds]);
  const focused = shots.find(({ id }) => id === selection.focusId) ?? null;
  const shotBefore = selectedShots[0] ? shots[order.indexOf(selectedShots[0].id) - 1] : undefined;
  const before = shotBefore
    ? { number: numbers.get(shotBefore.id) ?? '', hasTake: shotBefore.selectedTake !== null }
    : null;

  const grid = useRef<SortableGridHandle>(null);
  const table = useRef<ShotTableHandle>(null);
  const [view, setView] = useBoardView();
  const revealShot = useCallback((index: number, options: { isFocused: boolean }) => {
    if (grid.current) grid.current.reveal(index, options);
    else table.current?.reveal(index);
  }, []);
  const [announcement, setAnnouncement] = useState('');
  const [player, setPlayer] = useState<{ shotId: ShotId; take: Take | null } | null>(null);
  const [comparedId, setComparedId] = useState<ShotId | null>(null);
  const [tab, setTab] = useState<InspectorTab>('shot');
  const [isPreviewing, setPreviewing] = useState(false);
  useEffect(() => playback.speed.subscribe(() => playback.speed.get() !== 0 && setPreviewing(true)), [playback]);
  const menu = useContextMenu();
  const outline = usePane({ name: 'outline', widthPx: 230, leastPx: 160, mostPx: 480 });
  const inspector = usePane({ name: 'inspector', widthPx: 320, leastPx: 260, mostPx: 560 });

  // A new shot is revealed once it has come into the order.
  const wanted = useRef<ShotId | null>(null);
  const revealWanted = useStable(() => {
    const index = wanted.current ? shownOrder.indexOf(wanted.current) : -1;
    if (index < 0) return;
    wanted.current = null;
    revealShot(index, { isFocused: isFocusFree() });
  });
  useEffect(revealWanted, [revealWanted, shownOrder]);
  const askedFor = useObservable(shotToReveal);
  useEffect(() => {
    if (askedFor?.projectId !== project.id) return;
    shotToReveal.set(null);
    wanted.current = askedFor.shotId;
    const { shotId, takeId } = askedFor;
    if (takeId) void findTake(takeId).then((take) => take && setPlayer({ shotId, take }));
    const request = requestAnimationFrame(revealWanted);
    return () => cancelAnimationFrame(request);
  }, [askedFor, project.id, revealWanted]);
  const reveal = useCallback(
    (shotId: ShotId) => {
      wanted.current = shotId;
      requestAnimationFrame(revealWanted);
    },
    [revealWanted],
  );
  const actions = useStoryboardActions({ storyboard, shownOrder, selection: store, announce: setAnnouncement, reveal });

  const closePreview = () => {
    playback.pause();
    setPreviewing(false);
  };
  const choose = (next: typeof selection) => {
    store.set(next);
    if (playback.speed.get() === 0 && next.focusId) playback.seek(startFrameOf(timeline, next.focusId));
  };
  // A frame is drawn over the same cards many times a second.
  const selectMany = (ids: readonly ShotId[]) => {
    if (ids.length !== selection.ids.length || ids.some((id) => !selectedIds.has(id))) store.set(selectAll(ids));
  };
  const handleClick = (shotId: ShotId, event: MouseEvent) => {
    const isToggle = event.ctrlKey || event.metaKey;
    choose(clickShot(selection, shotId, { isRange: event.shiftKey, isToggle, order: shownOrder }));
  };
  const open = (shotId: ShotId) => {
    playback.pause();
    setPlayer({ shotId, take: null });
  };
  const compare = (shotId: ShotId) => {
    playback.pause();
    setPlayer(null);
    setComparedId(shotId);
  };
  // The inspector may have to come first, and a menu that closes gives its focus back first.
  const [titleWanted, setTitleWanted] = useState(0);
  useEffect(() => {
    if (titleWanted === 0) return;
    const request = requestAnimationFrame(() => focusTitleField());
    return () => cancelAnimationFrame(request);
  }, [titleWanted]);
  const editTitle = useStable(() => {
    if (selection.ids.length === 0) return;
    if (!inspector.isOpen) inspector.toggle();
    setTab('shot');
    setTitleWanted((count) => count + 1);
  });
  const openMenu = (shotId: ShotId, event: MouseEvent) => {
    if (!selectedIds.has(shotId)) choose(selectOne(shotId));
    const count = selectedIds.has(shotId) ? selection.ids.length : 1;
    const items = shotMenuItems({
      t,
      actions,
      count,
      place: count === 1 ? { projectId: project.id, shotId } : null,
      onOpen: () => open(shotId),
      onCompare: () => compare(shotId),
      onEditTitle: editTitle,
      structure: actions.structure,
      canMerge: mergeable(storyboard, selectedIds.has(shotId) ? selection.ids : [shotId]) !== null,
    });
    menu.open(event, items, t('storyboard.contextMenu'));
  };
  const openSceneMenu = useStable((sceneId: SceneId, event: MouseEvent) => {
    const index = sceneIds.indexOf(sceneId);
    const items = sceneMenuItems({
      t,
      projectId: project.id,
      sceneId,
      index,
      sceneCount: sceneIds.length,
      areNumbersLocked: project.areNumbersLocked,
      structure: actions.structure,
      onAddShot: () => void actions.addShot(sceneId),
      onAddScene: () => void actions.addScene(sceneId),
      onMove: (step) => void moveScene(project.id, sceneId, sceneIds[step === -1 ? index - 2 : index + 1] ?? null),
      onDelete: () => void deleteScene(project.id, sceneId),
    });
    menu.open(event, items, t('storyboard.sceneMenu', { number: sceneNumbers[index] ?? '' }));
  });
  const handleArrow = (key: ArrowKey, isRange: boolean) => {
    const layout = grid.current?.layout();
    if (!layout || shownOrder.length === 0) return;
    const from = selection.focusId ? shownOrder.indexOf(selection.focusId) : -1;
    const index = from < 0 ? 0 : shotIndexByKey(layout, from, key);
    const id = shownOrder[index];
    if (!id) return;
    choose(isRange ? selectRange(selection, id, shownOrder) : selectOne(id));
    grid.current?.reveal(index, { isFocused: isFocusFree() });
  };
  const goToHit = (step: 1 | -1) => {
    const id = find.beside(selection.focusId, step);
    if (!id) return;
    choose(selectOne(id));
    revealShot(shownOrder.indexOf(id), { isFocused: false });
  };
  const closeFind = () => {
    find.close();
    requestAnimationFrame(() => {
      const index = selection.focusId ? order.indexOf(selection.focusId) : -1;
      if (index >= 0) grid.current?.reveal(index, { isFocused: true });
    });
  };
  const stepOf = (step: 1 | -1) => (find.hits?.length ? () => goToHit(step) : null);
  useCommands({
    'storyboard.find': find.open,
    'storyboard.findNext': stepOf(1),
    'storyboard.findPrevious': stepOf(-1),
  });
  useStoryboardKeys({
    actions,
    playback,
    isPreviewing,
    hasSelection: selection.ids.length > 0,
    onArrow: handleArrow,
    onOpen: () => selection.focusId && open(selection.focusId),
    onCompare: () => selection.focusId && compare(selection.focusId),
    onEditTitle: editTitle,
    onEscape() {
      if (isPreviewing) closePreview();
      else if (find.isOpen) closeFind();
      else if (selection.ids.length > 1 && selection.focusId) choose(selectOne(selection.focusId));
      else return false;
      return true;
    },
  });
  useShotClipboard({ onCopy: actions.structure.hold, onPaste: actions.structure.paste });
  usePastedPicture((files) => {
    if (!selection.focusId) return false;
    actions.setBoardsFrom(selection.focusId, files);
    return true;
  });

  const sceneAsked = useObservable(sceneToName);
  useEffect(() => {
    if (!sceneAsked) return;
    if (grid.current) grid.current.revealScene(sceneAsked);
    else sceneToName.set(null);
  }, [sceneAsked, sceneIds]);
  const enterScene = useStable((sceneId: SceneId) => {
    const first = find.shown.findIndex((shot) => shot.sceneId === sceneId);
    if (first < 0) return document.querySelector<HTMLElement>(`button[data-scene-id="${sceneId}"]`)?.focus();
    choose(selectOne(shownOrder[first] as ShotId));
    revealShot(first, { isFocused: true });
  });
  const addShotTo = useCallback((sceneId: SceneId) => void actions.addShot(sceneId), [actions]);
  const { frameRate } = project;
  const renderCard = useCallback(
    (shot: StoryboardShot) => <ShotCard shot={shot} number={numbers.get(shot.id) ?? ''} frameRate={frameRate} />,
    [numbers, frameRate],
  );
  const measures = useMemo(() => measuresFor(project.frameSize), [project.frameSize]);
  const playerIndex = player ? order.indexOf(player.shotId) : -1;
  const playerShot = shots[playerIndex];
  const comparedShot = shots.find(({ id }) => id === comparedId);
  const total = t('storyboard.totals', {
    shots: t('app.shots', { count: shots.length }),
    duration: toTimecode(timeline.durationFrames, frameRate),
  });

  return (
    <div
      className={styles.workspace}
      style={{ '--outline': `${outline.widthPx}px`, '--inspector': `${inspector.widthPx}px` } as CSSProperties}
    >
      {outline.isOpen && (
        <aside className={styles.outline} aria-label={t('storyboard.outline')}>
          <OutlinePane
            storyboard={storyboard}
            sceneNumbers={sceneNumbers}
            numbers={numbers}
            selectedIds={selectedIds}
            focusId={selection.focusId}
            onSelect={(shotId, event) => {
              handleClick(shotId, event);
              revealShot(shownOrder.indexOf(shotId), { isFocused: false });
            }}
            onSelectScene={(sceneId) => {
              const first = find.shown.findIndex((shot) => shot.sceneId === sceneId);
              if (first >= 0) revealShot(first, { isFocused: false });
            }}
            onOpen={open}
            onMenu={openMenu}
          />
          <PaneDivider pane={outline} label={t('storyboard.resizeOutline')} side="left" />
        </aside>
      )}
      <main className={styles.center} aria-label={t('storyboard.shots')}>
        <div className={styles.toolbar}>
          <IconButton
            label={outline.isOpen ? t('storyboard.hideOutline') : t('storyboard.showOutline')}
            aria-expanded={outline.isOpen}
            onClick={outline.toggle}
          >
            <IconLayoutSidebar size={17} />
          </IconButton>
          <span className={styles.totals}>
            {selection.ids.length > 1 ? (
              t('storyboard.selectedCount', { count: selection.ids.length })
            ) : (
              <Timecode>{total}</Timecode>
            )}
          </span>
          <BoardViewSwitch view={view} onView={setView} />
          <IconButton
            label={t('commands.storyboard.find')}
            keys={keysOf('storyboard.find') ?? ''}
            aria-expanded={find.isOpen}
            onClick={find.isOpen ? closeFind : find.open}
          >
            <IconSearch size={17} />
          </IconButton>
          <span className={styles.addScene}>
            <IconButton label={t('storyboard.addScene')} onClick={() => void actions.addScene()}>
              <IconRowInsertBottom size={17} />
            </IconButton>
          </span>
          <span className={styles.draft}>
            <DraftShotsButton projectId={project.id} />
          </span>
          <GenerateButton storyboard={storyboard} numbers={numbers} selectedIds={selection.ids} />
          <IconButton
            label={inspector.isOpen ? t('storyboard.hideInspector') : t('storyboard.showInspector')}
            aria-expanded={inspector.isOpen}
            onClick={inspector.toggle}
          >
            <IconLayoutSidebarRight size={17} />
          </IconButton>
        </div>
        {find.isOpen && <FindBar storyboard={storyboard} find={find} onStep={goToHit} onClose={closeFind} />}
        <div className={styles.notes}>
          <RetirementNotes projectId={project.id} />
        </div>
        <div className={styles.gridArea}>
          {view === 'table' ? (
            <ShotTable
              ref={table}
              storyboard={shownStoryboard}
              numbers={numbers}
              sceneNumbers={sceneNumbers}
              selectedIds={selectedIds}
              focusId={selection.focusId}
              onSelect={(shotId, { isRange, isToggle }) =>
                choose(clickShot(selection, shotId, { isRange, isToggle, order: shownOrder }))
              }
              onMenu={openMenu}
            />
          ) : (
            <SortableGrid
              ref={grid}
              sceneIds={sceneIds}
              shots={find.shown}
              measures={measures}
              selectedIds={selectedIds}
              focusId={selection.focusId}
              label={t('storyboard.shots')}
              renderCard={renderCard}
              renderHeader={(sceneIndex) => {
                const scene = scenes[sceneIndex];
                return (
                  scene && (
                    <SceneHeader
                      scene={scene}
                      number={sceneNumbers[sceneIndex] ?? ''}
                      shotCount={facts.get(scene.id)?.shotCount ?? 0}
                      timecode={toTimecode(facts.get(scene.id)?.durationFrames ?? 0, frameRate)}
                      onEnter={enterScene}
                      onAddShot={addShotTo}
                      onMenu={openSceneMenu}
                    />
                  )
                );
              }}
              renderNewCell={(sceneIndex) => (
                <button
                  type="button"
                  className={styles.newShot}
                  data-scene-id={sceneIds[sceneIndex]}
                  onClick={() => void actions.addShot(sceneIds[sceneIndex])}
                >
                  <IconPlus size={16} aria-hidden /> {t('storyboard.newShot')}
                  <VisuallyHidden>{sceneNumbers[sceneIndex]}</VisuallyHidden>
                </button>
              )}
              renderDragged={(shotId) => {
                const shot = shots.find(({ id }) => id === shotId);
                const count = selectedIds.has(shotId) ? selection.ids.length : 1;
                return (
                  shot && (
                    <div className={styles.dragged}>
                      {renderCard(shot)}
                      {count > 1 && <span className={styles.dragCount}>{count}</span>}
                    </div>
                  )
                );
              }}
              shotsDraggedWith={(shotId) => (selectedIds.has(shotId) ? [...selection.ids] : [shotId])}
              onMove={actions.move}
              onSelectMany={selectMany}
              onCardClick={handleClick}
              onCardOpen={open}
              onCardMenu={openMenu}
              onDropFiles={(shotId, data) => {
                const pictures = picturesOf(data);
                if (pictures.length > 0) {
                  actions.setBoardsFrom(shotId, pictures);
                  return true;
                }
                const video = videoOf(data);
                if (video) openVideoFrame({ projectId: project.id, shotId, file: video });
                return video !== null;
              }}
              initialScrollPx={scrollOf.get(project.id) ?? 0}
              onScrolled={(px) => scrollOf.set(project.id, px)}
            />
          )}
          {isPreviewing && (
            <div className={styles.preview}>
              <FilmStage project={project} shots={shots} numbers={numbers} timeline={timeline} playback={playback} />
              <div className={styles.previewClose}>
                <IconButton label={t('film.closePreview')} keys="Esc" onClick={closePreview}>
                  <IconX size={18} />
                </IconButton>
              </div>
            </div>
          )}
        </div>
      </main>
      {inspector.isOpen && (
        <InspectorPane
          project={project}
          pane={inspector}
          tab={tab}
          onTab={setTab}
          shots={selectedShots}
          focused={focused}
          number={numbers.get(selectedShots[0]?.id as ShotId) ?? ''}
          before={before}
          onPlayTake={(shotId, take) => {
            playback.pause();
            setPlayer({ shotId, take });
          }}
          onCompareTakes={compare}
        />
      )}
      <div className={styles.bottom}>
        <Strip
          project={project}
          shots={shots}
          numbers={numbers}
          timeline={timeline}
          playback={playback}
          selectedIds={selectedIds}
          onSelect={(shotId) => {
            store.set(selectOne(shotId));
            revealShot(shownOrder.indexOf(shotId), { isFocused: false });
          }}
          onResize={actions.setLength}
        />
      </div>
      {player && playerShot && (
        <PlayerDialog
          project={project}
          shot={playerShot}
          number={numbers.get(playerShot.id) ?? ''}
          take={player.take}
          onClose={() => setPlayer(null)}
          onCompare={() => compare(playerShot.id)}
          onStepShot={(step) => {
            const next = order[playerIndex + step];
            if (!next) return;
            store.set(selectOne(next));
            setPlayer({ shotId: next, take: null });
          }}
          onChooseTake={(takeNumber) =>
            void chooseTakeByNumber(playerShot, takeNumber).then(
              // It may have been closed, or gone on to another shot, meanwhile.
              (take) => take && setPlayer((now) => (now?.shotId === playerShot.id ? { ...now, take } : now)),
            )
          }
        />
      )}
      {comparedShot && (
        <TakeCompareDialog
          key={comparedShot.id}
          project={project}
          shot={comparedShot}
          number={numbers.get(comparedShot.id) ?? ''}
          onClose={() => setComparedId(null)}
        />
      )}
      <PasteDialog />
      {menu.element}
      <div className={styles.announcer} role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** Whether moving the focus to a card takes it from nobody: it is on a card already, or nowhere. */
function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.closest('[data-shot-id]') !== null;
}
