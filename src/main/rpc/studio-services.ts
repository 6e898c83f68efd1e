/** What the router calls: the services as `compose.ts` puts them together. */
import type { Uploads } from '#main/assets/uploads.ts';
import type { ChangeBus } from '#main/services/change-bus.ts';
import type { GenerationService } from '#main/services/generation-service.ts';
import type { HistoryService } from '#main/services/history-service.ts';
import type { ProjectService } from '#main/services/project-service.ts';
import type { SampleService } from '#main/services/sample-service.ts';
import type { SceneService } from '#main/services/scene-service.ts';
import type { ScriptService } from '#main/services/script-service.ts';
import type { ShotService } from '#main/services/shot-service.ts';
import type { TrashService } from '#main/services/trash-service.ts';
import type { ExportPlan, JobsUpdate, Preferences, QueueState, Saved, StudioInfo } from '#shared/contract/answers.ts';
import type { JobId, ProjectId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { Connection, Job, StoryboardShot, SubtitleMode, Take } from '#shared/domain/records.ts';

export type StudioServices = {
  projects: ProjectService;
  scenes: SceneService;
  shots: ShotService;
  history: HistoryService;
  scripts: ScriptService;
  trash: TrashService;
  generation: GenerationService;
  sample: SampleService;
  uploads: Pick<Uploads, 'begin'>;
  changes: Pick<ChangeBus, 'subscribe'>;
  boards: {
    /** Takes an uploaded file into the library and makes it the board or the voice of a shot. */
    set(
      shotId: ShotId,
      what: 'board' | 'voice',
      uploadId: UploadId,
      signal: AbortSignal | undefined,
    ): Promise<Saved & { shot: StoryboardShot }>;
  };
  takes: { list(shotId: ShotId): Take[] };
  connections: { list(): Connection[] };
  jobs: {
    list(projectId: ProjectId | null): Job[];
    subscribe(listener: (update: JobsUpdate) => void): () => void;
    queue(): QueueState;
    cancel(jobIds: JobId[]): Promise<Job[]>;
    retry(jobIds: JobId[]): Job[];
    setPaused(isPaused: boolean): QueueState;
    clearEnded(): number;
  };
  exports: {
    plan(projectId: ProjectId, subtitles: SubtitleMode): Promise<ExportPlan>;
    /** Asks where to; null when the person closed the dialog. */
    start(projectId: ProjectId, subtitles: SubtitleMode): Promise<Job | null>;
    reveal(jobId: JobId): Promise<boolean>;
  };
  studio: {
    info(): Promise<StudioInfo>;
    preferences(): Preferences;
    setPreferences(patch: Partial<Preferences>): Preferences;
    openLibrary(): Promise<boolean>;
    revealLibrary(): Promise<boolean>;
    backUp(): Promise<{ fileName: string }>;
  };
};
