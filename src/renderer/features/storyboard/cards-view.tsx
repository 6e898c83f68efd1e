/** The shots as cards in rows, by scene. */
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { toTimecode } from '#shared/domain/time.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { type BoardViewProps, selectKeysOf } from './board-view.ts';
import { shotIndexByKey } from './grid-rows.ts';
import { SceneHeader } from './scene-header.tsx';
import { ShotCard } from './shot-card.tsx';
import { SortableGrid, type SortableGridHandle } from './sortable-grid.tsx';
import { measuresFor } from './storyboard-measures.ts';
import styles from './storyboard.module.css';
import { dropBesideShots, dropOnShot } from './use-file-drop.ts';
import { shotsDraggedWith } from './use-shot-drag.ts';

const scrollOf = new Map<ProjectId, number>();

export function CardsView({
  storyboard,
  facts,
  folding,
  selection,
  selectedIds,
  cutIds,
  tabStopId,
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
  const { numbers, sceneNumbers, sceneIds, sums } = facts;
  const { folded, openShots: cards, onFold } = folding;
  const { frameRate } = project;
  const grid = useRef<SortableGridHandle>(null);
  const cardIndexes = useMemo(() => new Map(cards.map(({ id }, index) => [id, index])), [cards]);
  useImperativeHandle(ref, () => ({
    reveal: (shotId, options) => grid.current?.reveal(cardIndexes.get(shotId) ?? -1, options),
    revealScene: (sceneId) => grid.current?.revealScene(sceneId),
    shotByKey(from, key) {
      const layout = grid.current?.layout();
      const index = cardIndexes.get(from);
      return (layout && index !== undefined && cards[shotIndexByKey(layout, index, key)]?.id) || null;
    },
  }));
  const addShotTo = useCallback((sceneId: SceneId) => actions.addShot(sceneId), [actions]);
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
      cutIds={cutIds}
      tabStopId={tabStopId}
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
              onFold={onFold}
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
          onClick={() => actions.addShot(sceneIds[sceneIndex])}
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
