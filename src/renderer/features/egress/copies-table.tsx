import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PagedTable, pageLimit } from '#renderer/features/log-filters/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { TableColumn } from '#renderer/ui/virtual-table.tsx';
import type { RemoteCopyEntry } from '#shared/contract/generation-answers.ts';
import { type CopyEnd, copyEnd, toneOfCopy } from './sent-facts.ts';

/** What of ours lay or lies at providers, latest first. */
export function CopiesTable() {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  const query = useInfiniteQuery({
    ...studioQuery.egress.remoteCopies.infiniteOptions({
      input: (after: number | null) => ({ after, limit: pageLimit }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
    refetchOnMount: 'always',
  });
  const timeFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });

  function words(end: CopyEnd): string {
    if (end.kind === 'there') return t('sent.copyThere');
    const on = end.atMs === null ? '' : timeFormat.format(end.atMs);
    if (end.kind === 'ended') return t(`sent.copyEnded.${end.how}`, { on });
    return t(end.kind === 'expired' ? 'sent.copyExpired' : 'sent.copyExpires', { on });
  }

  const columns: Array<TableColumn<RemoteCopyEntry>> = [
    { key: 'what', label: t('sent.copyWhat'), width: '150px', render: ({ kind }) => t(`sent.copyKind.${kind}`) },
    {
      key: 'connection',
      label: t('sent.connection'),
      width: 'minmax(120px, 1fr)',
      render: ({ connectionLabel }) => <span dir="auto">{connectionLabel}</span>,
    },
    {
      key: 'since',
      label: t('sent.copySince'),
      width: '165px',
      render: ({ createdAtMs }) => timeFormat.format(createdAtMs),
    },
    {
      key: 'end',
      label: t('sent.copyEnd'),
      width: 'minmax(320px, 2fr)',
      render: (copy) => {
        const end = copyEnd(copy, nowMs);
        return (
          <span title={words(end)}>
            <Pill tone={toneOfCopy(end)}>{words(end)}</Pill>
          </span>
        );
      },
    },
  ];
  return (
    <PagedTable
      query={query}
      label={t('sent.view.copies')}
      columns={columns}
      minWidthPx={850}
      empty={<EmptyState title={t('sent.copiesEmpty')}>{t('sent.copiesEmptyText')}</EmptyState>}
    />
  );
}
