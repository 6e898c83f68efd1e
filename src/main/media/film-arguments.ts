/** Builds the runs that make a film. Pure functions. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { type FrameRate, frameRateText } from '#shared/domain/time.ts';
import { assFilter } from './animatic-filter.ts';
import {
  audioEncoderOptions,
  fitSoundFilters,
  microsFromFrames,
  samplesFromFrames,
  silenceFilters,
  videoEncoderOptions,
} from './encoding.ts';
import { limiterFilters, mixPads } from './film-sounds.ts';
import { concatLine } from './filter-text.ts';
import type { FfmpegRun } from './run-ffmpeg.ts';

/** A clip at its place in the film. */
export type PlacedClip = {
  path: string;
  hasAudio: boolean;
  /** Frames before it, and its own. */
  startFrames: number;
  durationFrames: number;
  /** ASS document to draw over it; null for none. */
  subtitlesPath: string | null;
};

export type Chunk = { clips: readonly PlacedClip[]; videoPath: string | null; soundPath: string };

type ChunkOptions = { frameSize: FrameSize; frameRate: FrameRate; fontsDir: string };

/** Makes the sound of some clips, and when `videoPath` is given their pictures too, alike and of exact length. */
export function chunkRun({ clips, videoPath, soundPath }: Chunk, options: ChunkOptions): FfmpegRun {
  const video = videoPath === null ? [] : clips.map((clip, index) => clipPictures(clip, index, options));
  const joinVideo = videoPath === null ? [] : [joinFilter(clips.length, 'v')];
  const frames = clips.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
  return {
    inputs: clips.map(({ path }) => ({ file: path, options: [...(videoPath === null ? ['-vn'] : []), '-sn', '-dn'] })),
    filter: [...video, ...joinVideo, soundGraph(clips, options.frameRate, 0)].join(';'),
    outputs: [
      ...(videoPath === null
        ? []
        : [
            {
              file: videoPath,
              options: [
                ...['-map', '[v]', '-map_metadata', '-1', '-map_chapters', '-1'],
                ...videoEncoderOptions(options.frameRate),
              ],
            },
          ]),
      // RF64 takes over where WAV ends, at 4 GB.
      { file: soundPath, options: ['-map', '[a]', '-map_metadata', '-1', '-c:a', 'pcm_s16le', '-rf64', 'auto'] },
    ],
    totalFrames: frames,
    totalMicros: microsFromFrames(frames, options.frameRate),
  };
}

/** The sound of clips that are inputs from `firstInput` on, joined to `[a]`. */
export function soundGraph(clips: readonly PlacedClip[], frameRate: FrameRate, firstInput: number): string {
  const parts = clips.map(({ hasAudio, startFrames, durationFrames }, index) => {
    // Counted from the film's start, so that rounding to samples never adds up.
    const samples =
      samplesFromFrames(startFrames + durationFrames, frameRate) - samplesFromFrames(startFrames, frameRate);
    const source = hasAudio ? `[${firstInput + index}:a:0]${fitSoundFilters(samples)}` : silenceFilters(samples);
    return `${source}[a${index}]`;
  });
  return [...parts, joinFilter(clips.length, 'a')].join(';');
}

function joinFilter(count: number, kind: 'v' | 'a'): string {
  const pads = Array.from({ length: count }, (_, index) => `[${kind}${index}]`).join('');
  if (count === 1) return `${pads}${kind === 'v' ? 'null' : 'anull'}[${kind}]`;
  return `${pads}concat=n=${count}:v=${kind === 'v' ? 1 : 0}:a=${kind === 'a' ? 1 : 0}[${kind}]`;
}

function clipPictures(clip: PlacedClip, index: number, { frameSize, frameRate, fontsDir }: ChunkOptions): string {
  const { widthPx: w, heightPx: h } = frameSize;
  const steps = [
    `fps=${frameRateText(frameRate)}:start_time=0`,
    // Pixels that are not square first, because fitting looks at their number only.
    "scale='max(2,trunc(iw*sar/2)*2)':ih",
    `scale=${w}:${h}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic:out_color_matrix=bt709:out_range=tv`,
    `pad=${w}:${h}:-1:-1,setsar=1,format=yuv420p`,
    // A clip that is too short shows its last picture to the end.
    `tpad=stop=-1:stop_mode=clone,trim=end_frame=${clip.durationFrames}`,
    `settb=${frameRate.denominator}/${frameRate.numerator},setpts=N`,
    ...(clip.subtitlesPath === null ? [] : [assFilter(clip.subtitlesPath, fontsDir)]),
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ];
  return `[${index}:v:0]${steps.join(',')}[v${index}]`;
}

