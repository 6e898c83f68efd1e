/** What differs: chips that filter it, what can be chosen for all of a kind, and the list itself. */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useControlCommand } from '#renderer/ui/commands.ts';
import { type DifferenceFilter, differenceFilters, filterCounts } from '#shared/domain/difference-filters.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import type { DifferenceChoices, SceneDifference } from '#shared/domain/script-difference.ts';
import { DifferenceList } from './difference-list.tsx';
import { differenceRows, type RowChoice, withChoice, withChoiceForAll } from './difference-rows.ts';
import styles from './difference-review.module.css';

/** What can be chosen for all rows of a kind at once. */
const choicesForAll: Partial<Record<DifferenceFilter, RowChoice[]>> = {
  changed: ['script', 'mine'],
  conflict: ['mine', 'script'],
  gone: ['keep', 'trash'],
  new: ['add', 'leave-out'],
  'left-out': ['leave-out', 'add'],
};

/** Choices that make the project as the script is; the others leave it as it is. */
const fromScript: ReadonlySet<RowChoice> = new Set(['script', 'trash', 'add']);

export type DifferenceReviewProps = {
  scenes: readonly SceneDifference[];
  storyboard: Storyboard;
  choices: DifferenceChoices;
  onChange: (choices: DifferenceChoices) => void;
};

export function DifferenceReview({ scenes, storyboard, choices, onChange }: DifferenceReviewProps) {
  const { t } = useTranslation();
  const counts = useMemo(() => filterCounts(scenes), [scenes]);
  const [wanted, setFilter] = useState<DifferenceFilter>('all');
  const filter = wanted === 'all' || counts[wanted] > 0 ? wanted : 'all';
  const rows = useMemo(() => differenceRows(scenes, filter), [scenes, filter]);
  const { decisions } = choices;
  const shownFilters = differenceFilters.filter((one) => one === 'all' || counts[one] > 0);
  const nextFilter = shownFilters[(shownFilters.indexOf(filter) + 1) % shownFilters.length] ?? 'all';
  const nextChip = useControlCommand<HTMLButtonElement>('dialog.nextFilter', shownFilters.length < 2);
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.chips} role="group" aria-label={t('scriptDifference.filters')}>
          {shownFilters.map((one) => (
            <button
              key={one}
              ref={one === nextFilter ? nextChip : undefined}
              type="button"
              className={styles.chip}
              {...commandAttributes('dialog.nextFilter')}
              aria-pressed={one === filter}
              onClick={() => setFilter(one)}
            >
              {t('scriptDifference.filterCount', {
                name: t(`scriptDifference.filter.${one}`),
                count: counts[one],
              })}
            </button>
          ))}
        </div>
        {counts.moved > 0 && (
          <Switch
            label={t('scriptDifference.keepsOrder')}
            title={t('scriptDifference.keepsOrderHint')}
            checked={choices.keepsOrder}
            onChange={(event) => onChange({ ...choices, keepsOrder: event.currentTarget.checked })}
          />
        )}
      </div>
      {choicesForAll[filter] && (
        <div className={styles.all}>
          <span>{t('scriptDifference.allOfThese')}</span>
          {choicesForAll[filter].map((choice) => (
            <CommandButton
              key={choice}
              size="small"
              command={fromScript.has(choice) ? 'dialog.allFromScript' : 'dialog.allAsTheyAre'}
              onClick={() => onChange({ ...choices, decisions: withChoiceForAll(decisions, scenes, filter, choice) })}
            >
              {t(`scriptDifference.choice.${choice}`)}
            </CommandButton>
          ))}
        </div>
      )}
      {rows.length === 0 ? (
        <p className={styles.nothing}>
          {t(filter === 'all' ? 'scriptDifference.nothing' : 'scriptDifference.nothingHere')}
        </p>
      ) : (
        <DifferenceList
          rows={rows}
          storyboard={storyboard}
          decisions={decisions}
          onChoose={(row, choice) => onChange({ ...choices, decisions: withChoice(decisions, row, choice) })}
        />
      )}
    </>
  );
}
