/** A clip on its lane: its waveform, its fades, its two ends, and what keys do to it. */
import { type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { gainFactor, soundLengthFrames } from '#shared/domain/sound-rules.ts';
import { type FrameRate, toShortTimecode, toTimecode } from '#shared/domain/time.ts';
import styles from './sound.module.css';
import { type ClipCommand, clipCommandOf, type PlacedClip, seenPart, sourceMsAtPx } from './sound-view.ts';
import type { StartClipDrag } from './use-clip-drag.ts';
import { useWaveform } from './use-waveform.ts';
import { WaveformCanvas } from './waveform-canvas.tsx';

export type SoundClipProps = {
  clip: PlacedClip;
  /** Of its lane. */
  laneGainDb: number;
  pxPerFrame: number;
  /** Pixels of the film that are seen. */
  seenFromPx: number;
  seenToPx: number;
  frameRate: FrameRate;
  isSelected: boolean;
  isSilent: boolean;
  onSelect: (clip: PlacedClip) => void;
  onCommand: (clip: PlacedClip, command: ClipCommand) => void;
  onStartDrag: StartClipDrag;
};

export const SoundClipBox = memo(function SoundClipBox(props: SoundClipProps) {
  const { clip, pxPerFrame, seenFromPx, seenToPx, frameRate, isSelected, isSilent } = props;
  const { onSelect, onCommand, onStartDrag } = props;
  const { t } = useTranslation();
  const length = soundLengthFrames(clip, frameRate);
  const startPx = clip.startFrame * pxPerFrame;
  const widthPx = Math.max(6, length * pxPerFrame);
  const seen = seenPart({ startPx, endPx: startPx + widthPx }, { fromPx: seenFromPx, toPx: seenToPx });
  const handleKey = (event: KeyboardEvent) => {
    const command = clipCommandOf(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    onCommand(clip, command);
  };
  const words = t('sound.clipAt', {
    start: toTimecode(clip.startFrame, frameRate),
    length: toShortTimecode(length, frameRate),
    gain: clip.gainDb,
  });
  return (
    <div
      role="slider"
      tabIndex={0}
      className={[styles.clip, isSelected && styles.selected, isSilent && styles.silent].filter(Boolean).join(' ')}
      style={{ left: startPx, width: widthPx }}
      aria-label={t('sound.clip', { name: clip.sourceName })}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuenow={clip.startFrame}
      aria-valuemax={Math.max(clip.startFrame, 1_000_000)}
      aria-valuetext={words}
      onFocus={() => onSelect(clip)}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        event.currentTarget.focus({ preventScroll: true });
        onStartDrag(event, clip, 'move');
      }}
    >
      {seen && <ClipWaveform {...props} fromPx={seen.fromPx - startPx} toPx={seen.toPx - startPx} />}
      <span className={styles.clipName}>{clip.sourceName}</span>
      <FadeLines clip={clip} pxPerFrame={pxPerFrame} widthPx={widthPx} />
      {widthPx > 24 && (
        // For pointers only: by keyboard there are Alt and the arrows, and the fields.
        <>
          <i
            aria-hidden
            className={styles.startGrip}
            onPointerDown={(event) => onStartDrag(event, clip, 'trim-start')}
          />
          <i aria-hidden className={styles.endGrip} onPointerDown={(event) => onStartDrag(event, clip, 'trim-end')} />
          <i
            aria-hidden
            className={styles.fadeGrip}
            style={{ left: clip.fadeInFrames * pxPerFrame }}
            title={t('sound.dragFadeIn')}
            onPointerDown={(event) => onStartDrag(event, clip, 'fade-in')}
          />
          <i
            aria-hidden
            className={styles.fadeGrip}
            style={{ left: widthPx - clip.fadeOutFrames * pxPerFrame }}
            title={t('sound.dragFadeOut')}
            onPointerDown={(event) => onStartDrag(event, clip, 'fade-out')}
          />
        </>
      )}
    </div>
  );
});

type ClipWaveformProps = Pick<SoundClipProps, 'clip' | 'laneGainDb' | 'pxPerFrame' | 'frameRate'> & {
  /** Of the clip, in pixels from its start. */
  fromPx: number;
  toPx: number;
};

function ClipWaveform({ clip, laneGainDb, pxPerFrame, frameRate, fromPx, toPx }: ClipWaveformProps) {
  const { t } = useTranslation();
  const state = useWaveform(clip.assetId);
  switch (state.kind) {
    case 'loading':
      return (
        <span className={styles.clipState} style={{ left: fromPx }}>
          {t('sound.drawing', { percent: Math.round(state.progress * 100) })}
        </span>
      );
    case 'failed':
      return (
        <span className={styles.clipState} style={{ left: fromPx }}>
          {t('sound.noWaveform')}
        </span>
      );
    case 'ready':
      return (
        <WaveformCanvas
          waveform={state.waveform}
          fromMs={sourceMsAtPx(clip, fromPx, pxPerFrame, frameRate)}
          toMs={sourceMsAtPx(clip, toPx, pxPerFrame, frameRate)}
          leftPx={fromPx}
          widthPx={toPx - fromPx}
          gain={gainFactor(clip.gainDb + laneGainDb)}
        />
      );
  }
}

/** Darkens what is faded. */
function FadeLines({ clip, pxPerFrame, widthPx }: { clip: PlacedClip; pxPerFrame: number; widthPx: number }) {
  const inPx = clip.fadeInFrames * pxPerFrame;
  const outPx = widthPx - clip.fadeOutFrames * pxPerFrame;
  if (inPx === 0 && outPx === widthPx) return null;
  return (
    <svg className={styles.fades} viewBox={`0 0 ${widthPx} 1`} preserveAspectRatio="none" aria-hidden>
      {inPx > 0 && <path d={`M0 0 L${inPx} 0 L0 1 Z`} />}
      {outPx < widthPx && <path d={`M${widthPx} 0 L${outPx} 0 L${widthPx} 1 Z`} />}
    </svg>
  );
}
