import IconMore from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { aspectRatioLabel } from '#shared/domain/frame-size.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import { coverUrl, lengthText } from './project-card-view.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import styles from './project-card.module.css';

export type ProjectCardProps = {
  project: ProjectSummary;
  onOpen: () => void;
  onMenu: (event: MouseEvent) => void;
  /** The focus came to its button or its menu. */
  onFocus: () => void;
};

/** One project: its picture, its title, its facts. */
export function ProjectCard({ project, onOpen, onMenu, onFocus }: ProjectCardProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  const title = project.title || t('app.untitled');
  const facts = [
    t('app.shots', { count: project.shotCount }),
    lengthText(project.durationFrames, project.frameRate),
    ...(project.takeCount > 0 ? [t('app.takes', { count: project.takeCount })] : []),
    t('home.edited', { ago: timeAgo(project.updatedAtMs, nowMs, i18n.language) }),
  ];
  return (
    // The menu stands on a button too; the right click is a second way to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={styles.card} onContextMenu={onMenu} onFocus={onFocus}>
      <Cover project={project} />
      <button
        type="button"
        className={styles.open}
        {...commandAttributes('home.open')}
        aria-label={t('home.openTitle', { title })}
        onClick={onOpen}
      />
      <div className={styles.words}>
        <div className={styles.texts}>
          <h3 className={styles.title} dir="auto" title={title}>
            {title}
          </h3>
          <p className={styles.facts}>{facts.join(' · ')}</p>
        </div>
        <IconButton
          label={t('home.moreFor', { title })}
          aria-haspopup="menu"
          onClick={onMenu}
          className={styles.more ?? ''}
        >
          <IconMore size={18} stroke={1.6} />
        </IconButton>
      </div>
    </li>
  );
}

/** The picture, on black in a 16:9 window; without one, a frame of the project's own shape. */
function Cover({ project }: { project: ProjectSummary }) {
  const url = coverUrl(project);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const { widthPx, heightPx } = project.frameSize;
  return (
    <span className={styles.cover} aria-hidden>
      {url && url !== failedUrl ? (
        <img
          className={styles.picture}
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailedUrl(url)}
        />
      ) : (
        <span className={styles.frame} style={{ aspectRatio: `${widthPx} / ${heightPx}` }}>
          <span className={styles.ratio}>{aspectRatioLabel(project.frameSize)}</span>
        </span>
      )}
    </span>
  );
}
