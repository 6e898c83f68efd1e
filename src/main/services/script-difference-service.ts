/**
 * A changed script over the project that an earlier draft became: what it means, and taking it over as one edit.
 *
 * Everything bound to a shot (boards, takes, voice, sound, its id and number) stays with it, because the shot stays the
 * same row: only words, place and the lines it names are written. What is gone goes to the trash where that is chosen.
 */
import { createHash } from 'node:crypto';
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject } from '#main/db/project-repository.ts';
import { listScenes } from '#main/db/scene-repository.ts';
import { listScriptsInUse, type StoredScript } from '#main/db/script-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import type { ScriptEncoding } from '#main/scripts/decode-script.ts';
import { compareScripts, type Comparison } from '#main/scripts/difference/compare-scripts.ts';
import { resolveDifference } from '#main/scripts/difference/resolve-difference.ts';
import { parseScript } from '#main/scripts/parse-script.ts';
import type { Saved, ScriptComparison } from '#shared/contract/answers.ts';
import type { ProjectId, ScriptId, UploadId } from '#shared/domain/ids.ts';
import type { Outline } from '#shared/domain/outline.ts';
import type { Project, Scene, StoryboardShot } from '#shared/domain/records.ts';
import { type DifferenceChoices, leastCommonShare } from '#shared/domain/script-difference.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { decodeNamed, readScript } from './read-script.ts';
import type { ServiceContext } from './service-context.ts';
import { writeResolution } from './write-resolution.ts';

export interface ScriptDifferenceService {
  /**
   * Compares an uploaded draft with a project; creates nothing.
   *
   * @throws {AppError} SCRIPT_…, UPLOAD_NOT_FOUND, PROJECT_NOT_FOUND; PROJECT_HAS_NO_SCRIPT for a project without a script
   */
  compare(projectId: ProjectId, uploadId: UploadId): Promise<ScriptComparison>;
  /**
   * Takes the draft over, as one step.
   *
   * @param basis of the comparison that a person saw
   * @throws {AppError} as `compare`; PROJECT_CHANGED when the project or the file is another than was compared
   */
  update(
    projectId: ProjectId,
    uploadId: UploadId,
    { basis, choices }: { basis: string; choices: DifferenceChoices },
  ): Promise<Saved>;
  /** The comparison with bytes at hand, as the command line has them. @throws {AppError} as `compare` */
  compareBytes(projectId: ProjectId, script: ScriptBytes): ScriptComparison;
  /** Takes bytes at hand over. @throws {AppError} as `update` */
  updateBytes(projectId: ProjectId, script: ScriptBytes, options: { basis: string; choices: DifferenceChoices }): Saved;
}

type ScriptBytes = { fileName: string; bytes: Uint8Array };

export function createScriptDifferenceService(
  context: ServiceContext,
  uploads: Pick<Uploads, 'readBytes'>,
): ScriptDifferenceService {
  const { ids } = context;

  function compareBytes(projectId: ProjectId, script: ScriptBytes): ScriptComparison {
    const draft = readDraft(script);
    const { project, base, comparison, basis } = compareDraft(context, projectId, draft);
    return {
      ...{ basis, fileName: draft.fileName, encoding: draft.encoding, baseFileName: base.fileName },
      isOtherScript: comparison.commonShare < leastCommonShare,
      areNumbersLocked: project.areNumbersLocked,
      scenes: comparison.scenes,
    };
  }

  const updateBytes: ScriptDifferenceService['updateBytes'] = (projectId, file, { basis, choices }) => {
    const draft = readDraft(file);
    const compared = compareDraft(context, projectId, draft);
    if (compared.basis !== basis) throw new AppError('PROJECT_CHANGED', `${projectId} is not what was compared`);
    const { project, scenes, shots, comparison } = compared;
    const resolution = resolveDifference(comparison, { scenes, shots }, choices);
    const { savedAtMs } = edit(context, { projectId, labelKey: 'updateFromScript' }, (recorder) => {
      const { fileName, encoding, text } = draft;
      const scriptId = ids.create('script');
      const script = { id: scriptId, project_id: projectId, file_name: fileName, encoding, text };
      recorder.insert('scripts', { ...script, created_at_ms: recorder.nowMs, deleted_at_ms: null });
      writeResolution(context, recorder, { project, scriptId, scenes, shots, resolution });
    });
    // The order of every shot in the storyboard follows from that of the scenes.
    context.changes.announce([{ kind: 'shot', projectId, ids: [] }]);
    return { savedAtMs };
  };

  return {
    compareBytes,
    updateBytes,
    compare: async (projectId, uploadId) => compareBytes(projectId, await readScript(uploads, uploadId)),
    update: async (projectId, uploadId, options) =>
      updateBytes(projectId, await readScript(uploads, uploadId), options),
  };
}

