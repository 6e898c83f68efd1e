/** The row above the shots of a scene: what it is called and how much is in it, and what folds it. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scene } from '#shared/domain/records.ts';
import { FoldButton } from '#renderer/ui/fold-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import styles from './shot-table.module.css';

export type SceneRowProps = {
  scene: Scene;
  number: string;
  shotCount: number;
  timecode: string;
  isFolded: boolean;
  /** Undefined while scenes cannot be folded. */
  onFold: ((sceneId: Scene['id']) => void) | undefined;
  /** Among all rows, from 1, that of the headings included. */
  ariaIndex: number;
  columnCount: number;
  topPx: number;
};

export const SceneRow = memo(function SceneRow(props: SceneRowProps) {
  const { scene, number, shotCount, timecode, isFolded, onFold, ariaIndex, columnCount, topPx } = props;
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={ariaIndex} className={styles.sceneRow} style={{ top: topPx }}>
      <div role="gridcell" aria-colindex={1} aria-colspan={columnCount} className={styles.scene}>
        {onFold && (
          <FoldButton
            isFolded={isFolded}
            label={t(isFolded ? 'storyboard.showShotsOf' : 'storyboard.hideShotsOf', { number })}
            onToggle={() => onFold(scene.id)}
          />
        )}
        {scene.colour && <span className={styles.swatch} data-colour={scene.colour} aria-hidden />}
        <b className={styles.text} dir="auto">
          {number} {scene.heading || t('storyboard.untitledScene')}
        </b>
        <span className={styles.sum}>{t('app.shots', { count: shotCount })}</span>
        <Timecode className={styles.sum ?? ''}>{timecode}</Timecode>
      </div>
    </div>
  );
});
