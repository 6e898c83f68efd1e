/** Start and end of the camera, drawn over the board: by pointer, or by keys once one of them has the focus. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type Ref, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CameraFraming, eased, easings, type Framing } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from './choice-field.tsx';
import { framingByKey, movedFraming, stretchedFraming } from './framing-edits.ts';
import styles from './framing-field.module.css';

export type FramingFieldProps = {
  framing: CameraFraming;
  frameSize: FrameSize;
  /** How long the preview lasts. */
  durationMs: number;
  /** Null where the shots have no one board. */
  pictureUrl: string | null;
  /** Calls with the same key are one step to undo. */
  onChange: (framing: CameraFraming, typingKey: string) => Promise<unknown>;
  /** The camera move decides again. */
  onClear: () => void;
  /** Of the end of the camera, which is what one draws first. */
  endRef: Ref<HTMLDivElement>;
};

const sides = ['start', 'end'] as const;
type Side = (typeof sides)[number];

export function FramingField({
  framing,
  frameSize,
  durationMs,
  pictureUrl,
  onChange,
  onClear,
  endRef,
}: FramingFieldProps) {
  const { t } = useTranslation();
  const [typingKey, setTypingKey] = useState(() => crypto.randomUUID() as string);
  const [drawn, setDrawn] = useState<CameraFraming | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const shown = drawn ?? framing;
  const latestDrawn = useRef<CameraFraming | null>(null);
  // What was drawn stands until the studio has the last of it.
  const change = (next: CameraFraming, key: string) => {
    latestDrawn.current = next;
    setDrawn(next);
    void onChange(next, key).then(() => latestDrawn.current === next && setDrawn(null));
  };

  const drag = (side: Side, isCorner: boolean, event: PointerEvent<HTMLElement>) => {
    const box = board.current?.getBoundingClientRect();
    if (!box || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    target.closest<HTMLElement>('[role="slider"]')?.focus();
    const from = { x: event.clientX, y: event.clientY };
    let latest = shown;
    const move = (now: globalThis.PointerEvent) => {
      const before = shown[side];
      const next = isCorner
        ? stretchedFraming(before, (now.clientX - box.left) / box.width, (now.clientY - box.top) / box.height)
        : movedFraming(before, (now.clientX - from.x) / box.width, (now.clientY - from.y) / box.height);
      latest = { ...shown, [side]: next };
      setDrawn(latest);
    };
    const end = () => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      if (latest !== shown) change(latest, crypto.randomUUID());
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };
  const press = (side: Side, event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = framingByKey(shown[side], event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    change({ ...shown, [side]: next }, typingKey);
  };
  return (
    <div className={styles.field}>
      <div ref={board} className={styles.board} style={{ aspectRatio: `${frameSize.widthPx} / ${frameSize.heightPx}` }}>
        <div
          ref={picture}
          className={styles.picture}
          style={pictureUrl ? { backgroundImage: `url("${pictureUrl}")` } : {}}
        />
        {sides.map((side) => (
          <div
            key={side}
            ref={side === 'end' ? endRef : null}
            role="slider"
            tabIndex={0}
            className={`${styles.side} ${styles[side]}`}
            style={placeOf(shown[side])}
            aria-label={t(`shotFields.framing.${side}`)}
            aria-valuemin={5}
            aria-valuemax={100}
            aria-valuenow={Math.round(shown[side].size * 100)}
            aria-valuetext={t('shotFields.framing.value', percents(shown[side]))}
            onFocus={() => setTypingKey(crypto.randomUUID())}
            onKeyDown={(event) => press(side, event)}
            onPointerDown={(event) => drag(side, false, event)}
          >
            <span className={styles.name} aria-hidden>
              {t(`shotFields.framing.${side}Mark`)}
            </span>
            <span className={styles.corner} aria-hidden onPointerDown={(event) => drag(side, true, event)} />
          </div>
        ))}
      </div>
      <p className={styles.hint}>{t('shotFields.framing.hint')}</p>
      <ChoiceField
        label={t('shotFields.framing.easing')}
        chosen={shown.easing}
        options={easings.map((key) => ({ key, label: t(`shotFields.framing.easings.${key}`) }))}
        onChoose={(key) =>
          change({ ...shown, easing: easings.find((one) => one === key) ?? 'smooth' }, crypto.randomUUID())
        }
      />
      <div className={styles.row}>
        <Button size="small" onClick={() => play(board.current, picture.current, shown, durationMs)}>
          {t('shotFields.framing.play')}
        </Button>
        <Button size="small" variant="quiet" onClick={onClear}>
          {t('shotFields.framing.clear')}
        </Button>
      </div>
    </div>
  );
}

function placeOf({ left, top, size }: Framing): CSSProperties {
  return { left: `${left * 100}%`, top: `${top * 100}%`, width: `${size * 100}%`, height: `${size * 100}%` };
}

function percents({ left, top, size }: Framing) {
  return { left: Math.round(left * 100), top: Math.round(top * 100), size: Math.round(size * 100) };
}

/** Points of the way that are worked out; between them the browser goes straight. */
const previewSteps = 24;

/** Shows once what the camera will show, where the board stands. */
function play(
  board: HTMLElement | null,
  picture: HTMLElement | null,
  framing: CameraFraming,
  durationMs: number,
): void {
  if (!board || !picture) return;
  const frames = Array.from({ length: previewSteps + 1 }, (_, index) => {
    const along = eased(framing.easing, index / previewSteps);
    const between = (side: keyof Framing) => framing.start[side] + (framing.end[side] - framing.start[side]) * along;
    const size = between('size');
    return { transform: `scale(${1 / size}) translate(${-between('left') * 100}%, ${-between('top') * 100}%)` };
  });
  board.dataset.playing = 'true';
  const animation = picture.animate(frames, { duration: durationMs, easing: 'linear' });
  const end = () => delete board.dataset.playing;
  animation.addEventListener('finish', end);
  animation.addEventListener('cancel', end);
}
