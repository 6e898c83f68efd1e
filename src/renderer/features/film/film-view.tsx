/** The selected takes in order, as one film; shots without one are their boards, and are marked. */
import { IconMovie, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import {
  clipFrames,
  filmTimeline,
  clampFrame,
  segmentIndexAt,
  shotThumbnailUrl,
  type Timeline,
} from '#renderer/features/shot-facts/index.ts';
import { SoundLanes } from '#renderer/features/sound/index.ts';
import { FrameBoardButton } from '#renderer/features/board-frames/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useCommands, useRowCommands } from '#renderer/ui/commands.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { useHeightProperty } from '#renderer/ui/use-height-property.ts';
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FilmStage } from './film-stage.tsx';
import styles from './film.module.css';
import { MissingNote } from './missing-note.tsx';
import { type Playback, playbackOf } from './playback.ts';
import { Strip, type StripProps, type StripView } from './strip.tsx';
import { playerHints } from '#renderer/features/shot-facts/index.ts';
import { filmCommands } from './use-film-keys.ts';

/** Behind the film, so that the end of a sound that goes on can be dragged. */
const soundTailPx = 96;

export type FilmViewProps = { projectId: ProjectId; onGoToStoryboard: () => void };

export function FilmView({ projectId, onGoToStoryboard }: FilmViewProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  if (error && !data) {
    return (
      <main className={styles.whole}>
        <EmptyState
          title={t('storyboard.loadFailed')}
          actions={
            <CommandButton command="window.retry" onClick={() => void refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(error)}
        </EmptyState>
      </main>
    );
  }
  if (!data) {
    return (
      <div className={styles.loading} role="status" aria-label={t('storyboard.loading')}>
        <Skeleton height="100%" />
      </div>
    );
  }
  if (data.shots.length === 0) {
    return (
      <main className={styles.whole}>
        <EmptyState
          icon={<IconMovie size={32} />}
          title={t('film.emptyTitle')}
          actions={
            <Button variant="primary" onClick={onGoToStoryboard}>
              {t('film.goToStoryboard')}
            </Button>
          }
        >
          {t('film.emptyText')}
        </EmptyState>
      </main>
    );
  }
  return <Film storyboard={data} />;
}

function Film({ storyboard }: { storyboard: Storyboard }) {
  const { t } = useTranslation();
  const { project, shots, scenes } = storyboard;
  const [isExporting, setExporting] = useState(false);
  const roomBelowNotices = useHeightProperty('--room-below-notices');
  const [summary, setSummary] = useState<HTMLElement | null>(null);
  useKeptFocus(summary);
  const playback = playbackOf(project.id);
  const timeline = useMemo(() => filmTimeline(shots), [shots]);
  const numbers = useMemo(() => shotNumbers(scenes, shots), [scenes, shots]);
  useEffect(() => playback.setTimeline(timeline), [playback, timeline]);
  useEffect(() => () => playback.pause(), [playback]);
  useCommands({
    ...filmCommands(playback),
    'project.export': () => setExporting(true),
  });
  const index = useSyncExternalStore(playback.frame.subscribe, () => segmentIndexAt(timeline, playback.frame.get()));
  const present = useMemo(() => new Set<ShotId>(shots[index] ? [shots[index].id] : []), [shots, index]);
  const missing = useMemo(() => shots.filter(({ selectedTake }) => selectedTake === null).map(({ id }) => id), [shots]);
  return (
    <div className={styles.film}>
      <main className={styles.main}>
        <FilmStage project={project} shots={shots} numbers={numbers} timeline={timeline} playback={playback} />
        <div className={styles.under}>
          <p className={styles.keys}>{playerHints(t, ['play', 'shuttle', 'step', 'shots', 'part', 'fullScreen'])}</p>
          {shots[index] && (
            <FrameBoardButton
              shot={shots[index]}
              disabled={!shots[index].selectedTake}
              frameNow={() => clipFrameAt(playback.frame.get(), { shots, timeline, frameRate: project.frameRate })}
            />
          )}
        </div>
      </main>
      <aside className={styles.side} aria-label={t('film.clips')}>
        <div ref={setSummary} className={styles.summary}>
          <Button
            variant="primary"
            size="large"
            command="project.export"
            icon={<IconUpload size={17} />}
            onClick={() => setExporting(true)}
          >
            {t('film.export')}
          </Button>
          {missing.length === 0 ? (
            <p className={styles.fine}>{t('film.allThere')}</p>
          ) : (
            <MissingNote projectId={project.id} missing={missing} />
          )}
        </div>
        <ClipList storyboard={storyboard} numbers={numbers} timeline={timeline} playback={playback} index={index} />
      </aside>
      <div ref={roomBelowNotices} className={styles.bottom}>
        <StripWithSound
          project={project}
          shots={shots}
          numbers={numbers}
          timeline={timeline}
          playback={playback}
          selectedIds={present}
        />
      </div>
      <ExportDialog projectId={project.id} isOpen={isExporting} onClose={() => setExporting(false)} />
    </div>
  );
}

/** Apart from the rest, which scrolling does not concern. */
function StripWithSound(props: StripProps) {
  const [view, setView] = useState<StripView | null>(null);
  const { project, timeline, playback } = props;
  return (
    <>
      <Strip {...props} tailPx={soundTailPx} onView={setView} />
      {view && <SoundLanes project={project} segments={timeline.segments} film={playback} view={view} />}
    </>
  );
}

type ClipsAt = { shots: Storyboard['shots']; timeline: Timeline; frameRate: FrameRate };

/** What stands on the screen at a frame of the film; null for a shot without a take. */
function clipFrameAt(frame: number, { shots, timeline, frameRate }: ClipsAt) {
  const index = segmentIndexAt(timeline, frame);
  const take = shots[index]?.selectedTake;
  const frameIndex = frame - (timeline.segments[index]?.startFrame ?? 0);
  return take ? { assetId: take.assetId, frameIndex: clampFrame(frameIndex, take.durationFrames), frameRate } : null;
}

type ClipListProps = {
  storyboard: Storyboard;
  numbers: ReadonlyMap<ShotId, string>;
  timeline: Timeline;
  playback: Playback;
  /** The clip at the playhead. */
  index: number;
};

function ClipList({ storyboard: { shots, project }, numbers, timeline, playback, index }: ClipListProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const rowCommands = useRowCommands('li');
  // No React Compiler here, which is what this rule is about.
  const virtualizer = useVirtualizer({
    count: shots.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    overscan: 6,
  });
  useEffect(() => virtualizer.scrollToIndex(Math.max(0, index), { align: 'auto' }), [index, virtualizer]);
  return (
    <div ref={scroller} className={styles.clips} {...rowCommands}>
      <ol style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const shot = shots[item.index];
          if (!shot) return null;
          const picture = shotThumbnailUrl(shot);
          const status = !shot.selectedTake
            ? t('film.missing')
            : shot.selectedTake.isOutdated
              ? t('film.outdated')
              : t('takes.take', { number: shot.selectedTake.takeNumber });
          const tone = !shot.selectedTake ? styles.bad : shot.selectedTake.isOutdated ? styles.ask : styles.calm;
          return (
            <li
              key={shot.id}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={shots.length}
              aria-posinset={item.index + 1}
            >
              <button
                type="button"
                className={styles.clip}
                {...commandAttributes('player.goToClip')}
                aria-current={item.index === index ? 'true' : undefined}
                onClick={() => playback.seek(timeline.segments[item.index]?.startFrame ?? 0)}
              >
                <span
                  className={styles.thumb}
                  style={picture ? { backgroundImage: `url("${picture}")` } : {}}
                  aria-hidden
                />
                <span className={styles.clipText}>
                  <span className={styles.clipTitle} dir="auto">
                    <b>{numbers.get(shot.id)}</b> {shot.title || t('storyboard.untitledShot')}
                  </span>
                  <span className={tone}>{status}</span>
                </span>
                <Timecode className={styles.clipLength ?? ''}>
                  {toShortTimecode(clipFrames(shot), project.frameRate)}
                </Timecode>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
