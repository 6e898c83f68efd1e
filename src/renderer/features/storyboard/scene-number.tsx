import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSceneNumber } from '#renderer/features/shot-facts/index.ts';
import { saveScene } from '#renderer/features/shot-inspector/index.ts';
import { edit } from '#renderer/rpc/edits.ts';
import type { Scene } from '#shared/domain/records.ts';
import styles from './scene-header.module.css';

export type SceneNumberProps = {
  scene: Scene;
  /** As it is shown. */
  number: string;
  areNumbersLocked: boolean;
};

/**
 * The number of a scene, written where it stands. Enter and leaving the field keep it, Escape does not; an empty one lets
 * the number follow from the place again. Locked numbers stay.
 */
export function SceneNumber({ scene, number, areNumbersLocked }: SceneNumberProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(number);
  const isGivenUp = useRef(false);
  const keep = () => {
    const sceneNumber = readSceneNumber(text);
    const isKept = !isGivenUp.current && text.trim() !== number && sceneNumber !== undefined;
    isGivenUp.current = false;
    if (!isKept || sceneNumber === scene.sceneNumber) setText(number);
    else void edit(() => saveScene(scene, { sceneNumber })).then((answer) => answer === null && setText(number));
  };
  return (
    <span className={styles.number} data-text={text || '0'}>
      <input
        size={1}
        maxLength={20}
        value={text}
        readOnly={areNumbersLocked}
        aria-label={t('storyboard.sceneNumber', { number })}
        title={areNumbersLocked ? t('storyboard.numberLocked') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          isGivenUp.current = event.key === 'Escape';
          event.currentTarget.blur();
        }}
      />
    </span>
  );
}
