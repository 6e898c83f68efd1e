import { useTranslation } from 'react-i18next';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { KindIcon } from '#renderer/features/element-mentions/index.ts';
import styles from './element-card.module.css';

export type ElementCardProps = {
  element: StoryElement;
  /** How many shots name it. */
  shotCount: number;
  isOpen: boolean;
  onOpen: () => void;
  /** The focus came to it. */
  onFocus: () => void;
};

/** One element: its first picture, its name, its description, where it is. */
export function ElementCard({ element, shotCount, isOpen, onOpen, onFocus }: ElementCardProps) {
  const { t } = useTranslation();
  const { id, kind, name, description, isInEveryPrompt, referenceAssetIds } = element;
  const [still] = referenceAssetIds;
  const uses = shotCount === 0 ? t('elements.inNoShot') : t('elements.inShots', { count: shotCount });
  const facts = [
    isInEveryPrompt ? t('elements.inEvery') : uses,
    ...(referenceAssetIds.length > 1 ? [t('elements.pictures', { count: referenceAssetIds.length })] : []),
  ];
  return (
    <li className={styles.card}>
      <button
        type="button"
        className={styles.open}
        data-element-id={id}
        {...commandAttributes('elements.open')}
        aria-label={t('elements.open', { name })}
        aria-pressed={isOpen}
        onClick={onOpen}
        onFocus={onFocus}
      />
      <span className={styles.picture} aria-hidden>
        {still ? (
          <img src={derivedUrl(still, 'thumbnail')} alt="" loading="lazy" decoding="async" draggable={false} />
        ) : (
          <KindIcon kind={kind} size={28} />
        )}
      </span>
      <span className={styles.words}>
        <b className={styles.name} dir="auto">
          @{name}
        </b>
        <span className={description ? styles.description : styles.missing} dir="auto">
          {description || t('elements.notDescribed')}
        </span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </span>
    </li>
  );
}
