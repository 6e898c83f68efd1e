import { useTranslation } from 'react-i18next';
import { sizeText } from '#renderer/ui/size-text.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { type TableColumn, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { EgressTotals } from '#shared/contract/generation-answers.ts';
import styles from './sent-view.module.css';

type Host = EgressTotals['hosts'][number];

export type HostsTableProps = {
  hosts: readonly Host[];
  /** Shows the requests to one of them. */
  onChoose: (host: string) => void;
};

/** What went to each host together. */
export function HostsTable({ hosts, onChoose }: HostsTableProps) {
  const { t, i18n } = useTranslation();
  const timeFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const columns: Array<TableColumn<Host>> = [
    {
      key: 'host',
      label: t('sent.host'),
      width: 'minmax(180px, 2fr)',
      render: ({ host }) => (
        <button
          type="button"
          className={styles.link}
          aria-label={t('sent.showHost', { host })}
          {...commandAttributes('page.open')}
          onClick={() => onChoose(host)}
        >
          {host}
        </button>
      ),
    },
    {
      key: 'count',
      label: t('sent.requestCount'),
      width: '100px',
      align: 'end',
      render: ({ requestCount }) => requestCount.toLocaleString(i18n.language),
    },
    {
      key: 'sent',
      label: t('sent.sentLabel'),
      width: '110px',
      align: 'end',
      render: ({ sentBytes }) => sizeText(sentBytes, i18n.language),
    },
    {
      key: 'received',
      label: t('sent.receivedLabel'),
      width: '110px',
      align: 'end',
      render: ({ receivedBytes }) => sizeText(receivedBytes, i18n.language),
    },
    {
      key: 'last',
      label: t('sent.lastAt'),
      width: 'minmax(160px, 1fr)',
      render: ({ lastAtMs }) => timeFormat.format(lastAtMs),
    },
  ];
  return (
    <VirtualTable
      label={t('sent.view.hosts')}
      columns={columns}
      rows={hosts}
      rowKey={({ host }) => host}
      minWidthPx={720}
    />
  );
}
