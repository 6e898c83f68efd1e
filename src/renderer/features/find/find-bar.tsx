/** The bar over the storyboard that finds shots in it: words, filters, hits one by one or alone. */
import { Select, Switch, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElements } from '#renderer/features/element-mentions/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { Storyboard } from '#shared/domain/records.ts';
import styles from './find-bar.module.css';
import { filterGroups } from './filter-options.ts';
import { emptyQuery } from './find-shots.ts';
import { filterKey } from './shot-filters.ts';
import type { ShotFind } from './use-shot-find.ts';

export type FindBarProps = {
  storyboard: Storyboard;
  find: ShotFind;
  /** Goes to the next hit or the one before. */
  onStep: (step: 1 | -1) => void;
  /** Selects every hit. */
  onSelectAll: () => void;
  onClose: () => void;
};

export function FindBar({ storyboard, find, onStep, onSelectAll, onClose }: FindBarProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const { elements } = useElements(storyboard.project.id);
  const { query, hits } = find;
  const [sought, setSought] = useState('');
  useEffect(() => field.current?.select(), [find.openCount]);

  const groups = filterGroups(
    t,
    storyboard,
    elements.map(({ name }) => name),
  );
  const byKey = new Map(groups.flatMap(({ options }) => options.map((option) => [option.key, option])));
  const chosen = new Set(query.filters.map(filterKey));
  const addFilter = (key: string | null) => {
    const option = key === null ? undefined : byKey.get(key);
    if (!option) return;
    find.ask({ ...query, filters: [...query.filters, option.filter] });
    // Ready for the next one.
    setSought('');
  };
  const removeFilter = (key: string) => {
    find.ask({ ...query, filters: query.filters.filter((filter) => filterKey(filter) !== key) });
    // The chip that had the focus is gone.
    field.current?.focus();
  };
  const clear = () => {
    find.ask(emptyQuery);
    field.current?.focus();
  };
  const lastFilter = query.filters.at(-1);
  useCommands({
    'storyboard.addFilter': () => filterField.current?.focus(),
    'storyboard.removeFilter': lastFilter ? () => removeFilter(focusedFilter() ?? filterKey(lastFilter)) : null,
    'storyboard.clearFind': query === emptyQuery ? null : clear,
    'storyboard.onlyHits': () => find.showOnlyHits(!find.isOnlyHits),
  });
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <search className={styles.bar} aria-label={t('find.label')}>
      <TextInput
        ref={field}
        className={styles.field ?? ''}
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('find.words')}
        placeholder={t('find.words')}
        maxLength={400}
        value={query.text}
        onChange={(event) => find.ask({ ...query, text: event.currentTarget.value })}
        onKeyDown={handleKey}
      />
      <Select
        ref={filterField}
        className={styles.choice ?? ''}
        size="xs"
        searchable
        aria-label={t('find.addFilter')}
        placeholder={t('find.addFilter')}
        nothingFoundMessage={t('find.noSuchFilter')}
        maxDropdownHeight={320}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        data={groups.map(({ group, options }) => ({
          group,
          items: options.filter(({ key }) => !chosen.has(key)).map(({ key, label }) => ({ value: key, label })),
        }))}
        value={null}
        onChange={addFilter}
        searchValue={sought}
        onSearchChange={setSought}
      />
      <span className={styles.count} role="status">
        {hits === null ? t('find.nothingAsked') : t('find.hits', { count: hits.length })}
      </span>
      <IconButton
        label={t('commands.storyboard.findPrevious')}
        command="storyboard.findPrevious"
        disabled={!hits?.length}
        onClick={() => onStep(-1)}
      >
        <IconChevronUp size={16} />
      </IconButton>
      <IconButton
        label={t('commands.storyboard.findNext')}
        command="storyboard.findNext"
        disabled={!hits?.length}
        onClick={() => onStep(1)}
      >
        <IconChevronDown size={16} />
      </IconButton>
      <Button size="small" command="storyboard.selectFound" disabled={!hits?.length} onClick={onSelectAll}>
        {t('find.selectAll')}
      </Button>
      <Switch
        size="xs"
        label={t('find.onlyHits')}
        checked={find.isOnlyHits}
        onChange={(event) => find.showOnlyHits(event.currentTarget.checked)}
      />
      <IconButton label={t('find.close')} keys="Esc" onClick={onClose}>
        <IconX size={16} />
      </IconButton>
      {query.filters.length > 0 && (
        <ul className={styles.chips} aria-label={t('find.filters')}>
          {query.filters.map((filter) => {
            const key = filterKey(filter);
            // What it was about, such as a tag, may be gone from the project.
            const words = byKey.get(key)?.chip ?? t('find.goneFilter');
            return (
              <li key={key}>
                <button
                  type="button"
                  data-filter={key}
                  className={styles.chip}
                  {...commandAttributes('storyboard.removeFilter')}
                  aria-label={t('find.removeFilter', { filter: words })}
                  onClick={() => removeFilter(key)}
                >
                  <span dir="auto">{words}</span> <IconX size={12} aria-hidden />
                </button>
              </li>
            );
          })}
          <li>
            <Button size="small" variant="quiet" command="storyboard.clearFind" onClick={clear}>
              {t('find.clear')}
            </Button>
          </li>
        </ul>
      )}
    </search>
  );
}

/** The key of the filter of which the chip has the focus; null when none has. */
function focusedFilter(): string | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset.filter ?? null) : null;
}
