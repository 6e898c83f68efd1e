/** The bar over the shots: panes, how much there is, the views, what can be added, and the main action. */
import { IconLayoutSidebar, IconLayoutSidebarRight, IconRowInsertBottom, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Storyboard } from '#shared/domain/records.ts';
import { toTimecode } from '#shared/domain/time.ts';
import { DraftShotsButton } from '#renderer/features/assist/index.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { BoardViewSwitch } from './board-view-switch.tsx';
import { GenerateButton } from './generate-button.tsx';
import type { Selection } from './selection.ts';
import styles from './storyboard.module.css';
import type { BoardView } from './use-board-view.ts';
import type { Pane } from './use-pane.ts';
import type { StoryboardFacts } from './use-storyboard-facts.ts';

export type StoryboardToolbarProps = {
  storyboard: Storyboard;
  facts: StoryboardFacts;
  selection: Selection;
  outline: Pane;
  inspector: Pane;
  view: BoardView;
  onView: (view: string) => void;
  isFindOpen: boolean;
  onFind: () => void;
  onAddScene: () => void;
};

export function StoryboardToolbar({
  storyboard,
  facts,
  selection,
  outline,
  inspector,
  view,
  onView,
  isFindOpen,
  onFind,
  onAddScene,
}: StoryboardToolbarProps) {
  const { t } = useTranslation();
  const { project, shots } = storyboard;
  const total = t('storyboard.totals', {
    shots: t('app.shots', { count: shots.length }),
    duration: toTimecode(facts.timeline.durationFrames, project.frameRate),
  });
  return (
    <div className={styles.toolbar}>
      <IconButton
        label={outline.isOpen ? t('storyboard.hideOutline') : t('storyboard.showOutline')}
        command="storyboard.outline"
        aria-expanded={outline.isOpen}
        onClick={outline.toggle}
      >
        <IconLayoutSidebar size={17} />
      </IconButton>
      <span className={styles.totals}>
        {selection.ids.length > 1 ? (
          t('storyboard.selectedCount', { count: selection.ids.length })
        ) : (
          <Timecode>{total}</Timecode>
        )}
      </span>
      <BoardViewSwitch view={view} onView={onView} />
      <IconButton
        label={t('commands.storyboard.find')}
        command="storyboard.find"
        aria-expanded={isFindOpen}
        onClick={onFind}
      >
        <IconSearch size={17} />
      </IconButton>
      <span className={styles.addScene}>
        <IconButton label={t('storyboard.addScene')} command="storyboard.newScene" onClick={onAddScene}>
          <IconRowInsertBottom size={17} />
        </IconButton>
      </span>
      <span className={styles.draft}>
        <DraftShotsButton projectId={project.id} />
      </span>
      <GenerateButton storyboard={storyboard} numbers={facts.numbers} selectedIds={selection.ids} />
      <IconButton
        label={inspector.isOpen ? t('storyboard.hideInspector') : t('storyboard.showInspector')}
        command="storyboard.inspector"
        aria-expanded={inspector.isOpen}
        onClick={inspector.toggle}
      >
        <IconLayoutSidebarRight size={17} />
      </IconButton>
    </div>
  );
}
