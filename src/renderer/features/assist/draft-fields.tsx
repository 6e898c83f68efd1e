/** What a draft is made from, how many shots it has, and where they go. */
import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { maxDraftShots } from '#shared/domain/assist-draft.ts';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Scene } from '#shared/domain/records.ts';
import styles from './assist.module.css';
import { type DraftForm, newScene } from './draft-form.ts';
import { useSpeech } from './use-speech.ts';

export type DraftFieldsProps = {
  form: DraftForm;
  /** Whether a scene is drafted, which needs no synopsis. */
  isScene: boolean;
  /** Makes room for what came. */
  isSmall: boolean;
  /** Of the project. */
  scenes: readonly Scene[];
  onChange: (change: Partial<DraftForm>) => void;
};

export function DraftFields({ form, isScene, isSmall, scenes, onChange }: DraftFieldsProps) {
  const { t } = useSpeech();
  return (
    <>
      {!isSmall && <p className={styles.text}>{t('assist.draft.text')}</p>}
      {isScene ? (
        <p className={styles.hint}>{t('assist.draft.sceneText')}</p>
      ) : (
        <Textarea
          label={t('assist.draft.synopsis')}
          placeholder={t('assist.draft.synopsisPlaceholder')}
          autosize
          minRows={isSmall ? 1 : 5}
          maxRows={isSmall ? 2 : 12}
          maxLength={60_000}
          dir="auto"
          data-autofocus
          value={form.synopsis}
          onChange={(event) => onChange({ synopsis: event.currentTarget.value })}
        />
      )}
      <div className={styles.row}>
        <NumberInput
          label={t('assist.draft.count')}
          description={!isSmall && t('assist.draft.countHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          min={1}
          max={maxDraftShots}
          allowDecimal={false}
          value={form.count}
          onChange={(count) => onChange({ count })}
        />
        <TargetFields form={form} scenes={scenes} onChange={onChange} />
      </div>
    </>
  );
}

function TargetFields({ form, scenes, onChange }: Pick<DraftFieldsProps, 'form' | 'scenes' | 'onChange'>) {
  const { t } = useSpeech();
  const numbers = sceneNumbers(scenes);
  const options = scenes.map(({ id, heading }, index) => ({
    value: id as string,
    label: t('assist.draft.sceneOption', {
      number: numbers[index] ?? '',
      heading: heading || t('storyboard.untitledScene'),
    }),
  }));
  return (
    <>
      <Select
        label={t('assist.draft.target')}
        data={[{ value: newScene, label: t('assist.draft.newScene') }, ...options]}
        value={form.target}
        onChange={(target) => onChange({ target: (target ?? newScene) as DraftForm['target'] })}
      />
      {form.target === newScene && (
        <TextInput
          label={t('assist.draft.heading')}
          placeholder={t('storyboard.headingPlaceholder')}
          dir="auto"
          maxLength={500}
          value={form.heading}
          onChange={(event) => onChange({ heading: event.currentTarget.value })}
        />
      )}
    </>
  );
}
