/** One take from a prompt and a picture, without a project of one's own: it goes to the project "Quick takes". */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findSetting, setSetting } from '#main/db/settings-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import { cutPrompt } from '#shared/domain/compose-prompt.ts';
import { estimateCost } from '#shared/domain/estimate-cost.ts';
import { fitToModel } from '#shared/domain/fit-to-model.ts';
import { type FrameSize, frameSizeLabel } from '#shared/domain/frame-size.ts';
import { type Adjustment, defaultShotGeneration } from '#shared/domain/generation.ts';
import type { AssetId, ConnectionId, ProjectId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Job, Project, StoryboardShot } from '#shared/domain/records.ts';
import { framesFromSeconds } from '#shared/domain/time.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import type { GenerationService } from './generation-service.ts';
import type { Spending } from './money-service.ts';
import { type PlanServices, readPlanSources } from './plan-shots.ts';
import type { AssertApproved } from './preview-rule.ts';
import type { ProjectService } from './project-service.ts';
import type { ServiceContext } from './service-context.ts';
import type { ShotService } from './shot-service.ts';
import { assertSendable, getTarget } from './take-plan.ts';

/** What a person fills in. */
export type QuickTake = {
  prompt: string;
  frameSize: FrameSize;
  durationSeconds: number;
  connectionId: ConnectionId;
  modelId: string;
};

export interface QuickCreateService {
  /** What one such clip would be and cost. Changes nothing. @throws {AppError} CONNECTION_NOT_FOUND, MODEL_NOT_FOUND */
  plan(take: QuickTake & { hasPicture: boolean }): {
    adjustments: Adjustment[];
    estimate: Micros | null;
    overBudget: AppErrorData[];
  };
  /**
   * Makes the shot and queues its take, unless `isQueued` is false. Nothing is made of a request that cannot be sent.
   *
   * @throws {AppError} CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, MODEL_INPUT_MISSING, KEY_MISSING, BUDGET_…,
   *   UPLOAD_NOT_FOUND, IMAGE_…, DISK_FULL, PREVIEW_NEEDED unless it only makes the shot
   */
  create(
    take: QuickTake & { uploadId: UploadId | null; isQueued?: boolean },
    signal?: AbortSignal,
  ): Promise<Saved & { projectId: ProjectId; shotId: ShotId; jobs: Job[] }>;
}

export type QuickCreateOptions = PlanServices & {
  projects: ProjectService;
  shots: Pick<ShotService, 'create' | 'update' | 'setMedia'>;
  generation: Pick<GenerationService, 'generate'>;
  checkBudgets: (spendings: readonly Spending[]) => AppErrorData[];
  assertApproved: AssertApproved;
  assets: Pick<AssetStore, 'commit'>;
  uploads: Pick<Uploads, 'takeFile'>;
};

const frameRate = { numerator: 24, denominator: 1 };
/** A picture that is not taken in yet; in no request. */
const pictureToCome = '' as AssetId;

