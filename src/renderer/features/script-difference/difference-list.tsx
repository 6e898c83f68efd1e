import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sceneNumbers, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import type { DifferenceChoices } from '#shared/domain/script-difference.ts';
import styles from './difference-list.module.css';
import { SceneRow, ShotRow } from './difference-row.tsx';
import { chosenOf, type DifferenceRow, type RowChoice } from './difference-rows.ts';

export type DifferenceListProps = {
  rows: readonly DifferenceRow[];
  storyboard: Storyboard;
  decisions: DifferenceChoices['decisions'];
  onChoose: (row: DifferenceRow, choice: RowChoice) => void;
};

/** Scenes and shots that differ; only those on the screen are mounted. */
export function DifferenceList({ rows, storyboard, decisions, onChoose }: DifferenceListProps) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const shots = useMemo(() => new Map(storyboard.shots.map((shot) => [shot.id, shot])), [storyboard]);
  const numbers = useMemo(() => shotNumbers(storyboard.scenes, storyboard.shots), [storyboard]);
  const sceneNumberOf = useMemo(() => {
    const ofScenes = sceneNumbers(storyboard.scenes);
    return new Map(storyboard.scenes.map(({ id }, index) => [id, ofScenes[index] ?? '']));
  }, [storyboard]);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'scene' ? 44 : 104),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
  });
  return (
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label={t('scriptDifference.list')}>
      <div className={styles.sizer} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          const common = { chosen: chosenOf(row, decisions), onChoose: (choice: RowChoice) => onChoose(row, choice) };
          return (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'scene' ? (
                <SceneRow
                  scene={row.scene}
                  number={(row.scene.sceneId && sceneNumberOf.get(row.scene.sceneId)) ?? row.scene.sceneNumber}
                  {...common}
                />
              ) : (
                <ShotRow
                  difference={row.shot}
                  shot={(row.shot.shotId && shots.get(row.shot.shotId)) ?? null}
                  number={(row.shot.shotId && numbers.get(row.shot.shotId)) ?? null}
                  frameRate={storyboard.project.frameRate}
                  {...common}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
