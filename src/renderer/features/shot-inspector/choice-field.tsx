/** A choice of one or many shots that is saved at once. */
import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/field.tsx';
import styles from './shot-inspector.module.css';

export type ChoiceFieldProps = {
  label: string;
  /** The key of an option; null when the shots differ. */
  chosen: string | null;
  options: ReadonlyArray<{ key: string; label: string }>;
  onChoose: (key: string) => void;
  hint?: string | undefined;
};

/** Stands for several values; no option has this key. */
const severalKey = '\u0000several';

export function ChoiceField({ label, chosen, options, onChoose, hint }: ChoiceFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={label} hint={hint}>
      <select
        className={styles.select}
        value={chosen ?? severalKey}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {chosen === null && (
          <option value={severalKey} disabled>
            {t('inspector.mixed')}
          </option>
        )}
        {options.map(({ key, label: text }) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
