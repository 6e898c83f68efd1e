/** The shots as cards in rows, by scene. */
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { toTimecode } from '#shared/domain/time.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import { type BoardViewProps, selectKeysOf } from './board-view.ts';
import { shotIndexByKey } from './grid-rows.ts';
import { SceneHeader } from './scene-header.tsx';
import { ShotCard } from './shot-card.tsx';
import { SortableGrid, type SortableGridHandle } from './sortable-grid.tsx';
import { measuresFor } from './storyboard-measures.ts';
import styles from './storyboard.module.css';
import { dropBesideShots, dropOnShot } from './use-file-drop.ts';
import { shotsDraggedWith } from './use-shot-drag.ts';
import { useFoldedScenes } from './use-folded-scenes.ts';

const scrollOf = new Map<ProjectId, number>();

export function CardsView({
  storyboard,
  facts,
  selection,
  selectedIds,
  actions,
  menus,
  onSelect,
  onSelectMany,
  onEnterScene,
  onOpen,
  ref,
}: BoardViewProps) {
  const { t } = useTranslation();
  const { project, scenes, shots } = storyboard;
  const { shownStoryboard, numbers, sceneNumbers, sceneIds, sums } = facts;
  const { frameRate } = project;
  const grid = useRef<SortableGridHandle>(null);
  const { folded, cards, toggle, unfoldFor, commands } = useFoldedCards(storyboard, shownStoryboard.shots);
  const cardIndexes = useMemo(() => new Map(cards.map(({ id }, index) => [id, index])), [cards]);
  // A shot in a folded scene is brought into view once its scene is unfolded.
  const awaited = useRef<{ shotId: ShotId; isFocused: boolean } | null>(null);
  useEffect(() => {
    const index = awaited.current ? cardIndexes.get(awaited.current.shotId) : undefined;
    if (!awaited.current || index === undefined) return;
    grid.current?.reveal(index, awaited.current);
    awaited.current = null;
  }, [cardIndexes]);
  useCommands(commands);
  useImperativeHandle(ref, () => ({
    reveal(index, options) {
      const shot = shownStoryboard.shots[index];
      const cardIndex = shot && cardIndexes.get(shot.id);
      if (cardIndex !== undefined) return grid.current?.reveal(cardIndex, options);
      if (!shot) return;
      awaited.current = { shotId: shot.id, ...options };
      unfoldFor(shot.sceneId);
    },
    revealScene: (sceneId) => grid.current?.revealScene(sceneId),
    indexByKey(index, key) {
      const layout = grid.current?.layout();
      const from = shownStoryboard.shots[index];
      if (!layout || !from) return null;
      const reached = cards[shotIndexByKey(layout, cardIndexes.get(from.id) ?? 0, key)];
      return reached ? shownStoryboard.shots.indexOf(reached) : index;
    },
  }));
  const addShotTo = useCallback((sceneId: SceneId) => void actions.addShot(sceneId), [actions]);
  const renderCard = useCallback(
    (shot: StoryboardShot) => <ShotCard shot={shot} number={numbers.get(shot.id) ?? ''} frameRate={frameRate} />,
    [numbers, frameRate],
  );
  const measures = useMemo(() => measuresFor(project.frameSize), [project.frameSize]);
  return (
    <SortableGrid
      ref={grid}
      sceneIds={sceneIds}
      shots={cards}
      folded={folded}
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
              areNumbersLocked={project.areNumbersLocked}
              shotCount={sums.get(scene.id)?.shotCount ?? 0}
              timecode={toTimecode(sums.get(scene.id)?.durationFrames ?? 0, frameRate)}
              isFolded={folded.has(scene.id)}
              onFold={toggle}
              onEnter={onEnterScene}
              onAddShot={addShotTo}
              onMenu={menus.openSceneMenu}
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
      shotsDraggedWith={(shotId) => shotsDraggedWith(shotId, { storyboard, selectedIds })}
      onMove={actions.move}
      onSelectMany={onSelectMany}
      onCardClick={(shotId, event) => onSelect(shotId, selectKeysOf(event))}
      onCardOpen={onOpen}
      onCardMenu={menus.openMenu}
      onDropFiles={(shotId, files) => dropOnShot(shotId, files, { projectId: project.id, actions })}
      onDropElsewhere={(sceneId, files) => dropBesideShots(sceneId, files, { actions })}
      initialScrollPx={scrollOf.get(project.id) ?? 0}
      onScrolled={(px) => scrollOf.set(project.id, px)}
    />
  );
}

const nothingFolded: ReadonlySet<SceneId> = new Set();

/** What of the shots stands as cards. While only hits are shown nothing is folded: they would be hidden. */
function useFoldedCards({ project, scenes, shots }: Storyboard, shown: readonly StoryboardShot[]) {
  const { folded: kept, toggle, set } = useFoldedScenes('cards', project.id);
  const folded = shown.length === shots.length ? kept : nothingFolded;
  const cards = useMemo(
    () => (folded.size === 0 ? shown : shown.filter(({ sceneId }) => !folded.has(sceneId))),
    [folded, shown],
  );
  return {
    ...{ folded, cards, toggle },
    unfoldFor: (sceneId: SceneId) => set([...kept].filter((id) => id !== sceneId)),
    commands: { 'view.foldAll': () => set(scenes.map(({ id }) => id)), 'view.unfoldAll': () => set([]) },
  };
}
