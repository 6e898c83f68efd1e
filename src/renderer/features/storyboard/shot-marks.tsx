/** Colour and status of a shot, as people marked it: small, and in words for screen readers elsewhere. */
import { IconBan, IconCheck, IconEye, IconProgress } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { ShotStatus } from '#shared/domain/shot-fields.ts';
import styles from './shot-marks.module.css';

const statusIcons: Record<ShotStatus, ReactNode> = {
  planned: null,
  'in-progress': <IconProgress size={13} />,
  review: <IconEye size={13} />,
  approved: <IconCheck size={13} />,
  omitted: <IconBan size={13} />,
};

export function StatusIcon({ status }: { status: ShotStatus }) {
  return statusIcons[status] && <span className={`${styles.status} ${styles[status]}`}>{statusIcons[status]}</span>;
}

export function Swatch({ colour }: { colour: string }) {
  return <span className={styles.swatch} data-colour={colour} />;
}

/** `, in review, red`; empty for a shot that nobody marked. */
export function marksText(t: TFunction, { status, colour }: Pick<StoryboardShot, 'status' | 'colour'>): string {
  const words = [
    ...(status === 'planned' ? [] : [t(`shotFields.statuses.${status}`)]),
    ...(colour === null ? [] : [t(`shotFields.colours.${colour}`)]),
  ];
  return words.map((word) => `, ${word.toLowerCase()}`).join('');
}
