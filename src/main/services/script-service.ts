/** Scripts: preview, import, and the script behind a project. */
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject, projectToRow } from '#main/db/project-repository.ts';
import { findLatestScript } from '#main/db/script-repository.ts';
import type { DecodedScript, ScriptEncoding } from '#main/scripts/decode-script.ts';
import { parseScript } from '#main/scripts/parse-script.ts';
import type { ProjectScript, Saved, ScriptPreview } from '#shared/contract/answers.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ProjectId, SceneId, ScriptId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { DurationRule, Outline, OutlineScene } from '#shared/domain/outline.ts';
import type { Project } from '#shared/domain/records.ts';
import type { FrameRate, Frames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { insertScenes, type NewSceneContent } from './insert-scenes.ts';
import { toProject } from './project-service.ts';
import { decodeNamed, readScript } from './read-script.ts';
import type { ServiceContext } from './service-context.ts';

export type ScriptImport = {
  /** Null makes a new project. */
  projectId: ProjectId | null;
  /** Of the new project. */
  title: string;
  frameSize: FrameSize;
  /** Of the new project; in an existing one its own rate stands. */
  frameRate: FrameRate;
  durationRule: DurationRule;
};

export type ImportedScript = Saved & { projectId: ProjectId; sceneIds: SceneId[]; shotIds: ShotId[] };

/** The same with how the bytes were read; anything but Unicode is a guess that people should know of. */
export type ImportedBytes = ImportedScript & { encoding: ScriptEncoding };

export interface ScriptService {
  /** Reads an uploaded script; creates nothing. @throws {AppError} SCRIPT_…, UPLOAD_NOT_FOUND */
  preview(uploadId: UploadId, options: { frameRate: FrameRate; durationRule: DurationRule }): Promise<ScriptPreview>;
  /** Creates scenes and shots from an uploaded script, as one step. @throws {AppError} SCRIPT_…, UPLOAD_NOT_FOUND, PROJECT_NOT_FOUND */
  importUpload(uploadId: UploadId, options: ScriptImport): Promise<ImportedScript>;
  /** The same from bytes at hand, as the command line has them. @throws {AppError} SCRIPT_… */
  importBytes(script: { fileName: string; bytes: Uint8Array }, options: ScriptImport): ImportedBytes;
  /** The script imported last into a project, parsed anew; null without one. */
  get(projectId: ProjectId): ProjectScript | null;
}

export function createScriptService(context: ServiceContext, uploads: Pick<Uploads, 'readBytes'>): ScriptService {
  const importBytes = (script: { fileName: string; bytes: Uint8Array }, options: ScriptImport): ImportedBytes => {
    const decoded = decodeNamed(script.fileName, script.bytes);
    return { ...importDecoded(context, script.fileName, decoded, options), encoding: decoded.encoding };
  };
  return {
    importBytes,

    async preview(uploadId, { frameRate, durationRule }) {
      const { fileName, bytes } = await readScript(uploads, uploadId);
      const { text, encoding } = decodeNamed(fileName, bytes);
      const outline = parseScript(text, { fileName, frameRate, durationRule });
      const shots = outline.scenes.flatMap((scene) => scene.shots);
      const durationFrames = shots.reduce((sum, shot) => sum + shot.durationFrames, 0) as Frames;
      return { fileName, encoding, outline, shotCount: shots.length, durationFrames };
    },

    async importUpload(uploadId, options) {
      return importBytes(await readScript(uploads, uploadId), options);
    },

    get(projectId) {
      const project = findProject(context.db, projectId);
      const script = project && findLatestScript(context.db, projectId);
      if (!project || !script) return null;
      const { frameRate, durationRule } = project;
      return {
        id: script.id,
        fileName: script.fileName,
        outline: parseScript(script.text, { fileName: script.fileName, frameRate, durationRule }),
      };
    },
  };
}

function importDecoded(
  context: ServiceContext,
  fileName: string,
  { text, encoding }: DecodedScript,
  options: ScriptImport,
): ImportedScript {
  const { db, ids } = context;
  const existing = options.projectId ? findProject(db, options.projectId) : null;
  if (options.projectId && !existing) throw new AppError('PROJECT_NOT_FOUND', `no project ${options.projectId}`);
  const frameRate = existing?.frameRate ?? options.frameRate;
  const { durationRule } = options;
  const outline = parseScript(text, { fileName, frameRate, durationRule });
  if (outline.scenes.length === 0) {
    throw new AppError('SCRIPT_EMPTY', 'the script has no scene and no action', { params: { fileName } });
  }
  const { result, savedAtMs } = edit(
    context,
    { projectId: existing?.id ?? null, labelKey: 'importScript' },
    (recorder) => {
      const project = existing ?? insertProject(context, recorder, options, outline);
      const scriptRow = { id: ids.create('script'), project_id: project.id, file_name: fileName, encoding, text };
      recorder.insert('scripts', { ...scriptRow, created_at_ms: recorder.nowMs, deleted_at_ms: null });
      const scenes = outline.scenes.map((scene) => plannedFrom(scene, scriptRow.id));
      return { projectId: project.id, ...insertScenes(context, recorder, project, scenes) };
    },
  );
  return { ...result, savedAtMs };
}

function insertProject(
  { ids }: ServiceContext,
  recorder: TimedRecorder,
  { title, frameSize, frameRate, durationRule }: ScriptImport,
  outline: Outline,
): Project {
  const fresh = toProject(
    ids.create('project'),
    { title: title || outline.title, frameSize, frameRate },
    recorder.nowMs,
  );
  const project = { ...fresh, durationRule };
  recorder.insert('projects', projectToRow(project));
  return project;
}

function plannedFrom({ startLine, endLine, shots, ...scene }: OutlineScene, scriptId: ScriptId): NewSceneContent {
  return {
    ...scene,
    scriptLines: { scriptId, startLine, endLine },
    shots: shots.map(({ startLine: start, endLine: end, ...shot }) => ({
      ...shot,
      scriptLines: { scriptId, startLine: start, endLine: end },
    })),
  };
}
