/** Where the window opens: where it was last, and on the very first start in the sample. */
import { QueryObserver } from '@tanstack/react-query';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { goTo } from './use-route.ts';

const rememberedKey = 'shotwright:page';

/** Goes to the remembered page, unless the address names one, and remembers from now on. */
export function openFirstPage(): void {
  const remembered = localStorage.getItem(rememberedKey);
  if (!location.hash && remembered) history.replaceState(null, '', remembered);
  const isFirstStart = remembered === null && !location.hash;
  window.addEventListener('hashchange', remember);
  remember();
  if (isFirstStart) openOnlyProject();
}

function remember(): void {
  localStorage.setItem(rememberedKey, location.hash || '#/');
}

/**
 * A library fresh from its first start holds one project, the sample: opens it, and says where everything stays. The
 * sample may still be in the making; whoever does anything meanwhile stays where they are.
 */
function openOnlyProject(): void {
  const observer = new QueryObserver(queryClient, studioQuery.projects.list.queryOptions({ input: {} }));
  const touch = new AbortController();
  for (const kind of ['pointerdown', 'keydown', 'dragover', 'hashchange']) {
    window.addEventListener(kind, () => touch.abort(), { capture: true, once: true, signal: touch.signal });
  }
  const forget = observer.subscribe(({ data: projects }) => {
    const [only, ...others] = projects ?? [];
    if (!only) return;
    touch.abort();
    if (others.length > 0) return;
    goTo({ kind: 'project', projectId: only.id, view: 'storyboard' });
    void sayWhereEverythingStays();
  });
  touch.signal.addEventListener('abort', forget);
}

async function sayWhereEverythingStays(): Promise<void> {
  try {
    const { location: folder } = (await studio.studio.info({})).library;
    showNotice({ id: 'first-start', text: translator.t('home.firstLine', { location: folder }), closeAfterMs: 12_000 });
  } catch {
    // Settings say it too.
  }
}
