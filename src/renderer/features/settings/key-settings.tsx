/** Presets of keys, and the keys of each command, which are changed by pressing them. */
import { Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { chooseFile } from '#renderer/ui/chosen-files.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { commandGroups, type CommandId, commandIds, groupOf } from '#renderer/ui/command-list.ts';
import { useCommands, useRowCommands } from '#renderer/ui/commands.ts';
import { presetNames } from '#renderer/ui/key-presets.ts';
import { createKeymap } from '#renderer/ui/keymap.ts';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import { saveText } from '#renderer/ui/save-text.ts';
import type { KeyPreferences } from '#shared/contract/answers.ts';
import { holdsWords, wordsToFind } from '#shared/domain/search-text.ts';
import { conflictsOf, withChord, withoutChange, withoutChords } from './key-changes.ts';
import { keysFromText, keysToText } from './key-file.ts';
import { KeyRow } from './key-row.tsx';
import styles from './key-settings.module.css';

/** A file of keys is much smaller. */
const mostFileBytes = 1_000_000;

export type KeySettingsProps = {
  keys: KeyPreferences;
  onChange: (keys: KeyPreferences) => Promise<boolean>;
};

export function KeySettings({ keys, onChange }: KeySettingsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  /** All, or one group of them, or those of which something is so. */
  const [shown, setShown] = useState('all');
  const search = useRef<HTMLInputElement>(null);
  const rowCommands = useRowCommands('li');
  useCommands({ 'page.find': () => search.current?.select() });
  const keymap = createKeymap(keys);
  const words = wordsToFind(text);
  const isShown = (id: CommandId) =>
    shown === 'all' ||
    (shown === 'changed' && keymap.isChanged(id)) ||
    (shown === 'keyless' && keymap.chordsOf(id).length === 0) ||
    shown === groupOf(id);
  const isWanted = (id: CommandId) =>
    text.trim() === '' ||
    keymap.chordsOf(id).some((chord) => chordLabel(chord).toLowerCase() === text.trim().toLowerCase()) ||
    (words.length > 0 && holdsWords([t(`commands.${id}`)], words));
  const takeFromFile = async () => {
    const file = await chooseFile('application/json,.json');
    if (!file) return;
    const taken = file.size > mostFileBytes ? null : keysFromText(await file.text());
    if (!taken) showNotice({ id: 'keys-file', text: t('keySettings.notKeys', { name: file.name }), tone: 'bad' });
    else if (await onChange(taken)) showNotice({ id: 'keys-file', text: t('keySettings.imported'), tone: 'ok' });
  };
  const isAnyChanged = commandIds.some((id) => keymap.isChanged(id));
  const groups = commandGroups
    .map((group) => ({ group, ids: commandIds.filter((id) => groupOf(id) === group && isShown(id) && isWanted(id)) }))
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
        <Select
          label={t('keySettings.shown')}
          data={[
            ...(['all', 'changed', 'keyless'] as const).map((value) => ({
              value: value as string,
              label: t(`keySettings.show.${value}`),
            })),
            {
              group: t('keySettings.where'),
              items: commandGroups.map((group) => ({ value: group as string, label: t(`commands.groups.${group}`) })),
            },
          ]}
          allowDeselect={false}
          value={shown}
          onChange={(value) => value && setShown(value)}
        />
        <TextInput
          ref={search}
          label={t('keySheet.search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <CommandButton
          command="settings.resetAllKeys"
          disabled={!isAnyChanged}
          onClick={() => void onChange({ ...keys, overrides: {} })}
        >
          {t('keySettings.resetAll')}
        </CommandButton>
        <CommandButton
          command="settings.exportKeys"
          onClick={() => saveText('shotwright-keys.json', keysToText(keys), 'application/json')}
        >
          {t('keySettings.export')}
        </CommandButton>
        <CommandButton command="settings.importKeys" onClick={() => void takeFromFile()}>
          {t('keySettings.import')}
        </CommandButton>
      </div>
      {groups.map(({ group, ids }) => (
        <section key={group} className={styles.group} aria-label={t(`commands.groups.${group}`)}>
          <h3 className={styles.title}>{t(`commands.groups.${group}`)}</h3>
          <ul className={styles.rows} {...rowCommands}>
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
      {groups.length === 0 && (
        <p className={styles.none}>{t(text.trim() === '' ? 'keySettings.noneShown' : 'keySheet.none')}</p>
      )}
    </>
  );
}
