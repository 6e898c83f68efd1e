/** What differs: chips that filter it, what can be chosen for all of a kind, and the list itself. */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import type { Storyboard } from '#shared/domain/records.ts';
import type { DifferenceChoices, SceneDifference } from '#shared/domain/script-difference.ts';
import { DifferenceList } from './difference-list.tsx';
import {
  type DifferenceFilter,
  differenceFilters,
  differenceRows,
  filterCounts,
  type RowChoice,
  withChoice,
  withChoiceForAll,
} from './difference-rows.ts';
import styles from './difference-review.module.css';

/** What can be chosen for all rows of a kind at once. */
const choicesForAll: Partial<Record<DifferenceFilter, RowChoice[]>> = {
  changed: ['script', 'mine'],
  conflict: ['mine', 'script'],
  gone: ['keep', 'trash'],
  new: ['add', 'leave-out'],
  'left-out': ['leave-out', 'add'],
};

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
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.chips} role="group" aria-label={t('scriptDifference.filters')}>
          {differenceFilters
            .filter((one) => one === 'all' || counts[one] > 0)
            .map((one) => (
              <button
                key={one}
                type="button"
                className={styles.chip}
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
            <Button
              key={choice}
              size="small"
              onClick={() => onChange({ ...choices, decisions: withChoiceForAll(decisions, scenes, filter, choice) })}
            >
              {t(`scriptDifference.choice.${choice}`)}
            </Button>
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
