/**
 * A changed script over the project that an earlier draft became, as the window has it: what differs, and on demand
 * taking it over as one step. Nothing is deleted unless that was asked for.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Studio } from '#main/compose.ts';
import type { ScriptComparison } from '#shared/contract/answers.ts';
import type { ProjectSummary, Storyboard } from '#shared/domain/records.ts';
import type { DifferenceChoices, SceneDifference } from '#shared/domain/script-difference.ts';
import { readScriptFile, requireReadable } from './import-input.ts';
import type { Command } from './parse-arguments.ts';

export type UpdateCommand = Extract<Command, { kind: 'update' }>;

export type UpdateResult =
  /** The storyboard is that from before. */
  | { kind: 'compared'; isApplied: boolean; comparison: ScriptComparison; storyboard: Storyboard }
  /** Nothing was changed; `problem` is a key of the catalogue under `commandLine.updateProblems`. */
  | { kind: 'problem'; problem: 'noLibrary' | 'noProject' | 'severalProjects' | 'otherScript'; projects: string };

export type RunUpdateOptions = { command: UpdateCommand; openStudio: (libraryDir: string) => Promise<Studio> };

/** @throws {AppError} SCRIPT_…, LIBRARY_…, PROJECT_HAS_NO_SCRIPT */
export async function runUpdate({ command, openStudio }: RunUpdateOptions): Promise<UpdateResult> {
  await requireReadable(command.scriptPath);
  const script = await readScriptFile(command.scriptPath);
  const libraryDir = path.resolve(command.libraryDir);
  // Opening one that is not there would make it.
  const isThere = await stat(path.join(libraryDir, 'library.db')).catch(() => null);
  if (!isThere) return { kind: 'problem', problem: 'noLibrary', projects: '' };
  const studio = await openStudio(libraryDir);
  try {
    const { projects, scriptDifferences } = studio.services;
    const found = findProjects(studio, command.project);
    const [project] = found;
    if (!project || found.length > 1) {
      return {
        kind: 'problem',
        problem: project ? 'severalProjects' : 'noProject',
        projects: (project ? found : projects.list()).map(({ id, title }) => `“${title}” (${id})`).join(', '),
      };
    }
    const storyboard = projects.storyboard(project.id);
    const comparison = scriptDifferences.compareBytes(project.id, script);
    if (!command.isApplied) return { kind: 'compared', isApplied: false, comparison, storyboard };
    if (comparison.isOtherScript) return { kind: 'problem', problem: 'otherScript', projects: project.title };
    const { basis, scenes } = comparison;
    scriptDifferences.updateBytes(project.id, script, { basis, choices: toChoices(command, scenes) });
    return { kind: 'compared', isApplied: true, comparison, storyboard };
  } finally {
    await studio.close();
  }
}

/** Those of that id or title; without a name, those that were made from a script. */
function findProjects({ services: { projects } }: Studio, name: string | null): ProjectSummary[] {
  const all = projects.list();
  if (name === null) return all.filter(({ id }) => projects.storyboard(id).scriptId !== null);
  const named = all.filter(({ id }) => id === name);
  return named.length > 0 ? named : all.filter(({ title }) => title.toLowerCase() === name.toLowerCase());
}

/** What a person would choose who wants all of the script: words of their own still stay. */
function toChoices({ trashesGone, keepsOrder }: UpdateCommand, scenes: readonly SceneDifference[]): DifferenceChoices {
  const gone = scenes
    .flatMap((scene) => [scene, ...scene.shots])
    .filter(({ kind }) => trashesGone && kind === 'gone')
    .map(({ key }) => [key, 'trash'] as const);
  return { keepsOrder, decisions: Object.fromEntries(gone) };
}
