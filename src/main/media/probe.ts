/**
 * Says what a clip or a recording is. mediabunny reads it without a process, some hundred times faster than starting
 * one; AVI, AIFF and GIF, which it does not know, and FLAC are told from the text of `ffmpeg -i`.
 */
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, FLAC, Input, type InputVideoTrack } from 'mediabunny';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { parseInputText } from './ffmpeg-input-text.ts';
import { nearestFrameRate } from './frame-rate-estimate.ts';
import type { FfmpegRunner } from './run-ffmpeg.ts';

/** Reading the length of a FLAC file that ends after its header never comes back from mediabunny 1.61. */
const quickFormats = ALL_FORMATS.filter((format) => format !== FLAC);

export type MediaFacts = {
  kind: 'video' | 'audio';
  /** Without parameters. */
  mime: string;
  /** File name ending without a dot. */
  extension: string;
  durationMs: number;
  /** Upright, in square pixels; null for sound. */
  frameSize: FrameSize | null;
  /** The nearest usual rate, or an estimate where none is near; null for sound. */
  frameRate: FrameRate | null;
  /** Pictures in the file; null where the file does not tell. */
  frameCount: number | null;
  /** Pictures from which decoding can start; null where the file does not tell. Counted up to 1,000. */
  keyframeCount: number | null;
  hasAudio: boolean;
  /** `avc`, `hevc`, `vp9`, `av1`, … ; null for sound or where unknown. */
  videoCodec: string | null;
  audioCodec: string | null;
};

/** @throws {AppError} MEDIA_TYPE_NOT_SUPPORTED, MEDIA_DECODE_FAILED; for AVI, AIFF, FLAC and GIF also what the runner throws */
export async function probeMedia({ path, runner, signal }: ProbeOptions): Promise<MediaFacts> {
  signal?.throwIfAborted();
  const input = new Input({ formats: quickFormats, source: new FilePathSource(path) });
  try {
    if (await input.canRead()) return await readFacts(input);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('MEDIA_DECODE_FAILED', `cannot read this file: ${String(error)}`, { cause: error });
  } finally {
    input.dispose();
  }
  return probeByText({ path, runner, signal });
}

export type ProbeOptions = { path: string; runner: FfmpegRunner; signal?: AbortSignal | undefined };

async function readFacts(input: Input): Promise<MediaFacts> {
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  const track = video ?? audio;
  if (!track) throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', 'neither picture nor sound in it');
  // The end of the last track; a transport stream does not begin at zero.
  const startSeconds = await input.getFirstTimestamp();
  const seconds = (await input.computeDuration()) - Math.max(0, startSeconds);
  if (!Number.isFinite(seconds) || seconds <= 0) throw new AppError('MEDIA_DECODE_FAILED', 'it has no length');
  const mime = (await input.getMimeType()).split(';')[0]?.trim() ?? '';
  const pictures = video ? await readPictures(video) : noPictures;
  const facts = {
    kind: video ? ('video' as const) : ('audio' as const),
    mime,
    extension: endings[mime] ?? 'bin',
    durationMs: Math.max(1, Math.round(seconds * 1000)),
    ...pictures,
    hasAudio: audio !== null,
    videoCodec: (await video?.getCodec()) ?? null,
    audioCodec: (await audio?.getCodec()) ?? null,
  };
  if (facts.kind === 'video' && !facts.frameSize) throw new AppError('MEDIA_DECODE_FAILED', 'its picture has no size');
  return facts;
}

const noPictures = { frameSize: null, frameRate: null, frameCount: null, keyframeCount: null };

async function readPictures(video: InputVideoTrack) {
  const [widthPx, heightPx] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  const stats = await video.computePacketStats(undefined, { metadataOnly: true });
  return {
    frameSize: widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null,
    frameRate: nearestFrameRate(stats.averagePacketRate),
    frameCount: stats.packetCount,
    keyframeCount: await countKeyframes(video),
  };
}

async function countKeyframes(video: InputVideoTrack): Promise<number> {
  const sink = new EncodedPacketSink(video);
  let count = 0;
  let packet = await sink.getFirstKeyPacket({ metadataOnly: true });
  while (packet && count < 1000) {
    count += 1;
    packet = await sink.getNextKeyPacket(packet, { metadataOnly: true });
  }
  return count;
}

/** File name endings by type; a container with sound alone has one of its own. */
const endings: Record<string, string> = {
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'audio/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/webm': 'weba',
  'video/x-matroska': 'mkv',
  'audio/x-matroska': 'mka',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/aac': 'aac',
  'video/MP2T': 'ts',
  'video/mp2t': 'ts',
};

/** Lets ffmpeg read the packets, without decoding them, and tells the rest from its text. */
async function probeByText({ path, runner, signal }: ProbeOptions): Promise<MediaFacts> {
  const { stderr, progress } = await runner
    .run({
      inputs: [{ file: path }],
      globalOptions: ['-v', 'info'],
      outputs: [{ file: null, options: ['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy'] }],
      signal,
    })
    .catch((error: unknown) => {
      if (!(error instanceof AppError) || !['MEDIA_DECODE_FAILED', 'FFMPEG_FAILED'].includes(error.code)) throw error;
      throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', 'no clip and no recording that is known', { cause: error });
    });
  const found = parseInputText(stderr);
  const durationMs = found?.durationMs ?? Math.round((progress.outTimeMicros ?? 0) / 1000);
  if (!found || durationMs <= 0)
    throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', 'no clip and no recording that is known');
  const frameCount = found.kind === 'video' ? progress.frame : null;
  return { ...found, durationMs, frameCount, keyframeCount: null };
}
