/** Draws a part of a waveform in the colour of the text, as sharp as the screen is. */
import { useEffect, useRef } from 'react';
import { type Waveform, waveformColumns } from '#shared/domain/waveform.ts';
import styles from './sound.module.css';

export type WaveformCanvasProps = {
  waveform: Waveform;
  fromMs: number;
  toMs: number;
  leftPx: number;
  widthPx: number;
  /** What peaks are multiplied with. */
  gain: number;
};

export function WaveformCanvas({ waveform, fromMs, toMs, leftPx, widthPx, gain }: WaveformCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = Math.max(1, Math.round(widthPx));
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    const heightPx = element.clientHeight;
    element.width = Math.round(count * scale);
    element.height = Math.round(heightPx * scale);
    context.scale(scale, scale);
    context.fillStyle = getComputedStyle(element).color;
    const half = heightPx / 2;
    for (const [column, peak] of waveformColumns(waveform, { fromMs, toMs, count }).entries()) {
      const high = Math.min(1, peak.high * gain) * half;
      const low = Math.min(1, -peak.low * gain) * half;
      context.fillRect(column, half - high, 1, Math.max(1, high + low));
    }
  }, [waveform, fromMs, toMs, count, gain]);
  return <canvas ref={canvas} className={styles.waveform} style={{ left: leftPx, width: count }} aria-hidden />;
}
