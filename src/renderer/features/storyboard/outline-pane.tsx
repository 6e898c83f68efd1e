/** Scenes and shots as a list: an overview to jump from. Only what is seen of it is mounted. */
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { toOutlineRows } from './outline-rows.ts';
import { marksText, StatusIcon, Swatch } from './shot-marks.tsx';
import styles from './outline-pane.module.css';
import { useFoldedScenes } from './use-folded-scenes.ts';

export type OutlinePaneProps = {
  storyboard: Storyboard;
  sceneNumbers: readonly string[];
  numbers: ReadonlyMap<ShotId, string>;
  selectedIds: ReadonlySet<ShotId>;
  focusId: ShotId | null;
  onSelect: (shotId: ShotId, event: MouseEvent) => void;
  onSelectScene: (sceneId: SceneId) => void;
  onOpen: (shotId: ShotId) => void;
  onMenu: (shotId: ShotId, event: MouseEvent) => void;
};

export function OutlinePane(props: OutlinePaneProps) {
  const { storyboard, sceneNumbers, numbers, selectedIds, focusId } = props;
  const { t } = useTranslation();
  const { frameRate } = storyboard.project;
  const { folded, toggle } = useFoldedScenes(storyboard.project.id);
  const rows = useMemo(() => toOutlineRows(storyboard, folded), [storyboard, folded]);
  const scroller = useRef<HTMLDivElement>(null);
  // No React Compiler here, which is what this rule is about.
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28,
    overscan: 5,
  });
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'shot' && row.shot.id === focusId);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [focusId, rows, virtualizer]);
  return (
    <div className={styles.outline}>
      <h2 className={styles.title}>{t('storyboard.outline')}</h2>
      <div ref={scroller} className={styles.scroller}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const place = {
              style: { top: item.start },
              'aria-setsize': rows.length,
              'aria-posinset': item.index + 1,
            };
            if (row.kind === 'scene') {
              const number = sceneNumbers[row.sceneIndex] ?? '';
              return (
                <li key={row.scene.id} className={styles.item} {...place}>
                  <button
                    type="button"
                    className={styles.fold}
                    aria-expanded={!row.isFolded}
                    aria-label={t(row.isFolded ? 'storyboard.unfoldScene' : 'storyboard.foldScene', { number })}
                    onClick={() => toggle(row.scene.id)}
                  >
                    {row.isFolded ? (
                      <IconChevronRight size={14} aria-hidden />
                    ) : (
                      <IconChevronDown size={14} aria-hidden />
                    )}
                  </button>
                  <button type="button" className={styles.scene} onClick={() => props.onSelectScene(row.scene.id)}>
                    {row.scene.colour && <Swatch colour={row.scene.colour} />}
                    <span className={styles.label} dir="auto">
                      {number} {row.scene.heading || t('storyboard.untitledScene')}
                    </span>
                    <Timecode className={styles.length ?? ''}>
                      {toShortTimecode(row.durationFrames, frameRate)}
                    </Timecode>
                  </button>
                </li>
              );
            }
            const { shot } = row;
            const isSelected = selectedIds.has(shot.id);
            return (
              <li key={shot.id} className={styles.item} {...place}>
                <button
                  type="button"
                  className={`${styles.shot} ${isSelected ? styles.selected : ''}`}
                  aria-pressed={isSelected}
                  onClick={(event) => props.onSelect(shot.id, event)}
                  onDoubleClick={() => props.onOpen(shot.id)}
                  onContextMenu={(event) => props.onMenu(shot.id, event)}
                >
                  <span className={styles.number}>{numbers.get(shot.id)}</span>
                  {shot.colour && <Swatch colour={shot.colour} />}
                  <span className={styles.label} dir="auto">
                    {shot.title || t('storyboard.untitledShot')}
                  </span>
                  <VisuallyHidden>{marksText(t, shot)}</VisuallyHidden>
                  <StatusIcon status={shot.status} />
                  <Timecode className={styles.length ?? ''}>{toShortTimecode(shot.durationFrames, frameRate)}</Timecode>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
