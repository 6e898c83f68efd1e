/** A model's own settings, folded away until they are wanted. */
import IconClose from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import type { ListedModel, ModelSetting, SettingValue } from '#shared/domain/model.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { ChoiceField } from './choice-field.tsx';
import { commonValue } from './common-value.ts';
import { DraftInput } from './draft-input.tsx';
import { countSet, type GenerationForm, readNumber, settingOf } from './generation-form.ts';
import { saveGeneration } from './generation-fields.tsx';
import styles from './generation.module.css';

export type SettingFieldsProps = {
  shots: readonly StoryboardShot[];
  model: ListedModel;
  form: Pick<GenerationForm, 'settings' | 'unknownSettings'>;
};

export function SettingFields({ shots, model, form: { settings, unknownSettings } }: SettingFieldsProps) {
  const { t } = useTranslation();
  if (settings.length === 0 && unknownSettings.length === 0) return null;
  const setCount = countSet(
    settings,
    shots.map(({ generation }) => generation),
  );
  return (
    <details className={styles.settings}>
      <summary>
        {t('generation.modelSettings', { model: model.label || model.modelId })}
        {setCount > 0 && <span className={styles.count}>{t('generation.settingsSet', { count: setCount })}</span>}
      </summary>
      <div className={styles.fields}>
        {settings.map((setting) => (
          <SettingField key={setting.key} shots={shots} setting={setting} />
        ))}
        {unknownSettings.length > 0 && <UnknownSettings shots={shots} names={unknownSettings} />}
      </div>
    </details>
  );
}

type SettingFieldProps = { shots: readonly StoryboardShot[]; setting: ModelSetting };

function SettingField({ shots, setting }: SettingFieldProps) {
  switch (setting.field.kind) {
    case 'choice':
      return <OptionField shots={shots} setting={setting} options={setting.field.options} />;
    case 'switch':
      return <SwitchField shots={shots} setting={setting} />;
    case 'number':
      return <NumberField shots={shots} setting={setting} range={setting.field} />;
    case 'text':
      return <TextField shots={shots} setting={setting} />;
  }
}

/** Nothing is sent under this key. */
const unsetKey = '';

/** `As the model does (auto)`, as far as it tells. */
function useUnsetText({ default: preset }: ModelSetting): string {
  const { t } = useTranslation();
  if (preset === null) return t('generation.asModel');
  const value = typeof preset === 'boolean' ? (preset ? t('generation.on') : t('generation.off')) : String(preset);
  return t('generation.asModelIs', { value });
}

function save(shots: readonly StoryboardShot[], key: string, value: SettingValue | null): void {
  saveGeneration(shots, { settings: { [key]: value } });
}

function OptionField({ shots, setting, options }: SettingFieldProps & { options: readonly string[] }) {
  const unsetText = useUnsetText(setting);
  const common = commonValue(shots, ({ generation }) => settingOf(generation, setting.key));
  return (
    <ChoiceField
      label={setting.label}
      chosen={common && (common.value === null ? unsetKey : String(common.value))}
      options={[{ key: unsetKey, label: unsetText }, ...options.map((option) => ({ key: option, label: option }))]}
      onChoose={(key) => save(shots, setting.key, key === unsetKey ? null : key)}
    />
  );
}

function SwitchField({ shots, setting }: SettingFieldProps) {
  const { t } = useTranslation();
  const unsetText = useUnsetText(setting);
  const common = commonValue(shots, ({ generation }) => settingOf(generation, setting.key));
  return (
    <ChoiceField
      label={setting.label}
      chosen={common && (common.value === null ? unsetKey : common.value === true ? 'on' : 'off')}
      options={[
        { key: unsetKey, label: unsetText },
        { key: 'on', label: t('generation.on') },
        { key: 'off', label: t('generation.off') },
      ]}
      onChoose={(key) => save(shots, setting.key, key === unsetKey ? null : key === 'on')}
    />
  );
}

type NumberFieldProps = SettingFieldProps & { range: Extract<ModelSetting['field'], { kind: 'number' }> };

function NumberField({ shots, setting, range }: NumberFieldProps) {
  const { t } = useTranslation();
  const unsetText = useUnsetText(setting);
  const { min, max, isWhole } = range;
  const common = commonValue(shots, ({ generation }) => settingOf(generation, setting.key));
  return (
    <DraftInput
      shots={shots}
      label={setting.label}
      common={common && { value: common.value === null ? '' : String(common.value) }}
      toPatch={(text) => {
        const value = readNumber(text, range);
        return value === undefined ? null : { generation: { settings: { [setting.key]: value } } };
      }}
      invalidText={t(isWhole ? 'generation.wholeInvalid' : 'generation.numberInvalid', { min, max })}
      placeholder={unsetText}
      hint={t('generation.numberRange', { min, max })}
      inputMode={isWhole ? 'numeric' : 'decimal'}
    />
  );
}

function TextField({ shots, setting }: SettingFieldProps) {
  const unsetText = useUnsetText(setting);
  const common = commonValue(shots, ({ generation }) => settingOf(generation, setting.key));
  return (
    <DraftInput
      shots={shots}
      label={setting.label}
      common={common && { value: common.value === null ? '' : String(common.value) }}
      toPatch={(text) => ({ generation: { settings: { [setting.key]: text === '' ? null : text } } })}
      placeholder={unsetText}
    />
  );
}

/** Set for another model; they stay until they are taken away. */
function UnknownSettings({ shots, names }: { shots: readonly StoryboardShot[]; names: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('generation.unknownSettings')}>
      <h4 className={styles.label}>{t('generation.unknownSettings')}</h4>
      <ul>
        {names.map((name) => {
          const common = commonValue(shots, ({ generation }) => settingOf(generation, name));
          return (
            <li key={name} className={styles.unknown}>
              <span>
                {name}: {common === null ? t('inspector.mixed') : String(common.value)}
              </span>
              <IconButton label={t('generation.removeSetting', { name })} onClick={() => save(shots, name, null)}>
                <IconClose size={15} />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
