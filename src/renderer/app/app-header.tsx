/** The bar on top: where one is, whether all is saved, the views of the project, the queue, the settings. */
import IconCosts from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import IconQuick from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs';
import IconScript from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconConnections from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import IconSent from '@tabler/icons-react/dist/esm/icons/IconWorldUpload.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openQuickTake } from '#renderer/features/generation/index.ts';
import { openPalette } from '#renderer/features/palette/index.ts';
import { QueuePill } from '#renderer/features/queue/index.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useKeymap } from '#renderer/ui/keymap.ts';
import styles from './app-header.module.css';
import { MonthPill } from './month-pill.tsx';
import { OfflinePill } from './offline-pill.tsx';
import { pageTitles } from './page-titles.ts';
import { ProjectTitle } from './project-title.tsx';
import { type PageName, projectViews, type Route, routeHash } from './router.ts';
import { SavedIndicator } from './saved-indicator.tsx';
import { goTo } from './use-route.ts';

type AppHeaderProps = {
  route: Route;
  onOpenQueue: () => void;
  onOpenKeySheet: () => void;
  onImportScript: () => void;
};

export function AppHeader({ route, onOpenQueue, onOpenKeySheet, onImportScript }: AppHeaderProps) {
  const { t } = useTranslation();
  useKeymap();
  return (
    <header className={styles.header}>
      <a
        className={styles.brand}
        href={routeHash({ kind: 'home' })}
        aria-label={t('app.goHome')}
        {...commandAttributes('window.home', t('app.goHome'))}
      >
        <BrandMark />
        {route.kind !== 'project' && <span className={styles.name}>{t('app.name')}</span>}
      </a>
      {route.kind === 'project' && (
        <>
          <ProjectTitle projectId={route.projectId} />
          <SavedIndicator />
          <nav className={styles.tabs} aria-label={t('app.views')}>
            {projectViews.map((view) => (
              <a
                key={view}
                className={styles.tab}
                href={routeHash({ kind: 'project', projectId: route.projectId, view })}
                aria-current={view === route.view ? 'page' : undefined}
              >
                {t(`app.view.${view}`)}
              </a>
            ))}
          </nav>
        </>
      )}
      {route.kind !== 'project' && route.kind !== 'home' && (
        <span className={styles.crumb}>{t(pageTitles[route.kind])}</span>
      )}
      <span className={styles.grow} />
      <OfflinePill onOpen={() => goTo({ kind: 'connections' })} />
      <MonthPill onOpen={() => goTo({ kind: 'costs' })} />
      <QueuePill onOpen={onOpenQueue} />
      <div className={styles.tools}>
        <IconButton label={t('commands.window.palette')} command="window.palette" onClick={openPalette}>
          <IconSearch size={18} stroke={1.6} />
        </IconButton>
        <IconButton label={t('generation.quick')} command="window.quickTake" onClick={openQuickTake}>
          <IconQuick size={18} stroke={1.6} />
        </IconButton>
        <IconButton label={t('app.importScript')} command="window.importScript" onClick={onImportScript}>
          <IconScript size={18} stroke={1.6} />
        </IconButton>
        <PageButton route={route} page="connections">
          <IconConnections size={18} stroke={1.6} />
        </PageButton>
        <PageButton route={route} page="sent">
          <IconSent size={18} stroke={1.6} />
        </PageButton>
        <PageButton route={route} page="costs">
          <IconCosts size={18} stroke={1.6} />
        </PageButton>
        <PageButton route={route} page="trash">
          <IconTrash size={18} stroke={1.6} />
        </PageButton>
        <IconButton label={t('app.keys')} command="window.keys" onClick={onOpenKeySheet}>
          <IconHelp size={18} stroke={1.6} />
        </IconButton>
        <PageButton route={route} page="settings">
          <IconSettings size={18} stroke={1.6} />
        </PageButton>
      </div>
    </header>
  );
}

/** Goes to a page, and shows where one is. */
function PageButton({ route, page, children }: { route: Route; page: PageName; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <IconButton
      label={t(pageTitles[page])}
      command={`window.${page}`}
      onClick={() => goTo({ kind: page })}
      aria-current={route.kind === page ? 'page' : undefined}
    >
      {children}
    </IconButton>
  );
}

/** A frame, half of it exposed. */
function BrandMark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden className={styles.mark}>
      <rect x="1.75" y="3.75" width="16.5" height="12.5" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M4.250 3h5.750v14H4.250A2.500 2.500 0 0 1 1 14.500v-9A2.500 2.500 0 0 1 4.250 3z" fill="currentColor" />
    </svg>
  );
}
