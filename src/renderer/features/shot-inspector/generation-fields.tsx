/** What can be asked of a model for one or many shots: only the fields that it takes, and those that hold a value. */
import { Switch } from '@mantine/core';
import IconDice from '@tabler/icons-react/dist/esm/icons/IconDice5.mjs';
import { useTranslation } from 'react-i18next';
import type { ShotGenerationPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { ChoiceField } from './choice-field.tsx';
import { commonValue } from './common-value.ts';
import { DraftInput } from './draft-input.tsx';
import { type FieldUse, type GenerationForm, readSeed } from './generation-form.ts';
import styles from './generation.module.css';
import { saveShots } from './save-shots.ts';

/** The shot before a selected one; null for the first of the film. */
export type ShotBefore = { number: string; hasTake: boolean } | null;

export type GenerationFieldsProps = {
  shots: readonly StoryboardShot[];
  form: GenerationForm;
  /** Undefined when several shots are selected. */
  before: ShotBefore | undefined;
};

/** Saves at once; a notice says what went wrong. */
export function saveGeneration(shots: readonly StoryboardShot[], generation: ShotGenerationPatch): void {
  void edit(() => saveShots(shots, { generation }));
}

export function GenerationFields({ shots, form, before }: GenerationFieldsProps) {
  return (
    <>
      <ResolutionField shots={shots} form={form} />
      <SoundField shots={shots} use={form.sound} />
      <SeedField shots={shots} use={form.seed} />
      <NegativePromptField shots={shots} use={form.negativePrompt} />
      <PreviousField shots={shots} use={form.startsFromPrevious} before={before} />
    </>
  );
}

type OneFieldProps = { shots: readonly StoryboardShot[]; use: FieldUse };

/** What stands under a field whose value this model leaves out. */
export function useKeptHint(use: FieldUse): string | undefined {
  const { t } = useTranslation();
  return use === 'kept' ? t('generation.notTaken') : undefined;
}

/** Leaves it to the project or the model. */
const unsetKey = '';

function ResolutionField({ shots, form }: Pick<GenerationFieldsProps, 'shots' | 'form'>) {
  const { t } = useTranslation();
  const hint = useKeptHint(form.resolution);
  if (form.resolution === 'hidden') return null;
  const common = commonValue(shots, ({ generation }) => generation.resolution);
  return (
    <ChoiceField
      label={t('generation.resolution')}
      chosen={common && (common.value ?? unsetKey)}
      options={[
        { key: unsetKey, label: t('generation.asProject') },
        ...form.resolutions.map((name) => ({ key: name, label: name })),
      ]}
      onChoose={(key) => saveGeneration(shots, { resolution: key === unsetKey ? null : key })}
      hint={hint}
    />
  );
}

function SoundField({ shots, use }: OneFieldProps) {
  const { t } = useTranslation();
  const hint = useKeptHint(use);
  if (use === 'hidden') return null;
  const common = commonValue(shots, ({ generation }) => generation.hasSound);
  return (
    <ChoiceField
      label={t('generation.sound')}
      chosen={common && (common.value === null ? unsetKey : common.value ? 'with' : 'without')}
      options={[
        { key: unsetKey, label: t('generation.asModel') },
        { key: 'with', label: t('generation.withSound') },
        { key: 'without', label: t('generation.withoutSound') },
      ]}
      onChoose={(key) => saveGeneration(shots, { hasSound: key === unsetKey ? null : key === 'with' })}
      hint={hint}
    />
  );
}

function SeedField({ shots, use }: OneFieldProps) {
  const { t } = useTranslation();
  const hint = useKeptHint(use);
  if (use === 'hidden') return null;
  const common = commonValue(shots, ({ generation }) => generation.seed);
  const roll = () => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    saveGeneration(shots, { seed });
  };
  return (
    <div className={styles.withButton}>
      <DraftInput
        shots={shots}
        label={t('generation.seed')}
        common={common && { value: common.value === null ? '' : String(common.value) }}
        toPatch={(text) => {
          const seed = readSeed(text);
          return seed === undefined ? null : { generation: { seed } };
        }}
        invalidText={t('generation.seedInvalid')}
        placeholder={t('generation.seedEmpty')}
        hint={hint}
        inputMode="numeric"
      />
      {use === 'taken' && (
        <IconButton label={t('generation.newSeed')} onClick={roll}>
          <IconDice size={17} />
        </IconButton>
      )}
    </div>
  );
}

function NegativePromptField({ shots, use }: OneFieldProps) {
  const { t } = useTranslation();
  const hint = useKeptHint(use);
  if (use === 'hidden') return null;
  return (
    <DraftInput
      shots={shots}
      label={t('generation.negativePrompt')}
      common={commonValue(shots, ({ generation }) => generation.negativePrompt)}
      toPatch={(negativePrompt) => ({ generation: { negativePrompt } })}
      placeholder={t('generation.negativePromptEmpty')}
      hint={hint}
      lines={2}
    />
  );
}

function PreviousField({ shots, use, before }: OneFieldProps & Pick<GenerationFieldsProps, 'before'>) {
  const { t } = useTranslation();
  const kept = useKeptHint(use);
  if (use === 'hidden') return null;
  const common = commonValue(shots, ({ generation }) => generation.startsFromPrevious);
  const isOn = common?.value ?? false;
  const words = () => {
    if (kept) return kept;
    if (before === null) return t('generation.startsFromNothing');
    if (before === undefined) return common ? undefined : t('inspector.mixed');
    const { number, hasTake } = before;
    return hasTake ? t('generation.startsFromShot', { number }) : t('generation.startsFromNone', { number });
  };
  return (
    <Switch
      classNames={{ root: styles.switch ?? '', description: styles.switchWords ?? '' }}
      label={t('generation.startsFromPrevious')}
      description={words()}
      checked={isOn}
      // What is on can always be switched off.
      disabled={before === null && !isOn}
      onChange={(event) => saveGeneration(shots, { startsFromPrevious: event.currentTarget.checked })}
    />
  );
}
