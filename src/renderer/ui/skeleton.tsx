/** A grey shape of the size of what comes. Hidden from screen readers; say "loading" beside it. */
import type { CSSProperties } from 'react';
import styles from './skeleton.module.css';

export type SkeletonProps = { width?: CSSProperties['width']; height?: CSSProperties['height']; className?: string };

export function Skeleton({ width = '100%', height = '1em', className }: SkeletonProps) {
  return (
    <span className={[styles.skeleton, className].filter(Boolean).join(' ')} style={{ width, height }} aria-hidden />
  );
}
