/** A scene beside its heading in the script: its number and sums, and its own heading where that is another one. */
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '#renderer/ui/fold-button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { SceneHeaderProps } from './scene-header.tsx';
import styles from './script-shot.module.css';
import { Swatch } from './shot-marks.tsx';

export type ScriptSceneProps = Omit<SceneHeaderProps, 'onEnter' | 'areNumbersLocked'> & {
  /** Whether the script beside it says so already. */
  hasHeading: boolean;
};

export function ScriptScene(props: ScriptSceneProps) {
  const { scene, number, hasHeading, shotCount, timecode, isFolded, onFold, onAddShot, onMenu } = props;
  const { t } = useTranslation();
  const heading = scene.heading || t('storyboard.untitledScene');
  return (
    <div className={styles.scene} data-scene-id={scene.id} onContextMenu={(event) => onMenu(scene.id, event)}>
      {onFold && (
        <FoldButton
          isFolded={isFolded}
          label={t(isFolded ? 'storyboard.showShotsOf' : 'storyboard.hideShotsOf', { number })}
          onToggle={() => onFold(scene.id)}
        />
      )}
      {scene.colour && <Swatch colour={scene.colour} />}
      <span className={styles.sceneNumber}>{number}</span>
      {!hasHeading && (
        <span className={styles.heading} dir="auto" title={heading}>
          {heading}
        </span>
      )}
      <span className={styles.sum}>{t('app.shots', { count: shotCount })}</span>
      <Timecode className={styles.sum ?? ''}>{timecode}</Timecode>
      <span className={styles.tools}>
        <IconButton label={t('storyboard.addShotTo', { number })} onClick={() => onAddShot(scene.id)}>
          <IconPlus size={15} />
        </IconButton>
        <IconButton
          label={t('storyboard.sceneMenu', { number })}
          aria-haspopup="menu"
          onClick={(event) => onMenu(scene.id, event)}
        >
          <IconDots size={15} />
        </IconButton>
      </span>
    </div>
  );
}
