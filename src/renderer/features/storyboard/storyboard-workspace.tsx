/** The storyboard of a project that has scenes: puts the panes together and knows what is selected. */
import { IconX } from '@tabler/icons-react';
import { type CSSProperties, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { FindBar, useShotFind } from '#renderer/features/find/index.ts';
import { FilmStage, playbackOf, Strip } from '#renderer/features/film/index.ts';
import { RetirementNotes } from '#renderer/features/generation/index.ts';
import { focusShotField } from '#renderer/features/shot-inspector/index.ts';
import { startFrameOf } from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { isOverlayOpen } from '#renderer/ui/overlays.ts';
import { stopTypingAhead } from '#renderer/ui/typed-ahead.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { BoardViewHandle, BoardViewProps, SelectKeys } from './board-view.ts';
import { selectKeysOf } from './board-view.ts';
import { CardsView } from './cards-view.tsx';
import { giveUpCut, useCutShots } from './shot-clipboard.ts';
import { shotFromHidden, tabStopOf } from './folded-shots.ts';
import type { ArrowKey } from './grid-rows.ts';
import { InspectorPane, type InspectorTab } from './inspector-pane.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { PaneDivider } from './pane-divider.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { clickShot, selectAll, selectOne, selectRange, withoutMissing } from './selection.ts';
import { findToOpen, sceneToName, selectionOf } from './selection-store.ts';
import { ScriptView, type ScriptViewProps } from './script-view.tsx';
import { StripView } from './strip-view.tsx';
import { StoryboardToolbar } from './storyboard-toolbar.tsx';
import { sceneCommands } from './scene-commands.ts';
import styles from './storyboard.module.css';
import { TableView } from './table-view.tsx';
import { type BoardViewOptions, useBoardView } from './use-board-view.ts';
import { useKeptSelection } from './use-kept-selection.ts';
import { usePane } from './use-pane.ts';
import { usePastedPicture } from './use-pasted-picture.ts';
import { canFocusShot, useRevealShot } from './use-reveal-shot.ts';
import { useSceneFolding } from './use-scene-folding.ts';
import { useShotClipboard } from './use-shot-clipboard.ts';
import { useShotDialogs } from './use-shot-dialogs.tsx';
import { useShownSelection } from './use-shown-selection.ts';
import { useStoryboardActions } from './use-storyboard-actions.ts';
import { useStoryboardFacts } from './use-storyboard-facts.ts';
import { useStoryboardKeys } from './use-storyboard-keys.ts';
import { useStoryboardMenus } from './use-storyboard-menus.tsx';

export type StoryboardWorkspaceProps = { storyboard: Storyboard } & BoardViewOptions &
  Pick<ScriptViewProps, 'onImportScript'>;

/** Memoised: while words wait for their turn (`useWordsLater`) it is given the storyboard that it has. */
export const StoryboardWorkspace = memo(function StoryboardWorkspace({
  storyboard,
  isScript,
  onScript,
  onImportScript,
}: StoryboardWorkspaceProps) {
  const { t } = useTranslation();
  const { project, shots } = storyboard;
  const find = useShotFind(storyboard);
  const facts = useStoryboardFacts(storyboard, find.shown);
  const { order, shownOrder, numbers, sceneNumbers, sceneIds, timeline } = facts;
  const folding = useSceneFolding(storyboard, find.shown);
  const playback = playbackOf(project.id);
  useEffect(() => playback.setTimeline(timeline), [playback, timeline]);
  useEffect(
    () => () => {
      playback.pause();
      playback.endAlone();
    },
    [playback],
  );

  const store = selectionOf(project.id);
  const stored = useObservable(store);
  const selection = useMemo(() => withoutMissing(stored, shownOrder), [stored, shownOrder]);
  useShownSelection(find, { store, stored, shownOrder });
  const selectedIds = useMemo(() => new Set(selection.ids), [selection]);
  const cutIds = useCutShots();
  const tabStopId = useMemo(
    () => tabStopOf(folding.openShots, selection.focusId),
    [folding.openShots, selection.focusId],
  );
  const selectedShots = useMemo(() => shots.filter(({ id }) => selectedIds.has(id)), [shots, selectedIds]);
  const focused = shots.find(({ id }) => id === selection.focusId) ?? null;
  const shotBefore = selectedShots[0] ? shots[order.indexOf(selectedShots[0].id) - 1] : undefined;
  const before = shotBefore
    ? { number: numbers.get(shotBefore.id) ?? '', hasTake: shotBefore.selectedTake !== null }
    : null;

  const board = useRef<BoardViewHandle>(null);
  const [view, setView] = useBoardView({ isScript, onScript });
  const [announcement, setAnnouncement] = useState('');
  const [tab, setTab] = useState<InspectorTab>('shot');
  const [isPreviewing, setPreviewing] = useState(false);
  useEffect(() => playback.speed.subscribe(() => playback.speed.get() !== 0 && setPreviewing(true)), [playback]);
  const outline = usePane({ name: 'outline', widthPx: 230, leastPx: 160, mostPx: 480 });
  const inspector = usePane({ name: 'inspector', widthPx: 320, leastPx: 260, mostPx: 560 });

  const onStep = (shotId: ShotId) => store.set(selectOne(shotId));
  const dialogs = useShotDialogs({ storyboard, order, numbers, playback, timeline, onStep });
  const { open, compare } = dialogs;
  const { reveal, revealNow } = useRevealShot({
    ...{ projectId: project.id, board, folding },
    shown: find.shown,
    onOpenTake: dialogs.openTake,
  });
  useKeptSelection({ projectId: project.id, order, selection: store, reveal });
  const revealShot = (shotId: ShotId) => revealNow(shotId, { isFocused: false });
  const actions = useStoryboardActions({ storyboard, shownOrder, selection: store, announce: setAnnouncement, reveal });

  const closePreview = () => {
    playback.pause();
    playback.endAlone();
    setPreviewing(false);
  };
  const choose = (next: typeof selection) => {
    store.set(next);
    if (playback.speed.get() === 0 && next.focusId) playback.seek(startFrameOf(timeline, next.focusId));
  };
  const select = (shotId: ShotId, keys: SelectKeys) =>
    choose(clickShot(selection, shotId, { ...keys, order: shownOrder }));
  // For the next frame: a menu that closes gives its focus back first.
  const [fieldWanted, setFieldWanted] = useState<{ name: 'title' | 'duration' } | null>(null);
  useEffect(() => {
    if (!fieldWanted) return;
    const request = requestAnimationFrame(() => void focusShotField(fieldWanted.name));
    return () => cancelAnimationFrame(request);
  }, [fieldWanted]);
  const editField = useStable((name: 'title' | 'duration') => {
    if (selection.ids.length === 0) return;
    const isFromMenu = isOverlayOpen();
    // At once: else what is typed right behind F2 would run commands. And never later, when the person has gone on.
    flushSync(() => {
      if (!inspector.isOpen) inspector.toggle();
      setTab('shot');
    });
    const isThere = focusShotField(name);
    if (isFromMenu || !isThere) setFieldWanted({ name });
  });
  const editTitle = useCallback(() => editField('title'), [editField]);
  const editDuration = useCallback(() => editField('duration'), [editField]);
  const menus = useStoryboardMenus({
    ...{ storyboard, facts, selection, actions, choose },
    onOpen: open,
    onCompare: compare,
    onEditTitle: editTitle,
    onEditDuration: editDuration,
  });
  const handleArrow = (key: ArrowKey, isRange: boolean) => {
    if (!board.current?.shotByKey) return;
    const from = selection.focusId;
    const id = !from
      ? (tabStopId ?? shownOrder[0])
      : from === tabStopId
        ? board.current.shotByKey(from, key)
        : shotFromHidden(find.shown, folding.folded, { from, key });
    if (!id) return;
    choose(isRange ? selectRange(selection, id, shownOrder) : selectOne(id));
    revealNow(id, { isFocused: canFocusShot() });
  };
  // From view to view the shot that is at hand stays in sight, or the scene that is folded over it.
  const shownView = useRef(view);
  useEffect(() => {
    if (shownView.current === view) return;
    shownView.current = view;
    if (!focused) return;
    if (folding.folded.has(focused.sceneId)) board.current?.revealScene?.(focused.sceneId);
    // In a cell the keys of the views would be typed: the focus waits there for an arrow.
    else if (view === 'table') revealNow(focused.id, { isFocused: false });
    else reveal(focused.id);
  }, [view, focused, folding.folded, reveal, revealNow]);
  const goToHit = (step: 1 | -1) => {
    const id = find.beside(selection.focusId, step);
    if (!id) return;
    choose(selectOne(id));
    revealShot(id);
  };
  const closeFind = () => {
    find.close();
    requestAnimationFrame(() => {
      if (selection.focusId) revealNow(selection.focusId, { isFocused: true });
    });
  };
  // Another view of the project may have asked for it.
  const openFind = useStable(find.open);
  const findAsked = useObservable(findToOpen);
  useEffect(() => {
    if (findAsked !== project.id) return;
    findToOpen.set(null);
    openFind();
  }, [findAsked, project.id, openFind]);
  const selectFound = () => {
    const [first = null] = find.hits ?? [];
    choose({ ids: [...(find.hits ?? [])], anchorId: first, focusId: first });
  };
  const stepOf = (step: 1 | -1) => (find.hits?.length ? () => goToHit(step) : null);
  useCommands({
    'storyboard.find': openFind,
    'storyboard.findNext': stepOf(1),
    'storyboard.findPrevious': stepOf(-1),
    'view.cards': () => setView('cards'),
    'view.table': () => setView('table'),
    'view.strip': () => setView('strip'),
    'view.script': () => setView('script'),
    'storyboard.selectFound': find.hits?.length ? selectFound : null,
    'storyboard.outline': outline.toggle,
    'storyboard.inspector': inspector.toggle,
    ...sceneCommands({ storyboard, sceneId: focused?.sceneId ?? null, structure: actions.structure }),
  });
  const withFocused = (run: (shotId: ShotId) => void) => () => {
    const { focusId } = store.get();
    if (focusId) run(focusId);
  };
  useStoryboardKeys({
    actions,
    playback,
    isPreviewing,
    hasSelection: selection.ids.length > 0,
    onArrow: handleArrow,
    onOpen: withFocused(open),
    onCompare: withFocused(compare),
    onEditTitle: editTitle,
    onEditDuration: editDuration,
    onEscape() {
      if (isPreviewing) closePreview();
      else if (board.current?.escape?.() || giveUpCut()) return true;
      else if (find.isOpen) closeFind();
      else if (selection.ids.length > 1 && selection.focusId) choose(selectOne(selection.focusId));
      else return false;
      return true;
    },
  });
  useShotClipboard({ onCopy: actions.structure.hold, onPaste: actions.structure.paste });
  usePastedPicture((files) => {
    if (selection.focusId) actions.setBoardsFrom(selection.focusId, files);
    else void actions.addShotsWith(files, null);
    return true;
  });

  const sceneAsked = useObservable(sceneToName);
  useEffect(() => {
    if (!sceneAsked) return;
    if (board.current?.revealScene) board.current.revealScene(sceneAsked);
    else {
      sceneToName.set(null);
      stopTypingAhead();
    }
  }, [sceneAsked, sceneIds]);
  const enterScene = useStable((sceneId: SceneId) => {
    const first = find.shown.find((shot) => shot.sceneId === sceneId);
    if (!first) return document.querySelector<HTMLElement>(`button[data-scene-id="${sceneId}"]`)?.focus();
    choose(selectOne(first.id));
    revealNow(first.id, { isFocused: true });
  });
  // A frame is drawn over the same cards many times a second.
  const selectMany = (ids: readonly ShotId[]) => {
    if (ids.length !== selection.ids.length || ids.some((id) => !selectedIds.has(id))) store.set(selectAll(ids));
  };

  const viewProps: BoardViewProps = {
    ...{ storyboard, facts, folding, selection, selectedIds, cutIds, tabStopId, actions, menus },
    onSelect: select,
    onSelectAll: (ids) => choose({ ids, anchorId: ids[0] ?? null, focusId: ids[0] ?? null }),
    onSelectMany: selectMany,
    onEnterScene: enterScene,
    onOpen: open,
    ref: board,
  };
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
              select(shotId, selectKeysOf(event));
              revealShot(shotId);
            }}
            onSelectScene={(sceneId) => {
              const first = find.shown.find((shot) => shot.sceneId === sceneId);
              if (first) revealShot(first.id);
            }}
            onOpen={open}
            onMenu={menus.openMenu}
          />
          <PaneDivider pane={outline} label={t('storyboard.resizeOutline')} side="left" />
        </aside>
      )}
      <main className={styles.center} aria-label={t('storyboard.shots')}>
        <StoryboardToolbar
          {...{ storyboard, facts, selection, outline, inspector, view }}
          onView={setView}
          isFindOpen={find.isOpen}
          onFind={find.isOpen ? closeFind : find.open}
          onAddScene={() => void actions.addScene()}
        />
        {find.isOpen && (
          <FindBar storyboard={storyboard} find={find} onStep={goToHit} onSelectAll={selectFound} onClose={closeFind} />
        )}
        <div className={styles.notes}>
          <RetirementNotes projectId={project.id} />
        </div>
        <div className={styles.gridArea}>
          {view === 'cards' && <CardsView {...viewProps} />}
          {view === 'table' && <TableView {...viewProps} />}
          {view === 'strip' && <StripView {...viewProps} />}
          {view === 'script' && (
            <ScriptView {...viewProps} onImportScript={onImportScript} onLeave={() => onScript(false)} />
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
          onPlayTake={open}
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
            revealShot(shotId);
          }}
          onResize={actions.setLength}
        />
      </div>
      {dialogs.element}
      <PasteDialog />
      {menus.element}
      <div className={styles.announcer} role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
});
