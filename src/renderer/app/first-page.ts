/** Where the window opens: where it was last, and on the very first start in the sample. */
import { studio } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
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
  if (isFirstStart) void openOnlyProject();
}

function remember(): void {
  localStorage.setItem(rememberedKey, location.hash || '#/');
}

/** A library fresh from its first start holds one project, the sample: open it, and say where everything stays. */
async function openOnlyProject(): Promise<void> {
  try {
    const [projects, info] = await Promise.all([studio.projects.list({}), studio.studio.info({})]);
    const [only, ...others] = projects;
    // The person may have gone somewhere meanwhile.
    if (!only || others.length > 0 || location.hash.length > 2) return;
    goTo({ kind: 'project', projectId: only.id, view: 'storyboard' });
    const { location: folder } = info.library;
    showNotice({ id: 'first-start', text: translator.t('home.firstLine', { location: folder }), closeAfterMs: 12_000 });
  } catch {
    // Home is a good first page too.
  }
}
