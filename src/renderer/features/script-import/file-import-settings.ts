/** What a person sets for an import of a file that is no script, and what the studio is asked with it. */
import type { ProjectFormat } from '#renderer/features/home/index.ts';
import type { ImportDetails } from '#shared/contract/import-answers.ts';
import type { ImportSource } from '#shared/contract/import-schemas.ts';
import type { ProjectId, UploadId } from '#shared/domain/ids.ts';
import type { CuePlacement, FilledDialogue, RowSpan } from '#shared/domain/import-plan.ts';
import type { Project } from '#shared/domain/records.ts';
import {
  type ColumnTarget,
  type DurationUnit,
  newFieldTarget,
  ownFieldOf,
  ownFieldTarget,
} from '#shared/domain/table-fields.ts';
import type { ChosenImport } from './chosen-import.ts';

export type FileImportSettings = {
  /** Null follows the file's own name. */
  title: string | null;
  /** Null means a new project. */
  projectId: ProjectId | null;
  /** Null follows the file. */
  format: ProjectFormat | null;
  placement: CuePlacement;
  filled: FilledDialogue;
  hasSpeakers: boolean;
  /** Null follows the file; so do the three below. */
  hasHead: boolean | null;
  firstRow: number | null;
  fields: Array<ColumnTarget | null> | null;
  durationUnit: DurationUnit | null;
};

export function initialFileSettings(projectId: ProjectId | null): FileImportSettings {
  return {
    ...{ title: null, projectId, format: null, hasHead: null, firstRow: null, fields: null, durationUnit: null },
    ...{ placement: 'onto-shots', filled: 'append', hasSpeakers: true },
  };
}

/** An import of a file that is no script. */
export type ChosenFile = Exclude<ChosenImport, { kind: 'script' }>;

/** Files that the preview needs, in the order in which they are sent. */
export function filesToPreview(chosen: ChosenFile): Array<{ path: string; file: File }> {
  if (chosen.kind !== 'storyboarder') return [{ path: chosen.file.name, file: chosen.file }];
  return chosen.script ? [...chosen.projects, chosen.script] : chosen.projects;
}

/** A project file that came without its folder. */
export function loneProject(chosen: ChosenFile): File | null {
  if (chosen.kind !== 'storyboarder' || chosen.others.length > 0 || chosen.projects.length !== 1) return null;
  return chosen.projects[0]?.file ?? null;
}

/** Uploads by the path of their file. */
export type SentFiles = ReadonlyMap<string, UploadId>;

/** The source as the studio reads it; null while a file of it is not sent. */
export function toSource(
  chosen: ChosenFile,
  { placement, filled, hasSpeakers, hasHead, firstRow, fields, durationUnit, projectId }: FileImportSettings,
  { sent, chosenId }: { sent: SentFiles; chosenId: string | null },
): ImportSource | null {
  const first = filesToPreview(chosen).map(({ path }) => ({ path, uploadId: sent.get(path) }));
  const ready = first.flatMap(({ path, uploadId }) => (uploadId ? [{ path, uploadId }] : []));
  const [only] = ready;
  if (!only || ready.length < first.length) return null;
  if (chosen.kind === 'storyboarder') {
    const isScript = ({ path }: { path: string }) => path === chosen.script?.path;
    return {
      kind: 'storyboarder',
      projects: ready.filter((one) => !isScript(one)),
      script: ready.find(isScript) ?? null,
      paths: chosen.others.map(({ path }) => path),
      files: chosen.others.flatMap(({ path }) => {
        const uploadId = sent.get(path);
        return uploadId ? [{ path, uploadId }] : [];
      }),
      chosenId,
    };
  }
  const { uploadId } = only;
  if (chosen.kind === 'table') return { kind: 'table', uploadId, hasHead, firstRow, fields, durationUnit };
  return {
    ...{ kind: 'subtitles', uploadId, filled, hasSpeakers },
    placement: projectId === null ? 'new-shots' : placement,
  };
}

/** The fields with one column changed; a field that another column had goes over to this one. */
export function withField(
  fields: ReadonlyArray<ColumnTarget | null>,
  index: number,
  field: ColumnTarget | null,
): Array<ColumnTarget | null> {
  return fields.map((present, position) => {
    if (position === index) return field;
    // Each column that becomes a new field becomes one of its own.
    return present === field && field !== newFieldTarget ? null : present;
  });
}

/**
 * The settings for the rows that were left over: the same columns, behind the shots that the first ones became.
 *
 * @param project into which those went
 */
export function withRest(
  settings: FileImportSettings,
  { hasHead, columns, durationUnit }: Extract<ImportDetails, { kind: 'table' }>,
  { project, rest }: { project: Pick<Project, 'id' | 'customFieldDefinitions'>; rest: RowSpan },
): FileImportSettings {
  const used = new Set(columns.map(({ field }) => ownFieldOf(field)));
  const fields = columns.map(({ head, field }) => {
    // What was a new field is one of the project's own by now.
    const own = project.customFieldDefinitions.find(({ id, name }) => name === head && !used.has(id));
    return field === newFieldTarget && own ? ownFieldTarget(own.id) : field;
  });
  return { ...settings, projectId: project.id, title: null, hasHead, fields, durationUnit, firstRow: rest.fromRow };
}

/** The settings for another project, or for a new one: fields of a project's own become new ones there. */
export function withProject(settings: FileImportSettings, projectId: ProjectId | null): FileImportSettings {
  const fields = settings.fields?.map((field) => (ownFieldOf(field) === null ? field : newFieldTarget)) ?? null;
  return { ...settings, projectId, fields };
}
