/** One command with its keys. Pressing the button listens for new ones; a conflict is shown before it is made. */
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { chordsOf } from '#renderer/ui/chords.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import styles from './key-settings.module.css';

export type KeyRowProps = {
  title: string;
  chords: readonly string[];
  isChanged: boolean;
  /** Titles of commands that have one of its chords already. */
  conflicts: readonly string[];
  /** Titles of commands that would lose a chord to it. */
  conflictsWith: (chord: string) => readonly string[];
  onChord: (chord: string) => void;
  onClear: () => void;
  onReset: () => void;
};

export function KeyRow({ title, chords, isChanged, conflicts, conflictsWith, onChord, onClear, onReset }: KeyRowProps) {
  const { t } = useTranslation();
  const [isListening, setListening] = useState(false);
  /** Pressed, and taken by others: asked about before it is given. */
  const [asked, setAsked] = useState<string | null>(null);
  const listen = (event: KeyboardEvent) => {
    if (!isListening) return;
    // Tab leaves, and Escape ends it: neither can be given away.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListening(false);
    const [chord] = chordsOf(event);
    if (chord === undefined) return;
    setListening(false);
    if (conflictsWith(chord).length > 0) setAsked(chord);
    else onChord(chord);
  };
  const written = chords.length === 0 ? t('keySheet.noKeys') : chords.map((chord) => chordLabel(chord)).join(', ');
  return (
    <li className={styles.row}>
      <span className={styles.does}>{title}</span>
      <span className={styles.keys}>
        <button
          type="button"
          className={styles.chords}
          {...commandAttributes('settings.changeKeys')}
          aria-label={isListening ? t('keySettings.press') : t('keySettings.change', { title, keys: written })}
          aria-pressed={isListening}
          onClick={() => {
            setAsked(null);
            setListening(!isListening);
          }}
          onKeyDown={listen}
          onBlur={() => setListening(false)}
        >
          {isListening && t('keySettings.press')}
          {!isListening &&
            chords.map((chord) => (
              // With the blank, what is seen is part of the button's name.
              <Fragment key={chord}>
                <Kbd keys={chordLabel(chord)} />{' '}
              </Fragment>
            ))}
          {!isListening && chords.length === 0 && t('keySheet.noKeys')}
        </button>
        <IconButton
          label={t('keySettings.clear', { title })}
          command="settings.clearKeys"
          disabled={chords.length === 0}
          onClick={onClear}
        >
          <IconX size={15} />
        </IconButton>
        <IconButton
          label={t('keySettings.reset', { title })}
          command="settings.resetKeys"
          disabled={!isChanged}
          onClick={onReset}
        >
          <IconArrowBackUp size={15} />
        </IconButton>
      </span>
      {asked !== null && (
        <span className={styles.note} role="alert">
          {t('keySettings.taken', { keys: chordLabel(asked), title: conflictsWith(asked).join(', ') })}
          <Button
            size="small"
            command="settings.takeKeys"
            onClick={() => {
              onChord(asked);
              setAsked(null);
            }}
          >
            {t('keySettings.take')}
          </Button>
          <Button size="small" command="settings.leaveKeys" onClick={() => setAsked(null)}>
            {t('keySettings.keep')}
          </Button>
        </span>
      )}
      {asked === null && conflicts.length > 0 && (
        <span className={styles.note}>{t('keySettings.conflict', { title: conflicts.join(', ') })}</span>
      )}
    </li>
  );
}
