/**
 * Decides how a film is joined: its clips' pictures copied as they are, or encoded again.
 *
 * Copying is a hundred times faster and loses nothing, but needs clips that are encoded alike to the last setting:
 * players have one decoder configuration for the whole of a track. Copying unlike clips ends well and gives a broken
 * file, so anything that is not known counts as unlike.
 */
import { EncodedPacketSink, FilePathSource, Input, MP4, QTFF } from 'mediabunny';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SubtitleMode } from '#shared/domain/records.ts';
import { type FrameRate, isSameFrameRate } from '#shared/domain/time.ts';
import { nearestFrameRate } from './frame-rate-estimate.ts';

/** What matters for copying one clip's pictures; null for anything but an upright H.264 track in an MP4 or MOV. */
export type CopyFacts = {
  /** The decoder's configuration (`avcC`), in hexadecimal: profile, level, size, pixel format, colours. */
  configuration: string;
  codedSize: FrameSize;
  /** Ticks in a second. */
  timescale: number;
  frameRate: FrameRate | null;
  frameCount: number;
  /** Seconds of the first picture. */
  startSeconds: number;
};

/** A clip as the plan sees it. */
export type PlannedClip = {
  durationFrames: number;
  hasBurntInSubtitles: boolean;
  hasDialogue: boolean;
  copyFacts: CopyFacts | null;
};

/** Why pictures must be encoded again. */
export type FilmPlanReason = 'unlike-clips' | 'burnt-in-subtitles' | 'trimmed-clips';

export type FilmPlan = {
  mode: 'copied' | 're-encoded';
  /** Each once; empty when the pictures are copied. */
  reasons: FilmPlanReason[];
  /** The same for each clip, for the log. */
  details: string[];
};

export type FilmFormat = { frameSize: FrameSize; frameRate: FrameRate; subtitles: SubtitleMode };

/** Pure: the same clips and options always make the same plan. */
export function decideFilmPlan(
  clips: readonly PlannedClip[],
  { frameSize, frameRate, subtitles }: FilmFormat,
): FilmPlan {
  const first = clips[0]?.copyFacts;
  const findings = clips.flatMap((clip, index) => {
    const finding = whyNotCopied(clip, { first: first ?? null, frameSize, frameRate, subtitles });
    return finding ? [{ ...finding, clipNumber: index + 1 }] : [];
  });
  return {
    mode: findings.length === 0 ? 'copied' : 're-encoded',
    reasons: [...new Set(findings.map(({ reason }) => reason))],
    details: findings.map(({ clipNumber, detail }) => `clip ${clipNumber}: ${detail}`),
  };
}

type Finding = { reason: FilmPlanReason; detail: string };

function whyNotCopied(clip: PlannedClip, format: FilmFormat & { first: CopyFacts | null }): Finding | null {
  const { copyFacts, durationFrames, hasDialogue, hasBurntInSubtitles } = clip;
  const { first, frameSize, frameRate, subtitles } = format;
  const unlike = (detail: string): Finding => ({ reason: 'unlike-clips', detail });
  if (subtitles === 'burnt-in' && hasDialogue && !hasBurntInSubtitles) {
    return { reason: 'burnt-in-subtitles', detail: 'needs subtitles in its picture' };
  }
  if (!copyFacts || !first) return unlike('not upright H.264 in MP4 or MOV');
  const { codedSize } = copyFacts;
  if (codedSize.widthPx !== frameSize.widthPx || codedSize.heightPx !== frameSize.heightPx) return unlike('frame size');
  if (copyFacts.frameCount > 1 && (!copyFacts.frameRate || !isSameFrameRate(copyFacts.frameRate, frameRate))) {
    return unlike('frame rate');
  }
  // A frame must be a whole number of ticks.
  if ((copyFacts.timescale * frameRate.denominator) % frameRate.numerator !== 0) return unlike('time base');
  if (copyFacts.timescale !== first.timescale) return unlike('time base differs from the first clip');
  if (copyFacts.configuration !== first.configuration) return unlike('encoded with other settings');
  if (copyFacts.frameCount !== durationFrames) return { reason: 'trimmed-clips', detail: 'length' };
  if (Math.abs(copyFacts.startSeconds) > 0.0005) return unlike('starts late');
  return null;
}

/** Reads a clip's index; starts no process and decodes nothing. */
export async function readCopyFacts(path: string): Promise<CopyFacts | null> {
  const input = new Input({ formats: [MP4, QTFF], source: new FilePathSource(path) });
  try {
    const track = (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
    if (!track || (await track.getCodec()) !== 'avc' || (await track.getRotation()) !== 0) return null;
    const description = (await track.getDecoderConfig())?.description;
    const [first, stats] = [
      await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true }),
      await track.computePacketStats(undefined, { metadataOnly: true }),
    ];
    if (!description || first?.type !== 'key') return null;
    const bytes = ArrayBuffer.isView(description)
      ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
      : Buffer.from(description);
    return {
      configuration: bytes.toString('hex'),
      codedSize: { widthPx: await track.getSquarePixelWidth(), heightPx: await track.getSquarePixelHeight() },
      timescale: await track.getTimeResolution(),
      frameRate: nearestFrameRate(stats.averagePacketRate),
      frameCount: stats.packetCount,
      startSeconds: await track.getFirstTimestamp(),
    };
  } catch {
    // What mediabunny cannot read, ffmpeg may: encoding again is always possible.
    return null;
  } finally {
    input.dispose();
  }
}
