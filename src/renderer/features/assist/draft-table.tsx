import { Checkbox } from '@mantine/core';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './assist.module.css';
import {
  type DraftRow,
  type DraftState,
  wantedShots,
  withAllWanted,
  withRow,
  withTitle,
  wordsOf,
} from './draft-state.ts';
import { useSpeech } from './use-speech.ts';

export type DraftTableProps = { draft: DraftState; onChange: (toNext: (draft: DraftState) => DraftState) => void };

/** The proposed shots: which of them are wanted, under which titles. */
export function DraftTable({ draft, onChange }: DraftTableProps) {
  const { t } = useSpeech();
  const { rows, progress } = draft;
  const wantedCount = wantedShots(draft).length;
  const isAll = wantedCount === rows.length;
  return (
    // What scrolls must be reachable by keyboard.
    <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={t('assist.draft.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                size="xs"
                aria-label={t('assist.draft.useAll')}
                checked={rows.length > 0 && isAll}
                indeterminate={wantedCount > 0 && !isAll}
                disabled={rows.length === 0}
                onChange={() => onChange((now) => withAllWanted(now, !isAll))}
              />
            </th>
            <th scope="col">{t('assist.draft.column.number')}</th>
            <th scope="col">{t('assist.draft.column.title')}</th>
            <th scope="col">{t('assist.draft.column.prompt')}</th>
            <th scope="col">{t('assist.draft.column.seconds')}</th>
            <th scope="col">{t('assist.draft.column.camera')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Proposed shots have no name of their own but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <DraftLine key={index} row={row} index={index} onChange={onChange} />
          ))}
          {progress.kind === 'asking' && (
            <tr>
              <td colSpan={6} aria-label={t('assist.draft.loading')}>
                <Skeleton height={48} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

type DraftLineProps = Pick<DraftTableProps, 'onChange'> & { row: DraftRow; index: number };

function DraftLine({ row: { shot, isWanted }, index, onChange }: DraftLineProps) {
  const { t } = useSpeech();
  const { prompt, dialogue } = wordsOf(shot);
  const number = index + 1;
  return (
    <tr className={isWanted ? undefined : styles.unwanted}>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('assist.draft.use', { number })}
          checked={isWanted}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            onChange((now) => withRow(now, index, { isWanted: checked }));
          }}
        />
      </td>
      <td className={styles.number}>{number}</td>
      <td>
        <input
          type="text"
          className={styles.title}
          dir="auto"
          maxLength={500}
          aria-label={t('assist.draft.titleOf', { number })}
          value={shot.title}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange((now) => withTitle(now, index, value));
          }}
        />
      </td>
      <td dir="auto">
        {prompt}
        {dialogue !== '' && <span className={styles.dialogue}>{dialogue}</span>}
      </td>
      <td className={styles.number}>{t('assist.draft.seconds', { seconds: shot.seconds })}</td>
      <td>{t(`inspector.moves.${shot.cameraMove}`)}</td>
    </tr>
  );
}
