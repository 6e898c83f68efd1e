import type { ReactNode } from 'react';
import styles from './dialog-form.module.css';

/** A group of fields with a name, and a line about it. */
export function FormSection({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>{title}</legend>
      {text && <p className={styles.text}>{text}</p>}
      {children}
    </fieldset>
  );
}
