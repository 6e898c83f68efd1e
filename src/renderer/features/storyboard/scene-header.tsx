import { IconDots, IconPlus } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scene } from '#shared/domain/records.ts';
import { useDraft } from '#renderer/features/shot-inspector/index.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { saveHeading } from './storyboard-commands.ts';
import { Swatch } from './shot-marks.tsx';
import styles from './scene-header.module.css';

export type SceneHeaderProps = {
  scene: Scene;
  number: string;
  shotCount: number;
  timecode: string;
  onAddShot: (sceneId: Scene['id']) => void;
  onMenu: (sceneId: Scene['id'], event: MouseEvent) => void;
};

/** Number, heading that is edited where it stands, and how much is in the scene. */
export const SceneHeader = memo(function SceneHeader({
  scene,
  number,
  shotCount,
  timecode,
  onAddShot,
  onMenu,
}: SceneHeaderProps) {
  const { t } = useTranslation();
  const { text, change, handlers, failure } = useDraft({
    projectId: scene.projectId,
    value: scene.heading,
    save: (heading) => saveHeading(scene.projectId, scene.id, heading),
  });
  return (
    <div className={styles.header} onContextMenu={(event) => onMenu(scene.id, event)}>
      {scene.colour && <Swatch colour={scene.colour} />}
      <span className={styles.number}>{number}</span>
      <span className={styles.heading} data-text={text || t('storyboard.headingPlaceholder')}>
        <input
          dir="auto"
          size={4}
          maxLength={500}
          value={text}
          aria-label={t('storyboard.sceneHeading', { number })}
          aria-invalid={failure ? true : undefined}
          placeholder={t('storyboard.headingPlaceholder')}
          onChange={(event) => change(event.currentTarget.value)}
          {...handlers}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
            handlers.onKeyDown(event);
          }}
        />
      </span>
      <span className={styles.count}>{t('app.shots', { count: shotCount })}</span>
      <Timecode className={styles.timecode ?? ''}>{timecode}</Timecode>
      <span className={styles.tools}>
        <IconButton label={t('storyboard.addShotTo', { number })} onClick={() => onAddShot(scene.id)}>
          <IconPlus size={16} />
        </IconButton>
        <IconButton
          label={t('storyboard.sceneMenu', { number })}
          aria-haspopup="menu"
          onClick={(event) => onMenu(scene.id, event)}
        >
          <IconDots size={16} />
        </IconButton>
      </span>
    </div>
  );
});
