/** What stands in a cell while it is edited. Enter and Tab keep what was typed, Escape does not. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId } from '#shared/domain/ids.ts';
import { useMentionCompletion } from '#renderer/features/element-mentions/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import styles from './shot-table.module.css';
import type { ShotColumn } from './table-columns.ts';

export type CellEditorProps = {
  projectId: ProjectId;
  column: ShotColumn;
  /** As the cell has it, or what was typed to begin. */
  initialText: string;
  isUsable: (text: string) => boolean;
  /** `step` says where to go on: down after Enter, along the row after Tab, nowhere when the focus went elsewhere. */
  onKeep: (text: string, step: 'down' | 'next' | 'previous' | 'gone') => void;
  onCancel: () => void;
};

export function CellEditor({ projectId, column, initialText, isUsable, onKeep, onCancel }: CellEditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(initialText);
  const control = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    control.current?.focus();
    if (column.editor !== 'choice') control.current?.setSelectionRange(initialText.length, initialText.length);
  }, [column.editor, initialText]);
  const mentions = useMentionCompletion({
    ...{ projectId, text },
    area: control,
    onText: setText,
    isOn: column.namesElements,
  });
  const isWrong = !isUsable(text);
  const keep = useStable((value: string, step: Parameters<CellEditorProps['onKeep']>[1]) => {
    if (isDone.current) return;
    isDone.current = true;
    if (isUsable(value)) onKeep(value, step);
    else onCancel();
  });
  const press = useStable((event: KeyboardEvent) => {
    // The keys of the grid and of the view are not meant.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      isDone.current = true;
      onCancel();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      keep(text, event.shiftKey ? 'previous' : 'next');
    } else if (event.key === 'Enter' && !event.altKey && !event.nativeEvent.isComposing) {
      // As in a spreadsheet: a line break is Alt+Enter, or Shift+Enter.
      if (event.shiftKey && column.editor === 'text') return;
      event.preventDefault();
      if (!isWrong) keep(text, 'down');
    } else if (event.key === 'Enter' && event.altKey && column.editor === 'text') {
      event.preventDefault();
      setText((now) => `${now}\n`);
    }
  });
  const look = `${styles.editor} ${isWrong ? styles.wrong : ''}`;
  const shared = {
    value: text,
    'aria-label': column.label,
    'aria-invalid': isWrong || undefined,
    onKeyDown: press,
    onBlur: () => keep(text, 'gone'),
    title: isWrong ? t('shotTable.invalid') : undefined,
  };
  if (column.editor === 'choice') {
    return (
      <select ref={control} {...shared} className={look} onChange={(event) => setText(event.currentTarget.value)}>
        {column.choices.map(({ key, label }) => (
          <option key={key} value={key === '' ? '' : label}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (column.editor === 'text') {
    const { onKeyDown, onBlur } = shared;
    const area = (
      <textarea
        ref={control}
        {...shared}
        {...mentions.areaProps({ onKeyDown, onBlur })}
        rows={4}
        dir="auto"
        className={`${look} ${styles.long}`}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    );
    return column.namesElements ? <div className={styles.naming}>{mentions.around(area)}</div> : area;
  }
  return (
    <input
      ref={control}
      type="text"
      dir="auto"
      {...shared}
      className={look}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
