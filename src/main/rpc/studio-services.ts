/** What the router calls: the services as `compose.ts` puts them together. */
import type { Uploads } from '#main/assets/uploads.ts';
import type { BoardFilesService } from '#main/services/board-files-service.ts';
import type { BoardService } from '#main/services/board-service.ts';
import type { AssistService } from '#main/services/assist/assist-service.ts';
import type { ConnectionService } from '#main/services/connection-service.ts';
import type { EgressService } from '#main/services/egress-service.ts';
import type { ElementService } from '#main/services/element-service.ts';
import type { JobService } from '#main/services/job-service.ts';
import type { ModelService, RetiringModel } from '#main/services/model-service.ts';
import type { MoneyService } from '#main/services/money-service.ts';
import type { QuickCreateService } from '#main/services/quick-create-service.ts';
import type { RecordingService } from '#main/services/recording-service.ts';
import type { RetargetService } from '#main/services/retarget-service.ts';
import type { TakeService } from '#main/services/take-service.ts';
import type { KeyStoreState } from '#shared/contract/generation-answers.ts';
import type { ChangeBus } from '#main/services/change-bus.ts';
import type { FrameService } from '#main/services/frame-service.ts';
import type { GenerationService } from '#main/services/generation-service.ts';
import type { HistoryService } from '#main/services/history-service.ts';
import type { OutsideBoardService } from '#main/services/outside-board-service.ts';
import type { ProjectService } from '#main/services/project-service.ts';
import type { ProjectStructureService } from '#main/services/project-structure-service.ts';
import type { SampleService } from '#main/services/sample-service.ts';
import type { SceneService } from '#main/services/scene-service.ts';
import type { ImportService } from '#main/services/imports/import-service.ts';
import type { ScriptDifferenceService } from '#main/services/script-difference-service.ts';
import type { ScriptService } from '#main/services/script-service.ts';
import type { ScriptShotService } from '#main/services/script-shot-service.ts';
import type { SearchService } from '#main/services/search-service.ts';
import type { ShotService } from '#main/services/shot-service.ts';
import type { ShotStructureService } from '#main/services/shot-structure-service.ts';
import type { TemplateService } from '#main/services/template-service.ts';
import type { SoundService } from '#main/services/sound-service.ts';
import type { SketchService } from '#main/services/sketch-service.ts';
import type { TrashService } from '#main/services/trash-service.ts';
import type { ExportPlan, Preferences, StudioInfo } from '#shared/contract/answers.ts';
import type { JobId, ProjectId } from '#shared/domain/ids.ts';
import type { Job, SubtitleMode } from '#shared/domain/records.ts';

export type StudioServices = {
  projects: ProjectService;
  structure: ProjectStructureService;
  scenes: SceneService;
  shots: ShotService;
  shotStructure: ShotStructureService;
  elements: ElementService;
  sound: SoundService;
  recordings: RecordingService;
  history: HistoryService;
  scripts: ScriptService;
  scriptShots: ScriptShotService;
  scriptDifferences: ScriptDifferenceService;
  imports: ImportService;
  trash: TrashService;
  generation: GenerationService;
  sample: SampleService;
  templates: TemplateService;
  uploads: Pick<Uploads, 'begin'>;
  changes: Pick<ChangeBus, 'subscribe'>;
  boards: BoardService;
  boardFiles: BoardFilesService;
  sketches: SketchService;
  frames: FrameService;
  outsideBoards: Pick<OutsideBoardService, 'open' | 'list' | 'close'>;
  takes: TakeService;
  connections: ConnectionService;
  models: Pick<ModelService, 'list' | 'refresh' | 'edit' | 'resetEdit'> & {
    /** Models whose end is announced, as of today. */
    retiring(): RetiringModel[];
  };
  retarget: RetargetService;
  quick: QuickCreateService;
  ledger: Pick<MoneyService, 'summary' | 'list' | 'budgets' | 'csv'>;
  egress: EgressService;
  assist: Omit<AssistService, 'openInterrupted' | 'settled'>;
  search: Pick<SearchService, 'query'>;
  keys: {
    state(): KeyStoreState;
    setPassphrase(passphrase: string): Promise<void>;
    unlock(passphrase: string): Promise<void>;
    reset(): void;
  };
  jobs: JobService;
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
