/** What a project says about its shots as a whole: fields of its own, and whether numbers are locked. */
import { findProject } from '#main/db/project-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { CustomFieldPatch, NewCustomField } from '#shared/contract/schemas.ts';
import type { HistoryKey } from '#shared/domain/history.ts';
import type { FieldId, ProjectId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { type CustomFieldDefinition, cleanTags, mostCustomFields } from '#shared/domain/shot-fields.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { lockNumbers, unlockNumbers } from './number-lock.ts';
import type { ServiceContext } from './service-context.ts';

type SavedProject = Saved & { project: Project };

export interface ProjectStructureService {
  /** Numbers of scenes and shots stay as they are, or follow from the order again. @throws {AppError} PROJECT_NOT_FOUND */
  setNumbersLocked(projectId: ProjectId, areLocked: boolean): SavedProject;
  /** Behind the others. @throws {AppError} PROJECT_NOT_FOUND; INVALID_INPUT for a name that is there, or one too many */
  createField(projectId: ProjectId, field: NewCustomField): SavedProject & { fieldId: FieldId };
  /** @throws {AppError} PROJECT_NOT_FOUND; INVALID_INPUT for a name that another has, or a field that is gone */
  updateField(projectId: ProjectId, fieldId: FieldId, patch: CustomFieldPatch): SavedProject;
  /** Its values stay in the shots unseen, so that undo shows them again. @throws {AppError} PROJECT_NOT_FOUND */
  deleteField(projectId: ProjectId, fieldId: FieldId): SavedProject;
}

type FieldsEdit = { projectId: ProjectId; labelKey: HistoryKey; fields: CustomFieldDefinition[] };

export function createProjectStructureService(context: ServiceContext): ProjectStructureService {
  const { db, ids } = context;

  const get = (projectId: ProjectId): Project => {
    const project = findProject(db, projectId);
    if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
    return project;
  };

  function write({ projectId, labelKey, fields }: FieldsEdit): SavedProject {
    const { savedAtMs } = edit(context, { projectId, labelKey }, (recorder) => {
      recorder.update('projects', projectId, { custom_field_definitions: JSON.stringify(fields) });
    });
    return { project: get(projectId), savedAtMs };
  }

  return {
    setNumbersLocked(projectId, areLocked) {
      const project = get(projectId);
      if (project.areNumbersLocked === areLocked) return { project, savedAtMs: context.clock.nowMs() };
      const labelKey = areLocked ? 'lockNumbers' : 'unlockNumbers';
      const { savedAtMs } = edit(context, { projectId, labelKey }, (recorder) =>
        (areLocked ? lockNumbers : unlockNumbers)(recorder, db, projectId),
      );
      return { project: get(projectId), savedAtMs };
    },

    createField(projectId, { name, kind, choices }) {
      const { customFieldDefinitions } = get(projectId);
      if (customFieldDefinitions.length >= mostCustomFields) throw invalid('more fields than a project has');
      const field = checked({ id: ids.create('field'), name, kind, choices }, customFieldDefinitions);
      const fields = [...customFieldDefinitions, field];
      return { ...write({ projectId, labelKey: 'createField', fields }), fieldId: field.id };
    },

    updateField(projectId, fieldId, { position, ...patch }) {
      const { customFieldDefinitions } = get(projectId);
      const field = customFieldDefinitions.find(({ id }) => id === fieldId);
      if (!field) throw invalid(`no field ${fieldId}`);
      const others = customFieldDefinitions.filter(({ id }) => id !== fieldId);
      const name = patch.name ?? field.name;
      const changed = checked({ ...field, name, choices: patch.choices ?? field.choices }, others);
      const at = position ?? customFieldDefinitions.indexOf(field);
      const fields = [...others.slice(0, at), changed, ...others.slice(at)];
      return write({ projectId, labelKey: 'updateField', fields });
    },

    deleteField(projectId, fieldId) {
      const fields = get(projectId).customFieldDefinitions.filter(({ id }) => id !== fieldId);
      return write({ projectId, labelKey: 'deleteField', fields });
    },
  };
}

function invalid(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { params: { field: 'field' } });
}

/** With clean choices. @throws {AppError} INVALID_INPUT for the name of another field */
function checked(field: CustomFieldDefinition, others: readonly CustomFieldDefinition[]): CustomFieldDefinition {
  const name = field.name.trim();
  const isTaken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  if (name === '' || isTaken) throw invalid('a name that is empty or taken');
  return { ...field, name, choices: field.kind === 'choice' ? cleanTags(field.choices) : [] };
}
