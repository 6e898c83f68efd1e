/** How a server that speaks the shape of OpenAI's Videos API differs from it. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VideoDialect } from '#shared/domain/connection.ts';
import type { DialectName } from '#shared/domain/video-dialects.ts';
import { chooseDialect, dialectNames, extraFieldsText, readExtraFields } from './dialects.ts';
import styles from './dialog-form.module.css';
import { FormSection } from './form-section.tsx';

export type DialectFieldsProps = { dialect: VideoDialect; onChange: (dialect: VideoDialect) => void };

export function DialectFields({ dialect, onChange }: DialectFieldsProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('connections.dialect')} text={t('connections.dialectText')}>
      <Select
        label={t('connections.dialectName')}
        data={dialectNames.map((name) => ({ value: name, label: t(`connections.dialectNames.${name}`) }))}
        value={dialect.name}
        onChange={(name) => onChange(chooseDialect(name as DialectName, dialect))}
      />
      {dialect.name === 'custom' && <CustomFields dialect={dialect} onChange={onChange} />}
    </FormSection>
  );
}

function CustomFields({ dialect, onChange }: DialectFieldsProps) {
  const { t } = useTranslation();
  const [extra, setExtra] = useState(() => extraFieldsText(dialect.extraFields));
  const change = (patch: Partial<VideoDialect>) => onChange({ ...dialect, ...patch });
  return (
    <div className={styles.details}>
      <FieldName
        label={t('connections.pathPrefix')}
        value={dialect.pathPrefix}
        maxLength={200}
        onChange={(pathPrefix) => change({ pathPrefix })}
      />
      <Select
        label={t('connections.encoding')}
        data={(['multipart', 'json'] as const).map((value) => ({ value, label: t(`connections.encodings.${value}`) }))}
        value={dialect.encoding}
        onChange={(value) => change({ encoding: value as VideoDialect['encoding'] })}
      />
      <Select
        label={t('connections.secondsType')}
        data={(['string', 'number'] as const).map((value) => ({
          value,
          label: t(`connections.secondsTypes.${value}`),
        }))}
        value={dialect.secondsType}
        onChange={(value) => change({ secondsType: value as VideoDialect['secondsType'] })}
      />
      <Select
        label={t('connections.referenceStyle')}
        data={(['file', 'image-json', 'url', 'none'] as const).map((value) => ({
          value,
          label: t(`connections.referenceStyles.${value}`),
        }))}
        value={dialect.referenceStyle}
        onChange={(value) => change({ referenceStyle: value as VideoDialect['referenceStyle'] })}
      />
      <FieldName
        label={t('connections.referenceField')}
        value={dialect.referenceField}
        isDisabled={dialect.referenceStyle === 'none'}
        onChange={(referenceField) => change({ referenceField })}
      />
      <FieldName
        label={t('connections.seedField')}
        hint={t('connections.fieldNone')}
        value={dialect.seedField ?? ''}
        onChange={(seedField) => change({ seedField: seedField || null })}
      />
      <FieldName
        label={t('connections.negativePromptField')}
        hint={t('connections.fieldNone')}
        value={dialect.negativePromptField ?? ''}
        onChange={(field) => change({ negativePromptField: field || null })}
      />
      <Textarea
        className={styles.whole ?? ''}
        label={t('connections.extraFields')}
        description={t('connections.extraFieldsHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        dir="ltr"
        spellCheck={false}
        autosize
        minRows={2}
        maxRows={8}
        value={extra}
        onChange={(event) => {
          setExtra(event.currentTarget.value);
          change({ extraFields: readExtraFields(event.currentTarget.value) });
        }}
      />
    </div>
  );
}

type FieldNameProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  isDisabled?: boolean;
  maxLength?: number;
};

/** A name as the server spells it. */
function FieldName({ label, value, onChange, hint, isDisabled = false, maxLength = 100 }: FieldNameProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description']}
      dir="ltr"
      spellCheck={false}
      maxLength={maxLength}
      disabled={isDisabled}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}
