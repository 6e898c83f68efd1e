/**
 * Renders a shot without any service: its board under a camera move, or a card of its words, with its dialogue as
 * subtitles and its voice as sound.
 *
 * The clip is exactly `durationFrames` frames long at exactly the frame rate, and always encoded alike, so that clips of
 * one project can be joined without encoding them again. A cancelled or failed call leaves nothing behind.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CameraFraming, CameraMove } from '#shared/domain/camera-move.ts';
import { toDialogueCues } from '#shared/domain/dialogue-cues.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { subtitleShape } from '#shared/domain/subtitle-shape.ts';
import { type FrameRate, frameRateText } from '#shared/domain/time.ts';
import { layOutCard } from './animatic-card.ts';
import { animaticVideoGraph } from './animatic-filter.ts';
import { subtitleEvents, subtitleStyle, toAssDocument } from './ass-subtitles.ts';
import {
  audioEncoderOptions,
  fitSoundFilters,
  samplesFromFrames,
  silenceFilters,
  videoEncoderOptions,
} from './encoding.ts';
import { type ImageFacts, identifyImage, imageInputOptions } from './identify-image.ts';
import type { FfmpegRun, FfmpegRunner } from './run-ffmpeg.ts';

export type AnimaticRecipe = {
  frameSize: FrameSize;
  frameRate: FrameRate;
  /** A whole number from 1. */
  durationFrames: number;
  cameraMove: CameraMove;
  /** Decides instead of the move; null where nobody drew it. */
  framing?: CameraFraming | null;
  shotNumber: string;
  title: string;
  /** What the shot is to show; stands on the card, not on a board. */
  text: string;
  /** As `dialogue.ts` reads it. */
  dialogue: string;
};

export type AnimaticOptions = AnimaticRecipe & {
  runner: FfmpegRunner;
  /** A still as `normalizeBoard` makes it; null makes a card. */
  boardPath: string | null;
  /** A recording; cut or followed by silence to the clip's length. Null means silence. */
  voicePath: string | null;
  /** Folder of the shipped fonts. */
  fontsDir: string;
  /** Ends in `.mp4`. */
  outputPath: string;
  /** An existing folder; a folder that is made in it is removed again. */
  workDir: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
};

/**
 * @returns whether the dialogue is part of the picture
 * @throws {AppError} FFMPEG_MISSING, FFMPEG_FAILED, FFMPEG_STALLED, MEDIA_DECODE_FAILED, DISK_FULL, CANCELLED
 */
export async function renderAnimatic(options: AnimaticOptions): Promise<{ hasBurntInSubtitles: boolean }> {
  const { runner, boardPath, fontsDir, signal, onProgress, frameSize, durationFrames } = options;
  signal?.throwIfAborted();
  const board = boardPath === null ? null : { path: boardPath, facts: await identifyImage({ path: boardPath }) };
  const folder = await mkdtemp(path.join(options.workDir, 'animatic-'));
  try {
    const documents = toAnimaticDocuments({ ...options, hasBoard: board !== null });
    const cardPath = documents.card === null ? null : path.join(folder, 'card.ass');
    const subtitlesPath = documents.subtitles === null ? null : path.join(folder, 'subtitles.ass');
    if (cardPath !== null) await writeFile(cardPath, documents.card ?? '');
    if (subtitlesPath !== null) await writeFile(subtitlesPath, documents.subtitles ?? '');
    const boardSize = board?.facts.frameSize ?? null;
    const video = animaticVideoGraph({ ...options, frameSize, boardSize, cardPath, subtitlesPath, fontsDir });
    const inputs = board ? [{ file: board.path, options: boardInputOptions(board.facts, options.frameRate) }] : [];
    await runner.run({ ...animaticRun(options, video, inputs), totalFrames: durationFrames, signal, onProgress });
    return { hasBurntInSubtitles: subtitlesPath !== null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A still at the film's own rate: ffmpeg shows a clip's last frame for as long as one frame of its source lasts. */
function boardInputOptions(facts: ImageFacts, frameRate: FrameRate): string[] {
  const hasRate = ['png', 'jpg', 'webp'].includes(facts.extension);
  return [...imageInputOptions(facts), ...(hasRate ? ['-framerate', frameRateText(frameRate)] : [])];
}

/** The ASS documents of a clip; null where it has no such text. */
export function toAnimaticDocuments(recipe: AnimaticRecipe & { hasBoard: boolean }): {
  card: string | null;
  subtitles: string | null;
} {
  const { frameSize, frameRate, durationFrames, dialogue, hasBoard } = recipe;
  const cues = toDialogueCues(dialogue, durationFrames, subtitleShape(frameSize).widthEms);
  const card = layOutCard({ card: recipe, frameSize, frameRate, durationFrames });
  const events = subtitleEvents(cues, frameSize);
  return {
    card: hasBoard ? null : toAssDocument({ frameSize, frameRate, ...card }),
    subtitles:
      cues.length === 0 ? null : toAssDocument({ frameSize, frameRate, styles: [subtitleStyle(frameSize)], events }),
  };
}

/** Inputs, graph and outputs; `video` is the graph that ends in `[v]`. */
function animaticRun(options: AnimaticOptions, video: string, boardInputs: FfmpegRun['inputs']): FfmpegRun {
  const { frameRate, durationFrames, voicePath, outputPath } = options;
  const samples = samplesFromFrames(durationFrames, frameRate);
  const voice = voicePath === null ? [] : [{ file: voicePath, options: ['-vn', '-sn', '-dn'] }];
  const sound = voicePath === null ? silenceFilters(samples) : `[${boardInputs.length}:a:0]${fitSoundFilters(samples)}`;
  return {
    inputs: [...boardInputs, ...voice],
    filter: `${video};${sound}[a]`,
    outputs: [
      {
        file: outputPath,
        options: [
          ...['-map', '[v]', '-map', '[a]', '-map_metadata', '-1', '-map_chapters', '-1'],
          ...videoEncoderOptions(frameRate),
          ...audioEncoderOptions,
          // No -frames:v: ffmpeg would end the sound with it, however much of that is still to come.
          ...['-movflags', '+faststart'],
        ],
      },
    ],
  };
}