type Draft = { fileName: string; encoding: ScriptEncoding; text: string };

function readDraft({ fileName, bytes }: ScriptBytes): Draft {
  return { fileName, ...decodeNamed(fileName, bytes) };
}

type Compared = {
  project: Project;
  base: StoredScript;
  scenes: Scene[];
  shots: StoryboardShot[];
  comparison: Comparison;
  basis: string;
};

function compareDraft({ db }: ServiceContext, projectId: ProjectId, draft: Draft): Compared {
  const project = findProject(db, projectId);
  if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
  const { frameRate, durationRule } = project;
  const parse = ({ fileName, text }: Pick<Draft, 'fileName' | 'text'>) =>
    parseScript(text, { fileName, frameRate, durationRule });
  const next = parse(draft);
  if (next.scenes.length === 0) {
    throw new AppError('SCRIPT_EMPTY', 'the script has no scene and no action', {
      params: { fileName: draft.fileName },
    });
  }
  const scenes = listScenes(db, projectId);
  const shots = listStoryboardShots(db, projectId);
  const stored = listScriptsInUse(db, projectId);
  const scripts = new Map(stored.map((script) => [script.id, parse(script)]));
  const baseId = chooseBase(scripts, next, shots);
  const base = stored.find(({ id }) => id === baseId);
  if (!base) throw new AppError('PROJECT_HAS_NO_SCRIPT', `${projectId} has no script`);
  const comparison = compareScripts({ baseId: base.id, scripts, next, project: { scenes, shots } });
  const basis = basisOf([
    projectId,
    draft,
    base.id,
    project.areNumbersLocked,
    durationRule,
    scenes,
    shots.map(comparedOf),
  ]);
  return { project, base, scenes, shots, comparison, basis };
}

/** What of a shot a comparison depends on; its takes and boards may go on being made meanwhile. */
function comparedOf(shot: StoryboardShot): unknown[] {
  const { id, sceneId, rank, title, prompt, dialogue, notes, durationFrames, scriptLines } = shot;
  return [id, sceneId, rank, title, prompt, dialogue, notes, durationFrames, scriptLines];
}

function basisOf(compared: unknown): string {
  return createHash('sha256').update(JSON.stringify(compared)).digest('hex');
}

/**
 * The script that the draft is a draft of: the one with which it has most in common, of the latest and those of which
 * at least half is in the project. Undefined without any.
 */
function chooseBase(
  scripts: ReadonlyMap<ScriptId, Outline>,
  next: Outline,
  shots: readonly StoryboardShot[],
): ScriptId | undefined {
  const words = new Set(wordsOfShots(next));
  let best: { id: ScriptId; common: number } | undefined;
  for (const [id, outline] of scripts) {
    const own = wordsOfShots(outline);
    const linkedCount = shots.filter(({ scriptLines }) => scriptLines?.scriptId === id).length;
    if (best && linkedCount * 2 < own.length) continue;
    const common = own.filter((text) => words.has(text)).length;
    if (!best || common > best.common) best = { id, common };
  }
  return best?.id;
}

function wordsOfShots({ scenes }: Outline): string[] {
  return scenes.flatMap(({ shots }) => shots.map(({ prompt, dialogue }) => `${prompt}\n${dialogue}`));
}
