import { describe, expect, it } from 'vitest';
import type { AssetId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Frames } from '#shared/domain/time.ts';
import { planTimeline } from '#renderer/features/shot-facts/index.ts';
import { filmCues } from './film-cues.ts';

const frameSize = { widthPx: 1280, heightPx: 720 };
const burntIn = {
  takeId: 'take_1' as TakeId,
  takeNumber: 1,
  assetId: 'asset_1' as AssetId,
  durationFrames: 24 as Frames,
  isOutdated: false,
  hasBurntInSubtitles: true,
};

describe('filmCues', () => {
  const shots = [
    { id: 'shot_1' as ShotId, durationFrames: 24 as Frames, dialogue: 'MARA: Nine.', selectedTake: null },
    { id: 'shot_2' as ShotId, durationFrames: 24 as Frames, dialogue: 'MARA: Ten.', selectedTake: burntIn },
    { id: 'shot_3' as ShotId, durationFrames: 24 as Frames, dialogue: '', selectedTake: null },
  ];
  const cues = filmCues({ shots, timeline: planTimeline(shots), frameSize });

  it('shows the dialogue of the shot at the position', () => {
    expect(cues.textAt(0)).toBe('Nine.');
    expect(cues.textAt(23)).toBe('Nine.');
    expect(cues.textAt(60)).toBeNull();
  });

  it('leaves out what the picture says already', () => {
    expect(cues.textAt(30)).toBeNull();
  });
});
