import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shotThumbnailUrl } from '#renderer/features/shot-facts/index.ts';
import { Pill, type PillTone } from '#renderer/ui/pill.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { type DifferenceFilter, marksOf } from '#shared/domain/difference-filters.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { FieldChange, SceneDifference, ShotDifference } from '#shared/domain/script-difference.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import styles from './difference-row.module.css';
import { type RowChoice, rowChoices } from './difference-rows.ts';
import { wordDifference } from './word-difference.ts';

type Chosen = { chosen: RowChoice | null; onChoose: (choice: RowChoice) => void };

const toneOf: Partial<Record<DifferenceFilter, PillTone>> = {
  changed: 'run',
  conflict: 'ask',
  new: 'ok',
  gone: 'bad',
  moved: 'run',
};

export type SceneRowProps = { scene: SceneDifference; number: string | null } & Chosen;

export function SceneRow({ scene, number, ...chosen }: SceneRowProps) {
  const { t } = useTranslation();
  const heading = scene.heading || t('scriptDifference.noHeading');
  return (
    <div className={styles.scene}>
      <span className={styles.number}>{number}</span>
      <div className={styles.words}>
        <p className={styles.heading} dir="auto">
          {heading} <Marks difference={scene} />
        </p>
        {scene.changes.map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </div>
      <Choice difference={scene} name={heading} {...chosen} />
    </div>
  );
}

export type ShotRowProps = {
  difference: ShotDifference;
  /** Null for one that the project does not have. */
  shot: StoryboardShot | null;
  number: string | null;
  frameRate: FrameRate;
} & Chosen;

export function ShotRow({ difference, shot, number, frameRate, ...chosen }: ShotRowProps) {
  const { t } = useTranslation();
  const words = difference.words ?? shot;
  const title = words?.title ?? '';
  const picture = shot && shotThumbnailUrl(shot);
  const isPlain = difference.changes.length === 0;
  return (
    <div className={styles.shot}>
      <span className={styles.number}>{number ?? t('scriptDifference.newShot')}</span>
      <span className={styles.picture}>{picture && <img src={picture} alt="" loading="lazy" />}</span>
      <div className={styles.words}>
        <p className={styles.title} dir="auto">
          {title} <Marks difference={difference} />
          {difference.isCompanion && <span className={styles.aside}>{t('scriptDifference.companion')}</span>}
        </p>
        {isPlain && words && (
          <>
            <p className={styles.plain} dir="auto">
              {words.prompt}
            </p>
            {words.dialogue && (
              <p className={styles.plain} dir="auto">
                {words.dialogue}
              </p>
            )}
          </>
        )}
        {difference.changes.map((change) => (
          <Change key={change.field} change={change} frameRate={frameRate} />
        ))}
        {shot && <Bound shot={shot} />}
      </div>
      <Choice difference={difference} name={[number, title].filter(Boolean).join(' ')} {...chosen} />
    </div>
  );
}

function Marks({ difference }: { difference: SceneDifference | ShotDifference }) {
  const { t } = useTranslation();
  return (
    <span className={styles.marks}>
      {marksOf(difference).map((filter) =>
        filter === 'all' || filter === 'same' ? null : (
          <Pill key={filter} tone={toneOf[filter] ?? 'idle'}>
            {t(`scriptDifference.mark.${filter}`)}
          </Pill>
        ),
      )}
    </span>
  );
}

/** What stays with a shot, whatever happens to its words. */
function Bound({ shot }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  const what = [
    shot.boardAssetId && t('scriptDifference.board'),
    shot.takeCount > 0 && t('scriptDifference.takes', { count: shot.takeCount }),
    shot.voiceAssetId && t('scriptDifference.voice'),
  ].filter(Boolean);
  if (what.length === 0) return null;
  return <p className={styles.bound}>{t('scriptDifference.bound', { what: what.join(', ') })}</p>;
}

function Change({ change, frameRate }: { change: FieldChange; frameRate?: FrameRate }) {
  const { t } = useTranslation();
  const isLength = change.field === 'durationFrames' && frameRate !== undefined;
  const toText = (value: FieldChange['mine']) =>
    isLength && typeof value === 'number' ? toShortTimecode(value, frameRate) : String(value ?? '');
  const parts = isLength
    ? [
        { kind: 'mine' as const, text: `${toText(change.mine)} ` },
        { kind: 'script' as const, text: toText(change.script) },
      ]
    : wordDifference(toText(change.mine), toText(change.script));
  return (
    <div className={styles.change}>
      <span className={styles.field}>{t(`scriptDifference.field.${change.field}`)}</span>
      <p className={styles.text} dir="auto">
        {parts.map(({ kind, text }, index) =>
          kind === 'same' ? (
            <span key={index}>{text}</span>
          ) : kind === 'mine' ? (
            <del key={index}>
              <VisuallyHidden>{t('scriptDifference.mine')} </VisuallyHidden>
              {text}
            </del>
          ) : (
            <ins key={index}>
              <VisuallyHidden>{t('scriptDifference.script')} </VisuallyHidden>
              {text}
            </ins>
          ),
        )}
      </p>
    </div>
  );
}

type ChoiceProps = { difference: SceneDifference | ShotDifference; name: string } & Chosen;

function Choice({ difference, name, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const choices = rowChoices(difference);
  if (chosen === null || choices.length === 0) return <span />;
  return (
    <SegmentedControl
      className={styles.choice ?? ''}
      size="xs"
      aria-label={t('scriptDifference.choiceFor', { name })}
      data={choices.map((value) => ({ value, label: t(`scriptDifference.choice.${value}`) }))}
      value={chosen}
      onChange={(value) => onChoose(value as RowChoice)}
    />
  );
}
