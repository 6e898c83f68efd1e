/** Camera move and strength, with a picture of where it starts and ends. */
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CameraFraming,
  type CameraMove,
  cameraMoveKinds,
  framingOf,
  framingsOf,
  type Framing,
} from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { type FrameRate, secondsFromFrames } from '#shared/domain/time.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { shotThumbnailUrl } from '#renderer/features/shot-facts/index.ts';
import { commonValue } from './common-value.ts';
import { FramingField } from './framing-field.tsx';
import { saveShots } from './save-shots.ts';
import styles from './shot-inspector.module.css';

export type CameraFieldProps = { shots: readonly StoryboardShot[]; frameSize: FrameSize; frameRate: FrameRate };

export function CameraField({ shots, frameSize, frameRate }: CameraFieldProps) {
  const { t } = useTranslation();
  const strengthId = useId();
  const common = commonValue(shots, (shot) => shot.cameraMove, isSameMove);
  const [strength, setStrength] = useState<number | null>(null);
  const move: CameraMove = {
    ...(common?.value ?? { kind: 'static', strength: 0.3 }),
    ...(strength === null ? {} : { strength }),
  };
  const save = (next: CameraMove) =>
    void edit(() => saveShots(shots, { cameraMove: next })).then(() => setStrength(null));
  const framing = commonValue(shots, (shot) => shot.framing, isSameFraming);
  const saveFraming = (next: CameraFraming | null, typingKey?: string) =>
    edit(() => saveShots(shots, { framing: next }, typingKey));
  // What was pressed goes with the fields that it replaces: the focus goes to the first of the new ones.
  const wantsFocus = useRef(false);
  const takeFocus = useCallback((element: HTMLElement | null) => {
    if (!element || !wantsFocus.current) return;
    wantsFocus.current = false;
    element.focus();
  }, []);
  const replaceFields = (next: CameraFraming | null) => {
    wantsFocus.current = true;
    void saveFraming(next);
  };
  const picture = shots.length === 1 && shots[0] ? shotThumbnailUrl({ ...shots[0], selectedTake: null }) : null;
  if (framing?.value) {
    const { durationFrames } = shots[0] as StoryboardShot;
    return (
      <div className={styles.camera} role="group" aria-label={t('shotFields.framing.title')}>
        <span className={styles.label}>{t('shotFields.framing.title')}</span>
        <FramingField
          framing={framing.value}
          frameSize={frameSize}
          durationMs={secondsFromFrames(durationFrames, frameRate) * 1000}
          pictureUrl={picture}
          onChange={saveFraming}
          onClear={() => replaceFields(null)}
          endRef={takeFocus}
        />
      </div>
    );
  }
  return (
    <div className={styles.camera}>
      <Field label={t('inspector.camera')}>
        <select
          ref={takeFocus}
          className={styles.select}
          value={common ? move.kind : ''}
          onChange={(event) => save({ ...move, kind: event.currentTarget.value as CameraMove['kind'] })}
        >
          {!common && (
            <option value="" disabled>
              {t('inspector.mixed')}
            </option>
          )}
          {cameraMoveKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`inspector.moves.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      {move.kind !== 'static' && (
        <div className={styles.strength}>
          <label htmlFor={strengthId}>{t('inspector.strength')}</label>
          <input
            id={strengthId}
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={move.strength}
            aria-valuetext={`${Math.round(move.strength * 100)} %`}
            onChange={(event) => setStrength(event.currentTarget.valueAsNumber)}
            onPointerUp={() => strength !== null && save(move)}
            onKeyUp={() => strength !== null && save(move)}
            onBlur={() => strength !== null && save(move)}
          />
          <output htmlFor={strengthId}>{Math.round(move.strength * 100)} %</output>
        </div>
      )}
      {move.kind !== 'static' && common && (
        <CameraPreview move={move} frameSize={frameSize} pictureUrl={picture} label={t('inspector.cameraPreview')} />
      )}
      <div className={styles.row}>
        <Button size="small" variant="quiet" onClick={() => replaceFields(framingOf(drawableMove(move), null))}>
          {framing ? t('shotFields.framing.draw') : t('shotFields.framing.drawForAll')}
        </Button>
      </div>
    </div>
  );
}

type CameraPreviewProps = { move: CameraMove; frameSize: FrameSize; pictureUrl: string | null; label: string };

function CameraPreview({ move, frameSize: { widthPx, heightPx }, pictureUrl, label }: CameraPreviewProps) {
  const { start, end } = framingsOf(move);
  return (
    <svg className={styles.preview} viewBox={`0 0 ${widthPx} ${heightPx}`} role="img" aria-label={label}>
      {pictureUrl ? (
        <image href={pictureUrl} width={widthPx} height={heightPx} preserveAspectRatio="xMidYMid slice" />
      ) : (
        <rect width={widthPx} height={heightPx} className={styles.previewGround} />
      )}
      <rect {...toBox(start, widthPx, heightPx)} className={styles.previewStart} />
      <rect {...toBox(end, widthPx, heightPx)} className={styles.previewEnd} />
    </svg>
  );
}

/** A framing in pixels; inset so that its stroke is not cut at the edge. */
function toBox({ left, top, size }: Framing, widthPx: number, heightPx: number) {
  const inset = widthPx / 130;
  return {
    x: left * widthPx + inset,
    y: top * heightPx + inset,
    width: size * widthPx - inset * 2,
    height: size * heightPx - inset * 2,
  };
}

/** A camera that stands still would begin with two framings on top of each other at the edge of the board. */
function drawableMove(move: CameraMove): CameraMove {
  return move.kind === 'static' || move.strength === 0 ? { kind: 'push-in', strength: 0.6 } : move;
}

function isSameFraming(a: CameraFraming | null, b: CameraFraming | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameMove(a: CameraMove, b: CameraMove): boolean {
  return a.kind === b.kind && a.strength === b.strength;
}
