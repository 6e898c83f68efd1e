import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PagedTable, pageLimit } from '#renderer/features/log-filters/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import { sizeText } from '#renderer/ui/size-text.ts';
import type { TableColumn } from '#renderer/ui/virtual-table.tsx';
import type { EgressEntry } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import { isPurpose, sentParts, toneOf } from './sent-facts.ts';
import styles from './sent-view.module.css';

/** Every request, latest first. */
export function RequestsTable({ filter, empty }: { filter: LogFilter; empty: ReactNode }) {
  const { t, i18n } = useTranslation();
  const query = useInfiniteQuery({
    ...studioQuery.egress.list.infiniteOptions({
      input: (after: number | null) => ({ filter, after, limit: pageLimit }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
    refetchOnMount: 'always',
  });
  const timeFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const exactFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const columns: Array<TableColumn<EgressEntry>> = [
    {
      key: 'time',
      label: t('sent.time'),
      width: '128px',
      render: ({ atMs }) => <span title={exactFormat.format(atMs)}>{timeFormat.format(atMs)}</span>,
    },
    {
      key: 'connection',
      label: t('sent.connection'),
      width: 'minmax(90px, 1fr)',
      render: ({ connectionLabel }) => (
        <span dir="auto" title={connectionLabel}>
          {connectionLabel}
        </span>
      ),
    },
    {
      key: 'host',
      label: t('sent.host'),
      width: 'minmax(110px, 1.2fr)',
      render: ({ host }) => <span title={host}>{host}</span>,
    },
    {
      key: 'purpose',
      label: t('sent.purposeLabel'),
      width: 'minmax(112px, 1.2fr)',
      render: ({ purpose, method }) => <PurposeCell purpose={purpose} method={method} />,
    },
    {
      key: 'sent',
      label: t('sent.sentLabel'),
      width: 'minmax(100px, 1.2fr)',
      render: ({ sent }) => <SentCell sent={sent} />,
    },
    {
      key: 'received',
      label: t('sent.receivedLabel'),
      width: '74px',
      align: 'end',
      render: ({ receivedBytes }) => sizeText(receivedBytes, i18n.language),
    },
    { key: 'status', label: t('sent.status'), width: '124px', render: (entry) => <StatusCell entry={entry} /> },
  ];
  return <PagedTable query={query} label={t('sent.view.requests')} columns={columns} minWidthPx={834} empty={empty} />;
}

/** `Connection test`; the method stands in the tooltip. */
function PurposeCell({ purpose, method }: Pick<EgressEntry, 'purpose' | 'method'>) {
  const { t } = useTranslation();
  const words = isPurpose(purpose) ? t(`sent.purpose.${purpose}`) : t('sent.otherPurpose', { purpose });
  return <span title={`${words}, ${method}`}>{words}</span>;
}

function SentCell({ sent }: Pick<EgressEntry, 'sent'>) {
  const { t, i18n } = useTranslation();
  const parts = sentParts(sent).map(({ kind, bytes }) =>
    t(`sent.kind.${kind}`, { size: sizeText(bytes, i18n.language) }),
  );
  if (parts.length === 0) return <span className={styles.faint}>{t('sent.sentNothing')}</span>;
  return <span title={parts.join(' · ')}>{parts.join(' · ')}</span>;
}

function StatusCell({ entry }: { entry: EgressEntry }) {
  const { t } = useTranslation();
  const { outcome, status } = entry;
  return <Pill tone={toneOf(entry)}>{t(`sent.outcome.${outcome}`, { status: status ?? '' })}</Pill>;
}
