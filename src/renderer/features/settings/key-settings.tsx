/** Presets of keys, and the keys of each command, which are changed by pressing them. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { commandGroups, type CommandId, commandIds, groupOf, presetNames } from '#renderer/ui/command-list.ts';
import { createKeymap } from '#renderer/ui/keymap.ts';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import type { KeyPreferences } from '#shared/contract/answers.ts';
import { holdsWords, wordsToFind } from '#shared/domain/search-text.ts';
import { conflictsOf, withChord, withoutChange, withoutChords } from './key-changes.ts';
import { KeyRow } from './key-row.tsx';
import styles from './key-settings.module.css';

export type KeySettingsProps = {
  keys: KeyPreferences;
  onChange: (keys: KeyPreferences) => Promise<boolean>;
};

export function KeySettings({ keys, onChange }: KeySettingsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const keymap = createKeymap(keys);
  const words = wordsToFind(text);
  const isWanted = (id: CommandId) =>
    text.trim() === '' ||
    keymap.chordsOf(id).some((chord) => chordLabel(chord).toLowerCase() === text.trim().toLowerCase()) ||
    (words.length > 0 && holdsWords([t(`commands.${id}`)], words));
  const isAnyChanged = commandIds.some((id) => keymap.isChanged(id));
  const groups = commandGroups
    .map((group) => ({ group, ids: commandIds.filter((id) => groupOf(id) === group && isWanted(id)) }))
    .filter(({ ids }) => ids.length > 0);
  return (
    <>
      <div className={styles.tools}>
        <Select
          label={t('keySettings.preset')}
          data={presetNames.map((value) => ({ value, label: t(`keySettings.presets.${value}`) }))}
          allowDeselect={false}
          value={keymap.preset}
          onChange={(preset) => preset && void onChange({ ...keys, preset })}
        />
        <TextInput label={t('keySheet.search')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button disabled={!isAnyChanged} onClick={() => void onChange({ ...keys, overrides: {} })}>
          {t('keySettings.resetAll')}
        </Button>
      </div>
      {groups.map(({ group, ids }) => (
        <section key={group} className={styles.group} aria-label={t(`commands.groups.${group}`)}>
          <h3 className={styles.title}>{t(`commands.groups.${group}`)}</h3>
          <ul className={styles.rows}>
            {ids.map((id) => (
              <KeyRow
                key={id}
                title={t(`commands.${id}`)}
                chords={keymap.chordsOf(id)}
                isChanged={keymap.isChanged(id)}
                conflicts={conflictsOf(keymap, id).map((other) => t(`commands.${other}`))}
                conflictsWith={(chord) => keymap.conflictsOf(id, chord).map((other) => t(`commands.${other}`))}
                onChord={(chord) => void onChange(withChord(keys, id, chord))}
                onClear={() => void onChange(withoutChords(keys, id))}
                onReset={() => void onChange(withoutChange(keys, id))}
              />
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className={styles.none}>{t('keySheet.none')}</p>}
    </>
  );
}
