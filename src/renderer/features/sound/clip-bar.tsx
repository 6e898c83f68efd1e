/** The selected clip in numbers, and what can be done with it. */
import { IconArrowBarToRight, IconCut, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leastGainDb, mostGainDb } from '#shared/domain/sound.ts';
import { soundLengthFrames } from '#shared/domain/sound-rules.ts';
import { type FrameRate, secondsFromFrames, toShortTimecode } from '#shared/domain/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { NumberField, PlaceField } from './small-field.tsx';
import styles from './sound.module.css';
import { type PlacedClip, withShape } from './sound-view.ts';

export type ClipBarProps = {
  clip: PlacedClip;
  frameRate: FrameRate;
  onChange: (before: PlacedClip, after: PlacedClip, typingKey?: string) => void;
  onSplit: () => void;
  onTrimToFilm: () => void;
  onDelete: () => void;
};

export function ClipBar({ clip, frameRate, onChange, onSplit, onTrimToFilm, onDelete }: ClipBarProps) {
  const { t } = useTranslation();
  const length = soundLengthFrames(clip, frameRate);
  const toSeconds = (frames: number) => Math.round(secondsFromFrames(frames, frameRate) * 100) / 100;
  const toFrames = (seconds: number) => Math.round((seconds * frameRate.numerator) / frameRate.denominator);
  const change = (fields: Partial<PlacedClip>, typingKey: string) =>
    onChange(clip, withShape(clip, fields, frameRate), typingKey);
  const fade = { least: 0, step: 0.1, unit: t('sound.seconds') };
  return (
    <div className={styles.bar} role="group" aria-label={t('sound.selected', { name: clip.sourceName })}>
      <p className={styles.barName} dir="auto">
        {clip.sourceName}
      </p>
      <PlaceField
        label={t('sound.start')}
        hint={t('sound.startHint')}
        frame={clip.startFrame}
        frameRate={frameRate}
        onSave={(startFrame, typingKey) => onChange(clip, { ...clip, startFrame }, typingKey)}
      />
      <p className={styles.barTimes}>
        <Timecode label={t('sound.length')}>{toShortTimecode(length, frameRate)}</Timecode>
      </p>
      <NumberField
        label={t('sound.gain')}
        value={clip.gainDb}
        least={leastGainDb}
        most={mostGainDb}
        step={0.5}
        unit={t('sound.decibels')}
        onSave={(gainDb, typingKey) => change({ gainDb }, typingKey)}
      />
      <NumberField
        {...fade}
        label={t('sound.fadeIn')}
        value={toSeconds(clip.fadeInFrames)}
        most={toSeconds(length)}
        onSave={(seconds, typingKey) => change({ fadeInFrames: toFrames(seconds) }, typingKey)}
      />
      <NumberField
        {...fade}
        label={t('sound.fadeOut')}
        value={toSeconds(clip.fadeOutFrames)}
        most={toSeconds(length - clip.fadeInFrames)}
        onSave={(seconds, typingKey) => change({ fadeOutFrames: toFrames(seconds) }, typingKey)}
      />
      <span className={styles.barButtons}>
        <Button size="small" icon={<IconCut size={15} />} onClick={onSplit}>
          {t('sound.split')}
        </Button>
        <Button size="small" icon={<IconArrowBarToRight size={15} />} onClick={onTrimToFilm}>
          {t('sound.trimToFilm')}
        </Button>
        <Button size="small" icon={<IconTrash size={15} />} onClick={onDelete}>
          {t('sound.delete')}
        </Button>
      </span>
    </div>
  );
}
