/** One shot, or a line's worth of it, to the scale of time. Memoised: it renders again only when what it shows changes. */
import { useDraggable } from '@dnd-kit/core';
import { memo, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { speakingJob } from '#renderer/features/queue/index.ts';
import { useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import { toShotCardView } from './shot-card-view.ts';
import { marksText, StatusIcon, Swatch } from './shot-marks.tsx';
import { statusText } from './status-text.ts';
import type { StripLine } from './strip-rows.ts';
import styles from './strip-view.module.css';

type PlaceProps = {
  shot: StoryboardShot;
  leftPx: number;
  widthPx: number;
  topPx: number;
  isSelected: boolean;
  /** Dragged, or cut. */
  isLeaving: boolean;
};

export type StripBlockProps = PlaceProps & {
  number: string;
  frameRate: FrameRate;
  isTabStop: boolean;
  isFileTarget: boolean;
};

export const StripBlock = memo(function StripBlock(props: StripBlockProps) {
  const { shot, isSelected, isTabStop, isFileTarget } = props;
  // The attributes of dnd-kit are left out: its keyboard is ours (Alt and arrows), and so is the role.
  const { setNodeRef, listeners } = useDraggable({ id: shot.id });
  return (
    <li {...placeOf(props, isFileTarget && styles.fileTarget)}>
      <div
        ref={setNodeRef}
        data-shot-id={shot.id}
        role="button"
        aria-pressed={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        className={styles.face}
        onPointerDown={listeners?.onPointerDown as ((event: PointerEvent) => void) | undefined}
      >
        <StripFace {...props} />
      </div>
    </li>
  );
});

/** The rest of a shot that is longer than a line. It repeats nothing. */
export const StripRest = memo(function StripRest(props: PlaceProps) {
  return <li aria-hidden data-goes-on={props.shot.id} {...placeOf(props, styles.goesOn)} />;
});

export type StripFoldProps = {
  line: StripLine;
  /** Of the scene, like the count. */
  number: string;
  shotCount: number;
  onUnfold: (sceneId: SceneId) => void;
};

/**
 * A line's worth of a folded scene, as long as the shots in it, with a mark where each begins. For the mouse: by keyboard
 * and for screen readers there is the button in the header of the scene, which says as much.
 */
export const StripFold = memo(function StripFold({ line, number, shotCount, onUnfold }: StripFoldProps) {
  const { t } = useTranslation();
  return (
    <li
      aria-hidden
      className={styles.fold}
      style={{ transform: `translate(0, ${line.topPx}px)`, width: Math.max(2, line.endPx - 2) }}
    >
      <button
        type="button"
        tabIndex={-1}
        title={t('storyboard.showShotsOf', { number })}
        onClick={() => onUnfold(line.sceneId)}
      >
        {line.pieces.map(({ shotIndex, fromFrame, leftPx }) =>
          fromFrame === 0 && leftPx > 0 ? (
            <span key={shotIndex} className={styles.cut} style={{ left: leftPx }} />
          ) : null,
        )}
        {line.isFirst && <span className={styles.foldWords}>{t('app.shots', { count: shotCount })}</span>}
      </button>
    </li>
  );
});

function placeOf({ leftPx, widthPx, topPx, isSelected, isLeaving }: PlaceProps, more: string | false | undefined) {
  return {
    className: [styles.block, isSelected && styles.selected, isLeaving && styles.leaving, more]
      .filter(Boolean)
      .join(' '),
    style: { transform: `translate(${leftPx}px, ${topPx}px)`, width: Math.max(2, widthPx - 2) },
  };
}

/** What a block shows, as far as it has room. */
export function StripFace({ shot, number, frameRate }: Pick<StripBlockProps, 'shot' | 'number' | 'frameRate'>) {
  const { t } = useTranslation();
  const job = speakingJob(useJobsOfShot(shot.id));
  const view = toShotCardView(shot, { number, job, frameRate });
  const status = statusText(t, view.status);
  const title = view.title || t('storyboard.untitledShot');
  return (
    <>
      <span className={styles.name}>
        {t('storyboard.cardLabel', { number, title, status, duration: view.duration }) + marksText(t, shot)}
      </span>
      <span
        className={styles.picture}
        style={view.pictureUrl ? { backgroundImage: `url("${view.pictureUrl}")` } : {}}
        aria-hidden
      >
        <span className={styles.number}>{number}</span>
        <span className={styles.status}>
          <span className={`${styles.dot} ${styles[view.tone]}`} />
          <span className={styles.statusWord}>{status}</span>
        </span>
      </span>
      <span className={styles.caption} aria-hidden>
        {shot.colour && <Swatch colour={shot.colour} />}
        <StatusIcon status={shot.status} />
        <span className={styles.title} dir="auto">
          {view.title || view.text || <i>{title}</i>}
        </span>
        <span className={styles.duration}>{view.duration}</span>
      </span>
    </>
  );
}
