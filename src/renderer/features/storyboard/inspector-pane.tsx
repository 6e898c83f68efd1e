/** The right side of the storyboard: the fields of what is selected, or the takes of one shot. */
import { useTranslation } from 'react-i18next';
import { type ShotBefore, ShotInspector } from '#renderer/features/shot-inspector/index.ts';
import { TakeList } from '#renderer/features/take-review/index.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import { GenerateShotButton } from './generate-button.tsx';
import { JobTrouble } from './job-trouble.tsx';
import { PaneDivider } from './pane-divider.tsx';
import styles from './storyboard.module.css';
import type { Pane } from './use-pane.ts';

export type InspectorTab = 'shot' | 'takes';

export type InspectorPaneProps = {
  project: Project;
  pane: Pane;
  tab: InspectorTab;
  onTab: (tab: InspectorTab) => void;
  /** What is selected, in storyboard order. */
  shots: StoryboardShot[];
  /** The shot whose takes are listed; null means none. */
  focused: StoryboardShot | null;
  /** Number of the first selected shot. */
  number: string;
  /** The shot before it. */
  before: ShotBefore;
  onPlayTake: (shotId: ShotId, take: Take) => void;
  onCompareTakes: (shotId: ShotId) => void;
};

export function InspectorPane({
  project,
  pane,
  tab,
  onTab,
  shots,
  focused,
  number,
  before,
  onPlayTake,
  onCompareTakes,
}: InspectorPaneProps) {
  const { t } = useTranslation();
  return (
    <aside className={styles.inspector} aria-label={t('inspector.label')}>
      <PaneDivider pane={pane} label={t('storyboard.resizeInspector')} side="right" />
      <div className={styles.tabs} role="tablist" aria-label={t('inspector.tabs')}>
        <TabButton name="shot" tab={tab} setTab={onTab} label={t('inspector.tabShot')} />
        <TabButton
          name="takes"
          tab={tab}
          setTab={onTab}
          label={`${t('inspector.tabTakes')}${focused && focused.takeCount > 0 ? ` ${focused.takeCount}` : ''}`}
        />
      </div>
      {/* What scrolls must be reachable by keyboard. */}
      <div
        className={styles.page}
        role="tabpanel"
        id="inspector-page"
        aria-labelledby={`inspector-${tab}`}
        tabIndex={0}
      >
        {tab === 'takes' && focused ? (
          <TakeList
            key={focused.id}
            project={project}
            shot={focused}
            onPlay={(take) => onPlayTake(focused.id, take)}
            onCompare={() => onCompareTakes(focused.id)}
          />
        ) : (
          <ShotInspector project={project} shots={shots} number={number} before={before}>
            {shots[0] && <JobTrouble shotId={shots[0].id} />}
          </ShotInspector>
        )}
      </div>
      {shots.length === 1 && shots[0] && <GenerateShotButton project={project} shot={shots[0]} />}
    </aside>
  );
}

type TabButtonProps = { name: InspectorTab; tab: string; setTab: (tab: InspectorTab) => void; label: string };

function TabButton({ name, tab, setTab, label }: TabButtonProps) {
  return (
    <button
      type="button"
      role="tab"
      id={`inspector-${name}`}
      aria-selected={tab === name}
      aria-controls="inspector-page"
      tabIndex={tab === name ? 0 : -1}
      onClick={() => setTab(name)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const other = name === 'shot' ? 'takes' : 'shot';
        setTab(other);
        document.getElementById(`inspector-${other}`)?.focus();
      }}
    >
      {label}
    </button>
  );
}
