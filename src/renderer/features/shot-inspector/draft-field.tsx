/** One of the texts of a shot. */
import type { StoryboardShot } from '#shared/domain/records.ts';
import { commonValue } from './common-value.ts';
import { DraftInput } from './draft-input.tsx';
import styles from './shot-inspector.module.css';

export type DraftFieldProps = {
  shots: readonly StoryboardShot[];
  field: 'title' | 'prompt' | 'action' | 'notes' | 'dialogue';
  label: string;
  placeholder: string;
  /** Lines that a text area shows at least; 1 is a single line. */
  lines: number;
};

export function DraftField({ shots, field, label, placeholder, lines }: DraftFieldProps) {
  return (
    <DraftInput
      shots={shots}
      label={label}
      common={commonValue(shots, (shot) => shot[field])}
      toPatch={(text) => ({ [field]: text })}
      keepsWords
      placeholder={placeholder}
      lines={lines}
      name={field}
      namesElements={field === 'prompt' || field === 'action'}
      className={field === 'dialogue' ? styles.script : undefined}
    />
  );
}
