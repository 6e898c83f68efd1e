import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScriptRow } from './preview-rows.ts';
import styles from './script-line.module.css';

export type ScriptLineProps = { line: ScriptRow; isMarked: boolean; onChoose: (lineNumber: number) => void };

/** One line of the script as it was written, with what it is: a colour, and always the word. */
export const ScriptLine = memo(function ScriptLine({ line, isMarked, onChoose }: ScriptLineProps) {
  const { t } = useTranslation();
  const { lineNumber, kind, text, isFirst } = line;
  return (
    // A pointer's way to the other column; by keyboard the columns scroll and the same is read in order.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      className={styles.line}
      data-kind={kind}
      data-marked={isMarked || undefined}
      onClick={() => onChoose(lineNumber)}
    >
      <span className={styles.number} aria-hidden>
        {lineNumber}
      </span>
      <span className={styles.kind}>{isFirst && kind !== 'blank' ? t(`scriptImport.kind.${kind}`) : ''}</span>
      <span className={styles.text} dir="auto">
        {text || ' '}
      </span>
    </div>
  );
});
