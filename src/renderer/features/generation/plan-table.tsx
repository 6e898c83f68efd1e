import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { type TableColumn, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import { AdjustmentList } from './adjustment-list.tsx';
import { countAdjustments } from './adjustment-text.ts';
import { findNamed } from './model-catalog.ts';
import { ModelEnd } from './model-facts.tsx';
import { namedModelText, priceText } from './model-text.ts';
import styles from './plan-dialog.module.css';
import { estimateView } from './plan-view.ts';
import { useCatalog } from './use-catalog.ts';
import { useSpeech } from './use-speech.ts';

type PlannedTake = GenerationPlan['takes'][number];

export type PlanTableProps = { plan: GenerationPlan; columns: ReadonlyArray<TableColumn<PlannedTake>> };

/** One row a shot: its model, what of its wishes becomes of it, its price. */
export function PlanTable({ plan, columns }: PlanTableProps) {
  const { t } = useSpeech();
  return (
    <div className={styles.table}>
      <VirtualTable
        label={t('generation.planTable')}
        columns={columns}
        rows={plan.takes}
        rowKey={({ shotId }) => shotId}
        minWidthPx={620}
        rowHeights="measured"
      />
    </div>
  );
}

export function usePlanColumns(takesPerShot: number): Array<TableColumn<PlannedTake>> {
  const speech = useSpeech();
  const { t, language } = speech;
  const { catalog } = useCatalog();
  return [
    {
      key: 'shot',
      label: t('generation.columnShot'),
      width: 'minmax(110px, 1fr)',
      render: ({ shotNumber, title }) => <ShotName number={shotNumber} title={title} />,
    },
    {
      key: 'model',
      label: t('generation.columnModel'),
      width: 'minmax(130px, 1fr)',
      render(take) {
        const named = findNamed(catalog, take);
        return (
          <>
            <span dir="auto">{namedModelText(speech, named)}</span> {named.model && <ModelEnd model={named.model} />}
          </>
        );
      },
    },
    {
      key: 'becomes',
      label: t('generation.columnBecomes'),
      width: 'minmax(180px, 2fr)',
      render: (take) =>
        take.adjustments.length === 0 ? (
          <span className={styles.faint}>{t('generation.asItIs')}</span>
        ) : (
          <AdjustmentList adjustments={countAdjustments([take])} shotCount={1} />
        ),
    },
    {
      key: 'price',
      label: t('generation.columnPrice'),
      width: '120px',
      align: 'end',
      render: ({ estimate }) => (
        <>
          {priceText(speech, estimateView(estimate))}
          {takesPerShot > 1 && estimate !== null && estimate > 0 && (
            <span className={styles.faint}>{` × ${takesPerShot.toLocaleString(language)}`}</span>
          )}
        </>
      ),
    },
  ];
}

export function ShotName({ number, title }: { number: string; title: string }) {
  return (
    <>
      <b className={styles.number}>{number}</b> <span dir="auto">{title}</span>
    </>
  );
}

/** An amount that may not be known, beside others in a column. */
export function MoneyCell({ amount }: { amount: PlannedTake['estimate'] }) {
  const speech = useSpeech();
  if (amount === null) return <span className={styles.faint}>{speech.t('connections.priceUnknown')}</span>;
  return formatMoney(amount, speech.language);
}
