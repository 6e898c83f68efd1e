/** Subtitles as dialogue: onto the shots that play at their time, or as new shots. */
import { listScenes } from '#main/db/scene-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import { shotsFromCues, shotsOfCues } from '#main/imports/place-cues.ts';
import { readSubtitles } from '#main/imports/read-subtitles.ts';
import { type SubtitleCue, toDialogue, withSpeakers } from '#main/imports/subtitle-cue.ts';
import type { PreviewedCue } from '#shared/contract/import-answers.ts';
import type { ReadingOf, SubtitlesSource } from '#shared/contract/import-schemas.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { type FilledDialogue, type ImportProblem, inFileOrder } from '#shared/domain/import-plan.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import type { ServiceContext } from '../service-context.ts';
import type { NamedBytes } from './import-files.ts';
import { decodeNamed, type ImportPlan, plainTitle } from './import-plan.ts';

/** Cues that a preview shows. */
const previewedCues = 500;

export type PlanSubtitlesOptions = {
  source: ReadingOf<SubtitlesSource>;
  /** Null for a new project. */
  project: Project | null;
  /** Of the project, or of the new one. */
  frameRate: FrameRate;
};

/** @throws {AppError} SUBTITLES_UNREADABLE, IMPORT_EMPTY */
export function planSubtitles(
  { db }: Pick<ServiceContext, 'db'>,
  file: NamedBytes,
  { source, project, frameRate }: PlanSubtitlesOptions,
): ImportPlan {
  const { fileName } = file;
  const { text, encoding } = decodeNamed(file, 'SUBTITLES_UNREADABLE');
  const { format, cues: read, problems } = readSubtitles(text, fileName);
  const named = read.map((cue) => ({ ...cue, speeches: withSpeakers(cue.speeches) }));
  const hasNames = named.some(({ speeches }, index) =>
    speeches.some(({ speaker }, at) => speaker !== read[index]?.speeches[at]?.speaker),
  );
  const cues = source.hasSpeakers ? named : read;
  const title = plainTitle(fileName);
  const base = { fileName, title, encoding, format: null, frameRate };
  const details = { kind: 'subtitles' as const, format, cueCount: cues.length, hasNames };
  if (project && source.placement === 'onto-shots') {
    const shots = listStoryboardShots(db, project.id);
    const placed = placeOntoShots(cues, shots, project.frameRate, source.filled);
    const numbers = shotNumbers(listScenes(db, project.id), shots);
    return {
      ...base,
      scenes: [],
      dialogue: placed.dialogue,
      problems: inFileOrder([...problems, ...placed.problems]),
      details: { ...details, cues: toPreview(cues, placed.shotIds, numbers) },
    };
  }
  const fresh = shotsFromCues(cues, frameRate);
  const scene = { heading: title.slice(0, 500), sceneNumber: null, synopsis: '', notes: '', shots: fresh.shots };
  return {
    ...base,
    scenes: [scene],
    dialogue: new Map(),
    problems: inFileOrder([...problems, ...fresh.problems]),
    details: { ...details, cues: null },
  };
}

type PlacedCues = {
  /** For each cue the shot that gets it; null where none does. */
  shotIds: Array<ShotId | null>;
  dialogue: Map<ShotId, string>;
  problems: ImportProblem[];
};

/** Nothing that a person wrote is overwritten: words go behind those that are there, or stay out. */
function placeOntoShots(
  cues: readonly SubtitleCue[],
  shots: readonly StoryboardShot[],
  frameRate: FrameRate,
  filled: FilledDialogue,
): PlacedCues {
  const problems: ImportProblem[] = [];
  const dialogue = new Map<ShotId, string>();
  const shotIds = shotsOfCues(cues, shots, frameRate).map((shotIndex, index) => {
    const cue = cues[index];
    const shot = shotIndex === null ? undefined : shots[shotIndex];
    if (!cue) return null;
    const words = toDialogue(cue.speeches);
    const isKept = shot !== undefined && filled === 'keep' && shot.dialogue.trim() !== '';
    if (!shot || isKept) {
      problems.push({ reason: isKept ? 'shot-has-dialogue' : 'cue-after-end', at: cue.line, name: words.slice(0, 40) });
      return null;
    }
    const present = dialogue.get(shot.id) ?? shot.dialogue.trimEnd();
    dialogue.set(shot.id, present === '' ? words : `${present}\n${words}`);
    return shot.id;
  });
  return { shotIds, dialogue, problems };
}

function toPreview(
  cues: readonly SubtitleCue[],
  shotIds: ReadonlyArray<ShotId | null>,
  numbers: ReadonlyMap<ShotId, string>,
): PreviewedCue[] {
  return cues.slice(0, previewedCues).map(({ startMs, endMs, speeches }, index) => {
    const shotId = shotIds[index];
    return { startMs, endMs, text: toDialogue(speeches), shotNumber: shotId ? (numbers.get(shotId) ?? null) : null };
  });
}
