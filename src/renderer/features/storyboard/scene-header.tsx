import { IconDots, IconPlus } from '@tabler/icons-react';
import { memo, type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scene } from '#shared/domain/records.ts';
import { useDraft } from '#renderer/features/shot-inspector/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { FoldButton } from '#renderer/ui/fold-button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { giveTypedAhead } from '#renderer/ui/typed-ahead.ts';
import { sceneToName } from './selection-store.ts';
import { saveHeading } from './storyboard-commands.ts';
import { SceneNumber } from './scene-number.tsx';
import { Swatch } from './shot-marks.tsx';
import styles from './scene-header.module.css';

export type SceneHeaderProps = {
  scene: Scene;
  number: string;
  areNumbersLocked: boolean;
  shotCount: number;
  timecode: string;
  isFolded: boolean;
  /** Undefined while scenes cannot be folded. */
  onFold: ((sceneId: Scene['id']) => void) | undefined;
  /** Enter in the heading, once it is written. */
  onEnter: (sceneId: Scene['id']) => void;
  onAddShot: (sceneId: Scene['id']) => void;
  onMenu: (sceneId: Scene['id'], event: MouseEvent) => void;
};

/** Number, heading that is edited where it stands, and how much is in the scene. */
export const SceneHeader = memo(function SceneHeader({
  scene,
  number,
  areNumbersLocked,
  shotCount,
  timecode,
  isFolded,
  onFold,
  onEnter,
  onAddShot,
  onMenu,
}: SceneHeaderProps) {
  const { t } = useTranslation();
  const { text, change, handlers, failure } = useDraft({
    projectId: scene.projectId,
    value: scene.heading,
    save: (heading, typingKey) => saveHeading(scene.projectId, scene.id, heading, typingKey),
  });
  const heading = useRef<HTMLInputElement>(null);
  const asked = useObservable(sceneToName);
  useEffect(() => {
    if (asked !== scene.id) return;
    sceneToName.set(null);
    if (heading.current) giveTypedAhead(heading.current);
  }, [asked, scene.id]);
  return (
    <div className={styles.header} data-scene-id={scene.id} onContextMenu={(event) => onMenu(scene.id, event)}>
      {onFold && (
        <FoldButton
          isFolded={isFolded}
          label={t(isFolded ? 'storyboard.showShotsOf' : 'storyboard.hideShotsOf', { number })}
          onToggle={() => onFold(scene.id)}
        />
      )}
      {scene.colour && <Swatch colour={scene.colour} />}
      <SceneNumber key={number} {...{ scene, number, areNumbersLocked }} />
      <span className={styles.heading} data-text={text || t('storyboard.headingPlaceholder')}>
        <input
          ref={heading}
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
            if (event.key !== 'Enter') return;
            // Else the same press would press the button that gets the focus.
            event.preventDefault();
            onEnter(scene.id);
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
