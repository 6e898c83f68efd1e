/** The frame of the window: header, notices about the studio itself, the page, and what lies over all pages. */
import { lazy, Suspense, useState } from 'react';
import { AssistHost } from '#renderer/features/assist/index.ts';
import { VideoFrameHost } from '#renderer/features/board-frames/index.ts';
import { GenerationDialogs, openQuickTake } from '#renderer/features/generation/index.ts';
import {
  HomeView,
  makeSampleProject,
  NewProjectHost,
  openNewProject,
  openTemplates,
  useRecoveryNotice,
} from '#renderer/features/home/index.ts';
import { openPalette, PaletteHost } from '#renderer/features/palette/index.ts';
import { QueuePanel, useQueueNotices } from '#renderer/features/queue/index.ts';
import { ApprovalHost } from '#renderer/features/request-preview/index.ts';
import {
  compareDropped,
  openScriptDifference,
  ScriptDifferenceHost,
} from '#renderer/features/script-difference/index.ts';
import { openScriptImport, ScriptImportHost } from '#renderer/features/script-import/index.ts';
import { SketchHost } from '#renderer/features/sketch/index.ts';
import { redo, undo } from '#renderer/rpc/undo.ts';
import { type CommandRuns, findRun, useCommandKeys, useCommands } from '#renderer/ui/commands.ts';
import { focusPane, pageAttribute, usePageFocus, usePaneMemory } from '#renderer/ui/panes.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { AppHeader } from './app-header.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DropZone } from './drop-zone.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { openProjectFind, openShot, openTarget } from './open-target.ts';
import { PageSkeleton } from './page-skeleton.tsx';
import { parentOf, type ProjectView, type Route, routeHash } from './router.ts';
import styles from './shell.module.css';
import { goTo, useRoute } from './use-route.ts';
import { useLoneField } from './use-lone-field.ts';
import { useShellCommands } from './use-shell-commands.ts';
import { useSwitchCommands } from './use-switch-commands.ts';
import { useEscape } from './use-window-keys.ts';
import { useWindowTitle } from './use-window-title.ts';

const StoryboardView = lazy(() =>
  import('#renderer/features/storyboard/index.ts').then((module) => ({ default: module.StoryboardView })),
);
const FilmView = lazy(() =>
  import('#renderer/features/film/index.ts').then((module) => ({ default: module.FilmView })),
);
const ElementsView = lazy(() =>
  import('#renderer/features/elements/index.ts').then((module) => ({ default: module.ElementsView })),
);
const SettingsView = lazy(() =>
  import('#renderer/features/settings/index.ts').then((module) => ({ default: module.SettingsView })),
);
const TrashView = lazy(() =>
  import('#renderer/features/trash/index.ts').then((module) => ({ default: module.TrashView })),
);
const ConnectionsView = lazy(() =>
  import('#renderer/features/connections/index.ts').then((module) => ({ default: module.ConnectionsView })),
);
const SentView = lazy(() =>
  import('#renderer/features/egress/index.ts').then((module) => ({ default: module.SentView })),
);
const CostsView = lazy(() =>
  import('#renderer/features/ledger/index.ts').then((module) => ({ default: module.CostsView })),
);
const QueuePage = lazy(() =>
  import('#renderer/features/queue-page/index.ts').then((module) => ({ default: module.QueuePage })),
);
const KeySheet = lazy(() => import('./key-sheet.tsx').then((module) => ({ default: module.KeySheet })));

