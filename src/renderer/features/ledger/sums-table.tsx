import { useTranslation } from 'react-i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { type TableColumn, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { LedgerSummary } from '#shared/contract/generation-answers.ts';
import styles from './costs-view.module.css';
import { type Grouping, sumNames, type SumRow, sumRows, totalOf } from './ledger-facts.ts';

/** The same sums, a line for each connection, model or project. */
export function SumsTable({ summary, grouping }: { summary: LedgerSummary; grouping: Grouping }) {
  const { t, i18n } = useTranslation();
  const money = (amount: number) => formatMoney(amount, i18n.language);
  const columns: Array<TableColumn<SumRow>> = [
    {
      key: 'name',
      label: t(`costs.name.${grouping}`),
      width: 'minmax(150px, 2fr)',
      render: ({ name, detail }) => (
        <span dir="auto">
          {name || t(grouping === 'projects' ? 'costs.noProject' : 'app.untitled')}
          {detail && <span className={styles.faint}> {detail}</span>}
        </span>
      ),
    },
    ...sumNames.map(
      (name): TableColumn<SumRow> => ({
        key: name,
        label: t(`costs.sums.${name}`),
        // The longest of the four names sets the width.
        width: name === 'unassigned' ? 'minmax(132px, 1fr)' : 'minmax(84px, 1fr)',
        align: 'end',
        render: (row) => money(row[name]),
      }),
    ),
    {
      key: 'total',
      label: t('costs.sums.total'),
      width: 'minmax(90px, 1fr)',
      align: 'end',
      render: (row) => <b className={styles.strong}>{money(totalOf(row))}</b>,
    },
    {
      key: 'count',
      label: t('costs.entryCount'),
      width: '64px',
      align: 'end',
      render: ({ entryCount }) => entryCount.toLocaleString(i18n.language),
    },
  ];
  return (
    <VirtualTable
      label={t(`costs.view.${grouping}`)}
      columns={columns}
      rows={sumRows(summary, grouping)}
      rowKey={({ key }) => key}
      minWidthPx={840}
    />
  );
}