/** A concat list with lengths that never add up to a wrong place. */
export function concatList(files: ReadonlyArray<{ path: string; durationFrames: number }>, rate: FrameRate): string {
  let frames = 0;
  const lines = files.flatMap(({ path, durationFrames }) => {
    const micros = microsFromFrames(frames + durationFrames, rate) - microsFromFrames(frames, rate);
    frames += durationFrames;
    // A clip's sound begins before zero (AAC has a run-up). Without its own beginning named, that would be taken for the
    // clip's, and its pictures would come late.
    return [concatLine(path), 'inpoint 0', `duration ${(micros / 1_000_000).toFixed(6)}`];
  });
  return `ffconcat version 1.0\n${lines.join('\n')}\n`;
}

export type JoinOptions = {
  /** Concat list of the pictures, which are copied. */
  videoListPath: string;
  /** Sound: a concat list of finished parts, or the clips themselves. */
  sound: { listPath: string } | { clips: readonly PlacedClip[] };
  /** The mixed sounds of the lanes, as long as the film; null for none. */
  lanesPath: string | null;
  /** A text track, and whether players show it unasked; null for none. */
  textTrack: { srtPath: string; isShown: boolean } | null;
  frameRate: FrameRate;
  totalFrames: number;
  outputPath: string;
};

/** Joins a film: pictures copied, sound encoded once from end to end, so that no join can be heard. */
export function joinRun(options: JoinOptions): FfmpegRun {
  const { videoListPath, sound, lanesPath, textTrack, frameRate, totalFrames, outputPath } = options;
  const list = ['-f', 'concat', '-safe', '0'];
  const clips = 'clips' in sound ? sound.clips : [];
  const soundInputs =
    'clips' in sound
      ? sound.clips.map(({ path }) => ({ file: path, options: ['-vn', '-sn', '-dn'] }))
      : [{ file: sound.listPath, options: list }];
  const lanesInputs = lanesPath === null ? [] : [{ file: lanesPath, options: ['-vn', '-sn', '-dn'] }];
  const textInput = 1 + soundInputs.length + lanesInputs.length;
  const { filter, soundPad } = joinedSound(clips, frameRate, lanesPath === null ? null : 1 + soundInputs.length);
  const text = textTrack
    ? [
        ...['-map', `${textInput}:s:0`, '-c:s', 'mov_text', '-metadata:s:s:0', 'language=und'],
        ...['-disposition:s:0', textTrack.isShown ? 'default' : '0'],
      ]
    : [];
  return {
    inputs: [
      { file: videoListPath, options: list },
      ...soundInputs,
      ...lanesInputs,
      ...(textTrack ? [{ file: textTrack.srtPath, options: ['-f', 'srt'] }] : []),
    ],
    ...(filter === '' ? {} : { filter }),
    outputs: [
      {
        file: outputPath,
        options: [
          ...['-map', '0:v:0', '-map', soundPad, '-map_metadata', '-1', '-map_chapters', '-1'],
          ...['-c:v', 'copy', '-video_track_timescale', String(frameRate.numerator)],
          ...audioEncoderOptions,
          ...text,
          ...['-movflags', '+faststart'],
        ],
      },
    ],
    totalMicros: microsFromFrames(totalFrames, frameRate),
  };
}

/** The film's sound: of the clips themselves or of input 1, together with the lanes where there are some. */
function joinedSound(clips: readonly PlacedClip[], frameRate: FrameRate, lanesInput: number | null) {
  const graph = clips.length > 0 ? [soundGraph(clips, frameRate, 1)] : [];
  if (lanesInput === null) return { filter: graph.join(';'), soundPad: clips.length > 0 ? '[a]' : '1:a:0' };
  const pads = [clips.length > 0 ? '[a]' : '[1:a:0]', `[${lanesInput}:a:0]`];
  return { filter: [...graph, `${mixPads(pads, 'first')},${limiterFilters}[mixed]`].join(';'), soundPad: '[mixed]' };
}
