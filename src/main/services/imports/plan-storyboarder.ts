/** Storyboarder projects as scenes and shots, with the files that their boards need. */
import { parseStoryboarder } from '#main/imports/storyboarder-project.ts';
import { type ScriptScene, scenesOfStoryboarder, type StoryboarderFile } from '#main/imports/storyboarder-scenes.ts';
import { decodeText, type ScriptEncoding } from '#main/scripts/decode-script.ts';
import { parseScript } from '#main/scripts/parse-script.ts';
import { type FrameSize, frameSizes } from '#shared/domain/frame-size.ts';
import type { ImportProblem } from '#shared/domain/import-plan.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import { type FrameRate, frameRates } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { NamedBytes } from './import-files.ts';
import { decodeNamed, type ImportPlan, plainTitle, refuseTooMany } from './import-plan.ts';

export type PlanStoryboarderOptions = {
  /** With their paths in the chosen folder; at least one. */
  projects: ReadonlyArray<NamedBytes & { path: string }>;
  script: NamedBytes | null;
  /** All files of the folder, relative to it, with `/`. */
  paths: readonly string[];
  /** Null means that of the first project. */
  frameRate: FrameRate | null;
};

/** @throws {AppError} STORYBOARDER_UNREADABLE, IMPORT_EMPTY, IMPORT_TOO_MANY_SHOTS */
export function planStoryboarder({ projects, script, paths, frameRate }: PlanStoryboarderOptions): ImportPlan {
  const { files, encoding, problems: fileProblems } = readProjects(projects);
  const fileName = script?.fileName ?? projects[0]?.fileName ?? '';
  refuseTooMany(
    fileName,
    files.reduce((sum, { project }) => sum + project.boards.length, 0),
  );
  const format = formatOf(files);
  const rate = frameRate ?? format.frameRate;
  const options = { paths, scriptScenes: script ? scenesOfScript(script, rate) : [], frameRate: rate };
  const { scenes, problems } = scenesOfStoryboarder(files, options);
  const planned = scenes.map((scene) => ({
    ...scene,
    shots: scene.shots.map(({ picture, sound, boardNumber, scene: heading, ...shot }) => ({
      ...shot,
      media: { place: { at: boardNumber, ...(heading !== undefined && { scene: heading }) }, picture, sound },
    })),
  }));
  const media = planned.flatMap(({ shots }) => shots.map((shot) => shot.media));
  const layerPaths = media.flatMap(({ picture, sound }) => [
    ...(picture?.layers.map(({ path }) => path) ?? []),
    ...(sound === null ? [] : [sound]),
  ]);
  return {
    ...{ fileName, title: plainTitle(fileName), encoding, format, frameRate: rate },
    scenes: planned,
    dialogue: new Map(),
    problems: [...fileProblems, ...problems],
    details: {
      kind: 'storyboarder',
      pictureCount: media.filter(({ picture }) => picture !== null).length,
      soundCount: media.filter(({ sound }) => sound !== null).length,
      neededPaths: [...new Set(layerPaths)],
    },
  };
}

/** One of several that cannot be read is left out and named. @throws {AppError} when none can be read, what is wrong with the first */
function readProjects(projects: PlanStoryboarderOptions['projects']) {
  const files: StoryboarderFile[] = [];
  const problems: ImportProblem[] = [];
  let encoding: ScriptEncoding = 'utf-8';
  let firstError: unknown = null;
  for (const file of projects) {
    try {
      const decoded = decodeNamed(file, 'STORYBOARDER_UNREADABLE');
      files.push({ path: file.path, project: parseStoryboarder(decoded.text, file.fileName) });
      if (files.length === 1) ({ encoding } = decoded);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      firstError ??= thrown;
      problems.push({ reason: 'project-file-unreadable', at: null, name: file.path });
    }
  }
  if (files.length === 0 && firstError !== null) throw firstError;
  return { files, encoding, problems };
}

/** The scenes of the script beside the projects; none when it cannot be read: the boards are what is imported. */
function scenesOfScript({ fileName, bytes }: NamedBytes, frameRate: FrameRate): ScriptScene[] {
  try {
    const { text } = decodeText(bytes);
    return parseScript(text, { fileName, frameRate, durationRule: defaultDurationRule }).scenes;
  } catch {
    return [];
  }
}

const defaultFrameSize = frameSizes[0] as FrameSize;
const defaultFrameRate: FrameRate = { numerator: 24, denominator: 1 };

/** The offered size of the nearest shape, and the offered rate nearest to that of the first project that tells one. */
function formatOf(files: readonly StoryboarderFile[]): { frameSize: FrameSize; frameRate: FrameRate } {
  const told = <Value>(read: (file: StoryboarderFile) => Value | null) =>
    files.map(read).find((value) => value !== null) ?? null;
  const ratio = told(({ project }) => project.aspectRatio);
  const fps = told(({ project }) => project.fps);
  const nearest = <Item>(items: readonly Item[], distance: (item: Item) => number) =>
    items.reduce((best, item) => (distance(item) < distance(best) ? item : best));
  return {
    frameSize:
      ratio === null
        ? defaultFrameSize
        : nearest(frameSizes, ({ widthPx, heightPx }) => Math.abs(Math.log(widthPx / heightPx / ratio))),
    frameRate:
      fps === null
        ? defaultFrameRate
        : nearest(frameRates, ({ numerator, denominator }) => Math.abs(numerator / denominator - fps)),
  };
}
