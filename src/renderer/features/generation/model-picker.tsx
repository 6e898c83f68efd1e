/** Chooses a model among those of all connections, each with what it costs and when it ends. */
import { Combobox, useCombobox } from '@mantine/core';
import IconChevron from '@tabler/icons-react/dist/esm/icons/IconSelector.mjs';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { ModelRef } from '#shared/domain/model.ts';
import { type ModelCatalog, modelKey, type NamedModel, readModelKey } from './model-catalog.ts';
import { findModels, type ModelGroup } from './model-options.ts';
import styles from './model-picker.module.css';
import { ModelFacts } from './model-facts.tsx';
import { namedModelText } from './model-text.ts';
import { useSpeech } from './use-speech.ts';

/** What stands in the closed picker. */
export type PickedModel =
  | { kind: 'model'; named: NamedModel }
  /** None of its own: the choice that `unset` names. */
  | { kind: 'unset' }
  | { kind: 'several' }
  | { kind: 'none' };

export type ModelPickerProps = {
  label: string;
  catalog: ModelCatalog;
  picked: PickedModel;
  /** Words of a choice that names no model, and the model that it comes to; without it every choice names one. */
  unset?: { text: string; named: NamedModel | null };
  /** Null for the choice that names no model. */
  onPick: (ref: ModelRef | null) => void;
  hint?: string;
};

/** Stands for the choice that names no model among the keys. */
const unsetKey = 'unset';
/** From so many models on, letters find one faster than the eye. */
const manyModels = 9;

export function ModelPicker({ label, catalog, picked, unset, onPick, hint }: ModelPickerProps) {
  const { t } = useSpeech();
  const id = useId();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose() {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen() {
      if (isSearched) combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex('active', { scrollIntoView: true });
    },
  });
  const modelCount = useMemo(
    () => [...catalog.models.values()].reduce((sum, { length }) => sum + length, 0),
    [catalog],
  );
  const isSearched = modelCount >= manyModels;
  const { groups, moreCount } = useMemo(() => findModels(catalog, search), [catalog, search]);
  const pick = (key: string) => {
    combobox.closeDropdown();
    onPick(key === unsetKey ? null : readModelKey(key));
  };
  const keepEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !combobox.dropdownOpened) return;
    // Only the list closes; the view around keeps its selection. What Mantine does next still runs.
    event.stopPropagation();
  };
  return (
    <div className={styles.field}>
      <span id={`${id}-label`} className={styles.label}>
        {label}
      </span>
      <Combobox store={combobox} onOptionSubmit={pick} shadow="none" position="bottom-start" keepMounted={false}>
        <Combobox.Target targetType="button" withExpandedAttribute>
          <button
            type="button"
            className={styles.target}
            aria-labelledby={`${id}-label ${id}-picked`}
            aria-describedby={hint ? `${id}-below` : undefined}
            onClick={() => combobox.toggleDropdown()}
            onKeyDown={keepEscape}
          >
            <span id={`${id}-picked`} className={styles.picked}>
              <PickedText picked={picked} unset={unset} />
            </span>
            <IconChevron size={15} aria-hidden className={styles.chevron} />
          </button>
        </Combobox.Target>
        <Combobox.Dropdown className={styles.dropdown} onKeyDown={keepEscape}>
          {isSearched && (
            <Combobox.Search
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.updateSelectedOptionIndex();
              }}
              placeholder={t('connections.findModel')}
              aria-label={t('connections.findModel')}
            />
          )}
          <Combobox.Options className={styles.options} aria-label={label}>
            <Options groups={groups} picked={picked} unset={search === '' ? unset : undefined} />
          </Combobox.Options>
          {groups.length === 0 && <p className={styles.more}>{t('generation.noModelFound')}</p>}
          {moreCount > 0 && <p className={styles.more}>{t('generation.moreModels', { count: moreCount })}</p>}
        </Combobox.Dropdown>
      </Combobox>
      {hint && (
        <p id={`${id}-below`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

type PickedTextProps = { picked: PickedModel; unset: ModelPickerProps['unset'] };

function PickedText({ picked, unset }: PickedTextProps) {
  const { t } = useSpeech();
  switch (picked.kind) {
    case 'several':
      return <span className={styles.empty}>{t('generation.severalModels')}</span>;
    case 'none':
      return <span className={styles.empty}>{t('generation.chooseModel')}</span>;
    case 'unset':
      return (
        <>
          <span className={styles.name}>{unset?.text}</span>
          {unset?.named?.model && <ModelFacts model={unset.named.model} />}
        </>
      );
    case 'model': {
      const { model } = picked.named;
      return (
        <>
          <span className={model ? styles.name : styles.gone}>{namedModelText({ t }, picked.named)}</span>
          {model && <ModelFacts model={model} />}
        </>
      );
    }
  }
}

type OptionsProps = Pick<ModelPickerProps, 'unset' | 'picked'> & { groups: readonly ModelGroup[] };

function Options({ groups, picked, unset }: OptionsProps) {
  const pickedKey = picked.kind === 'model' && picked.named.model ? modelKey(picked.named.model) : null;
  return (
    <>
      {unset && (
        <Combobox.Option value={unsetKey} active={picked.kind === 'unset'} aria-selected={picked.kind === 'unset'}>
          <span className={styles.name}>{unset.text}</span>
          {unset.named?.model && <ModelFacts model={unset.named.model} />}
        </Combobox.Option>
      )}
      {groups.map(({ connection, models }) => (
        <Combobox.Group key={connection.id} label={connection.label}>
          {models.map((model) => {
            const key = modelKey(model);
            return (
              <Combobox.Option key={key} value={key} active={key === pickedKey} aria-selected={key === pickedKey}>
                <span className={styles.name} dir="auto">
                  {model.label || model.modelId}
                </span>
                <ModelFacts model={model} />
              </Combobox.Option>
            );
          })}
        </Combobox.Group>
      ))}
    </>
  );
}
