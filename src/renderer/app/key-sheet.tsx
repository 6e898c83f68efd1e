/** Every command with the keys that it has now. What works on this page comes first. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { commandGroups, groupOf } from '#renderer/ui/command-list.ts';
import { runnableCommands } from '#renderer/ui/commands.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { useKeymap } from '#renderer/ui/keymap.ts';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import styles from './key-sheet.module.css';
import { findRows, type SheetRow, sheetRows } from './key-sheet-rows.ts';

export type KeySheetProps = { isOpen: boolean; onClose: () => void; onChange: () => void };

export function KeySheet({ isOpen, onClose, onChange }: KeySheetProps) {
  const { t } = useTranslation();
  const keymap = useKeymap();
  const [text, setText] = useState('');
  // As it was before the sheet lay over the page.
  const [here] = useState(() => new Set(runnableCommands().map(groupOf)));
  const order = [...commandGroups].sort((a, b) => Number(here.has(b)) - Number(here.has(a)));
  const rows = findRows(sheetRows(t, keymap), text);
  const groups = order
    .map((group) => ({ group, rows: rows.filter((row) => row.group === group) }))
    .filter((group) => group.rows.length > 0);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('app.keys')}
      closeLabel={t('app.close')}
      width={760}
      actions={
        <CommandButton command="window.settings" onClick={onChange}>
          {t('keySheet.change')}
        </CommandButton>
      }
    >
      <TextInput
        data-autofocus
        className={styles.search ?? ''}
        aria-label={t('keySheet.search')}
        placeholder={t('keySheet.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.groups}>
        {groups.map(({ group, rows: own }) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{t(`commands.groups.${group}`)}</h3>
            <Rows rows={own.filter(({ chords }) => chords.length > 0)} />
            <Keyless key={`${text.trim() !== ''}`} isOpen={text.trim() !== ''} rows={own} />
          </section>
        ))}
        {groups.length === 0 && <p className={styles.none}>{t('keySheet.none')}</p>}
      </div>
    </Dialog>
  );
}

function Rows({ rows }: { rows: readonly SheetRow[] }) {
  if (rows.length === 0) return null;
  return (
    <dl>
      {rows.map((row) => (
        <Row key={`${row.does} ${row.chords.join()}`} row={row} />
      ))}
    </dl>
  );
}

/** Commands that nobody gave keys yet, out of the way until somebody looks for them. */
function Keyless({ rows, isOpen }: { rows: readonly SheetRow[]; isOpen: boolean }) {
  const { t } = useTranslation();
  const without = rows.filter(({ chords }) => chords.length === 0);
  if (without.length === 0) return null;
  return (
    <details className={styles.keyless} open={isOpen}>
      <summary>{t('keySheet.keyless', { count: without.length })}</summary>
      <Rows rows={without} />
    </details>
  );
}

function Row({ row: { does, chords } }: { row: SheetRow }) {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      <dt className={styles.does}>{does}</dt>
      <dd className={styles.chords}>
        {chords.map((chord) => (
          <Kbd key={chord} keys={chordLabel(chord)} />
        ))}
        {chords.length === 0 && <span className={styles.noKeys}>{t('keySheet.noKeys')}</span>}
      </dd>
    </div>
  );
}