export function createQuickCreateService(context: ServiceContext, options: QuickCreateOptions): QuickCreateService {
  const { projects, shots, generation, assets, uploads } = options;

  function look({
    prompt,
    frameSize,
    durationSeconds,
    connectionId,
    modelId,
    hasPicture,
  }: QuickTake & { hasPicture: boolean }) {
    const sources = readPlanSources(options);
    const target = getTarget({ connectionId, modelId }, sources);
    const fitted = fitToModel(
      {
        prompt,
        styleNotes: findQuickProject(context, frameSize)?.styleNotes ?? '',
        durationFrames: framesFromSeconds(durationSeconds, frameRate),
        frameRate,
        frameSize,
        cameraMove: defaultCameraMove,
        ...defaultShotGeneration,
        inputs: hasPicture ? [{ role: 'first-frame', assetId: pictureToCome }] : [],
      },
      target.model,
    );
    const estimate = estimateCost(target.model, fitted.settings);
    const projectId = findQuickProject(context, frameSize)?.id ?? null;
    const overBudget = options.checkBudgets(estimate === null ? [] : [{ connectionId, projectId, amount: estimate }]);
    return { sources, target, fitted, estimate, overBudget };
  }

  /** Before anything is made. */
  function assertPossible(take: QuickTake & { uploadId: UploadId | null }): void {
    const { sources, target, fitted, overBudget } = look({ ...take, hasPicture: take.uploadId !== null });
    assertSendable(target, fitted, sources);
    const [over] = overBudget;
    if (over) throw new AppError(over.code, 'over a budget', over);
  }

  async function takePicture(uploadId: UploadId, signal?: AbortSignal): Promise<AssetId> {
    const { staged, fileName } = await uploads.takeFile(uploadId);
    const { id, kind, mime } = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
    if (kind === 'image') return id;
    const params = { fileName, foundType: mime };
    throw new AppError('IMAGE_TYPE_NOT_SUPPORTED', `a picture is no ${mime}`, { params });
  }

  return {
    plan(take) {
      const { fitted, estimate, overBudget } = look(take);
      return { adjustments: fitted.adjustments, estimate, overBudget };
    },

    async create(take, signal) {
      assertPossible(take);
      if (take.isQueued !== false) options.assertApproved([take.connectionId], false);
      const boardAssetId = take.uploadId && (await takePicture(take.uploadId, signal));
      const project =
        findQuickProject(context, take.frameSize) ?? createQuickProject(context, projects, take.frameSize);
      const shot = placeShot(project, take);
      const { savedAtMs } = boardAssetId ? shots.setMedia([shot.id], 'board', boardAssetId) : shot;
      const jobs =
        take.isQueued === false ? [] : await generation.generate({ projectId: project.id, scope: [shot.id] });
      return { projectId: project.id, shotId: shot.id, jobs, savedAtMs };
    },
  };

  /** The first shot of a new project is there already; every other stands behind the last one. */
  function placeShot(project: Project, { prompt, durationSeconds, connectionId, modelId }: QuickTake) {
    const storyboard = projects.storyboard(project.id);
    const last = storyboard.shots.at(-1);
    const sceneId = last?.sceneId ?? storyboard.scenes.at(-1)?.id;
    if (!sceneId) throw new AppError('SCENE_NOT_FOUND', 'the project has no scene');
    const fields = {
      title: titleFrom(prompt),
      prompt,
      durationFrames: framesFromSeconds(durationSeconds, project.frameRate),
      connectionId,
      generation: { modelId },
    };
    if (last && storyboard.shots.length === 1 && isUntouched(last)) {
      const { savedAtMs } = shots.update([last.id], fields);
      return { id: last.id, savedAtMs };
    }
    const { shot, savedAtMs } = shots.create({ sceneId, afterShotId: last?.id ?? null, ...fields });
    return { id: shot.id, savedAtMs };
  }
}

function isUntouched({ title, prompt, boardAssetId, takeCount }: StoryboardShot): boolean {
  return title === '' && prompt === '' && boardAssetId === null && takeCount === 0;
}

/** A film has one picture size, so quick takes of another size are another film. */
function settingKey(frameSize: FrameSize): string {
  return `quickTakes.${frameSize.widthPx}x${frameSize.heightPx}`;
}

/** Null when none was made yet, or it was deleted. */
function findQuickProject({ db }: ServiceContext, frameSize: FrameSize): Project | null {
  const projectId = findSetting<ProjectId>(db, settingKey(frameSize));
  const project = projectId && findProject(db, projectId);
  return project && isOfSize(project, frameSize) ? project : null;
}

/** Somebody may have given the project another size since. */
function isOfSize({ frameSize }: Project, asked: FrameSize): boolean {
  return frameSize.widthPx === asked.widthPx && frameSize.heightPx === asked.heightPx;
}

function createQuickProject({ db }: ServiceContext, projects: ProjectService, frameSize: FrameSize): Project {
  const { t } = createTranslator();
  const title = t('quickTakes.title');
  const isTaken = projects.list().some((project) => project.title === title);
  const { project } = projects.create({
    title: isTaken ? t('quickTakes.titleOfSize', { size: frameSizeLabel(frameSize) }) : title,
    frameSize,
    frameRate,
  });
  setSetting(db, settingKey(frameSize), project.id);
  return project;
}

/** The beginning of the first line, cut between words. */
function titleFrom(prompt: string): string {
  const line = prompt.trim().split(/\r?\n/, 1)[0] ?? '';
  if (line.length <= 60) return line;
  const cut = cutPrompt(line, 60);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`;
}
