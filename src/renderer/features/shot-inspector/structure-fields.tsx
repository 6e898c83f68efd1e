/** What a shot says besides its words: how it is taken, and how people sort and mark it. */
import { useTranslation } from 'react-i18next';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import {
  cleanTags,
  labelColours,
  lensRangeMm,
  shotAngles,
  shotSizes,
  shotStatuses,
} from '#shared/domain/shot-fields.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { readLens } from '#renderer/features/shot-facts/index.ts';
import { ChoiceField } from './choice-field.tsx';
import { commonValue } from './common-value.ts';
import { DraftInput } from './draft-input.tsx';
import { saveShots } from './save-shots.ts';
import styles from './shot-inspector.module.css';

export type StructureFieldsProps = { shots: readonly StoryboardShot[] };

/** Stands for null. */
const unsaid = '';

/** Saves at once; a notice says what went wrong. */
function save(shots: readonly StoryboardShot[], patch: ShotPatch): void {
  void edit(() => saveShots(shots, patch));
}

/** A closed list of which a shot need not say any. */
function useSayable<Key extends string>(
  shots: readonly StoryboardShot[],
  read: (shot: StoryboardShot) => Key | null,
): string | null {
  const common = commonValue(shots, read);
  return common ? (common.value ?? unsaid) : null;
}

export function LookFields({ shots }: StructureFieldsProps) {
  const { t } = useTranslation();
  const lens = commonValue(shots, ({ lensMm }) => (lensMm === null ? '' : String(lensMm)));
  const none = { key: unsaid, label: t('shotFields.notSaid') };
  return (
    <div className={styles.pair}>
      <ChoiceField
        label={t('shotFields.size')}
        chosen={useSayable(shots, ({ shotSize }) => shotSize)}
        options={[none, ...shotSizes.map((key) => ({ key, label: t(`shotFields.sizes.${key}`) }))]}
        onChoose={(key) => save(shots, { shotSize: shotSizes.find((size) => size === key) ?? null })}
      />
      <ChoiceField
        label={t('shotFields.angle')}
        chosen={useSayable(shots, ({ angle }) => angle)}
        options={[none, ...shotAngles.map((key) => ({ key, label: t(`shotFields.angles.${key}`) }))]}
        onChoose={(key) => save(shots, { angle: shotAngles.find((angle) => angle === key) ?? null })}
      />
      <DraftInput
        shots={shots}
        label={t('shotFields.lens')}
        common={lens}
        toPatch={(text) => {
          const lensMm = readLens(text);
          return lensMm === undefined ? null : { lensMm };
        }}
        invalidText={t('shotFields.lensInvalid', lensRangeMm)}
        placeholder={t('shotFields.lensPlaceholder')}
        inputMode="decimal"
      />
    </div>
  );
}

export function SortFields({ shots }: StructureFieldsProps) {
  const { t } = useTranslation();
  const status = commonValue(shots, (shot) => shot.status);
  return (
    <>
      <div className={styles.pair}>
        <ChoiceField
          label={t('shotFields.status')}
          chosen={status?.value ?? null}
          options={shotStatuses.map((key) => ({ key, label: t(`shotFields.statuses.${key}`) }))}
          onChoose={(key) => save(shots, { status: shotStatuses.find((one) => one === key) ?? 'planned' })}
        />
        <ChoiceField
          label={t('shotFields.colour')}
          chosen={useSayable(shots, ({ colour }) => colour)}
          options={[
            { key: unsaid, label: t('shotFields.noColour') },
            ...labelColours.map((key) => ({ key, label: t(`shotFields.colours.${key}`) })),
          ]}
          onChoose={(key) => save(shots, { colour: labelColours.find((colour) => colour === key) ?? null })}
        />
      </div>
      <DraftInput
        shots={shots}
        label={t('shotFields.tags')}
        common={commonValue(shots, ({ tags }) => tags.join(', '))}
        toPatch={(text) => ({ tags: cleanTags(text.split(/[,;，、]/u)) })}
        placeholder={t('shotFields.tagsPlaceholder')}
      />
    </>
  );
}