export function Shell() {
  const route = useRoute();
  const [isQueueOpen, setQueueOpen] = useState(false);
  const [isKeySheetOpen, setKeySheetOpen] = useState(false);
  const projectId = route.kind === 'project' ? route.projectId : null;

  useWindowTitle(route);
  useQueueNotices({ isPanelOpen: isQueueOpen || route.kind === 'queue', onOpenPanel: () => setQueueOpen(true) });
  useRecoveryNotice(route.kind === 'home' || route.kind === 'project' ? route.kind : 'other');
  useShellCommands({
    newProject: openNewProject,
    importScript: () => openScriptImport({ projectId }),
    openSettings: () => goTo({ kind: 'settings' }),
    // Whatever lies over the page, such as the sketch pad, has an undo of its own.
    undo: () => findRun('window.undo')?.(),
    redo: () => findRun('window.redo')?.(),
  });

  useCommandKeys();
  useSwitchCommands();
  usePaneMemory();
  usePageFocus(boundaryKey(route));
  useCommands({
    ...pageCommands,
    'window.palette': openPalette,
    'window.undo': () => void undo(projectId),
    'window.redo': () => void redo(projectId),
    'window.keys': () => setKeySheetOpen(true),
    'window.nextPane': () => focusPane(1),
    'window.previousPane': () => focusPane(-1),
    'window.importScript': () => openScriptImport({ projectId }),
    'window.queue': () => setQueueOpen(true),
    ...(projectId && viewCommands(projectId)),
  });
  useLoneField();
  useEscape(() => {
    const parent = parentOf(route);
    // In a project Escape belongs to the view: it ends a selection or closes the inspector.
    if (parent && route.kind !== 'project') goTo(parent);
  });

  return (
    <div className={styles.shell} data-view={route.kind === 'project' ? route.view : route.kind}>
      <AppHeader
        route={route}
        onOpenQueue={() => setQueueOpen(true)}
        onOpenKeySheet={() => setKeySheetOpen(true)}
        onImportScript={() => openScriptImport({ projectId })}
      />
      <ConnectionBanner />
      <div className={styles.page} {...pageAttribute}>
        <ErrorBoundary key={boundaryKey(route)} onReset={() => goTo({ kind: 'home' })}>
          <Suspense fallback={<PageSkeleton />}>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <DropZone
        onFiles={(files) => {
          if (!compareDropped(files)) openScriptImport({ files, projectId });
        }}
      />
      <ScriptImportHost onImported={goToProject} onCompare={openScriptDifference} />
      <ScriptDifferenceHost
        projectId={projectId}
        onImport={(file, into) =>
          openScriptImport({ files: [{ path: file.name, file }], projectId: into, isOtherScript: true })
        }
        onUpdated={goToProject}
      />
      <QueuePanel
        isOpen={isQueueOpen}
        onClose={() => setQueueOpen(false)}
        onOpenPage={() => {
          setQueueOpen(false);
          goTo({ kind: 'queue' });
        }}
      />
      <AssistHost onOpenConnections={() => goTo({ kind: 'connections' })} />
      <SketchHost />
      <VideoFrameHost />
      <GenerationDialogs onOpenShot={(inProject, shotId) => void openShot(inProject, shotId)} />
      <ApprovalHost />
      <PaletteHost projectId={projectId} onGo={(target) => void openTarget(target)} />
      <NewProjectHost onMade={goToProject} />
      {isKeySheetOpen && (
        <Suspense fallback={null}>
          <KeySheet
            isOpen
            onClose={() => setKeySheetOpen(false)}
            onChange={() => {
              setKeySheetOpen(false);
              goTo({ kind: 'settings' });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The script and the other views of the storyboard are one page. */
function boundaryKey(route: Route): string {
  const isScript = route.kind === 'project' && route.view === 'script';
  return routeHash(isScript ? { ...route, view: 'storyboard' } : route);
}

function goToProject(projectId: ProjectId): void {
  goTo({ kind: 'project', projectId, view: 'storyboard' });
}

const pageCommands: CommandRuns = {
  'window.newProject': openNewProject,
  'window.newFromTemplate': openTemplates,
  'window.sampleProject': () => void makeSampleProject(goToProject),
  'window.quickTake': openQuickTake,
  'window.home': () => goTo({ kind: 'home' }),
  'window.queuePage': () => goTo({ kind: 'queue' }),
  'window.connections': () => goTo({ kind: 'connections' }),
  'window.sent': () => goTo({ kind: 'sent' }),
  'window.costs': () => goTo({ kind: 'costs' }),
  'window.trash': () => goTo({ kind: 'trash' }),
  'window.settings': () => goTo({ kind: 'settings' }),
};

function viewCommands(projectId: ProjectId): CommandRuns {
  const show = (view: ProjectView) => () => goTo({ kind: 'project', projectId, view });
  return {
    'project.script': show('script'),
    'project.storyboard': show('storyboard'),
    'project.elements': show('elements'),
    'project.film': show('film'),
    // Where shots are shown this is their own.
    'storyboard.find': () => void openProjectFind(projectId),
  };
}

function Page({ route }: { route: Route }) {
  switch (route.kind) {
    case 'settings':
      return <SettingsView />;
    case 'trash':
      return <TrashView />;
    case 'connections':
      return <ConnectionsView />;
    case 'sent':
      return <SentView onOpenConnections={() => goTo({ kind: 'connections' })} />;
    case 'costs':
      return <CostsView onOpenConnections={() => goTo({ kind: 'connections' })} />;
    case 'queue':
      return <QueuePage />;
    case 'home':
      return <HomeView onOpenProject={goToProject} onImportScript={() => openScriptImport({ projectId: null })} />;
    case 'project':
      return <ProjectPage projectId={route.projectId} view={route.view} />;
  }
}

function ProjectPage({ projectId, view }: { projectId: ProjectId; view: ProjectView }) {
  switch (view) {
    case 'script':
    case 'storyboard':
      return (
        <StoryboardView
          projectId={projectId}
          isScript={view === 'script'}
          onScript={(isScript) => goTo({ kind: 'project', projectId, view: isScript ? 'script' : 'storyboard' })}
          onImportScript={() => openScriptImport({ projectId })}
        />
      );
    case 'elements':
      return <ElementsView projectId={projectId} onOpenShot={(shotId) => void openShot(projectId, shotId)} />;
    case 'film':
      return (
        <FilmView
          projectId={projectId}
          onGoToStoryboard={() => goTo({ kind: 'project', projectId, view: 'storyboard' })}
        />
      );
  }
}
