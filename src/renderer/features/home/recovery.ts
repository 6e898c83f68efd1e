/** What the last start took up again: a line on the home page until it is dismissed, and a notice inside a project. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { createObservable } from '#renderer/rpc/observable.ts';

/** Whether the line on the home page was dismissed. */
export const recoveryRead = createObservable(false);

/** Whether this window has said it, on the page where it first could. */
let isTold = false;

/**
 * Says it once inside a project, for a window that opens there. The home page has its own line; from any other page
 * it waits for one of the two.
 */
export function useRecoveryNotice(page: 'home' | 'project' | 'other'): void {
  const { t } = useTranslation();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const count = info?.recoveredJobCount ?? 0;
  useEffect(() => {
    if (count === 0 || isTold || page === 'other') return;
    isTold = true;
    if (page === 'project') showNotice({ id: 'recovered', text: t('home.recovered', { count }) });
  }, [page, count, t]);
}
