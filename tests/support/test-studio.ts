/** A whole studio in this process, as the command line has it: real SQLite, real ffmpeg, no window. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHeadlessHost } from '#main/command-line/headless-host.ts';
import { openStudio, type Studio, type StudioOptions } from '#main/compose.ts';
import type { Host, SecretStore } from '#main/host/host.ts';
import type { Preferences } from '#shared/contract/answers.ts';
import { uploadUrl } from '#shared/contract/media-urls.ts';
import type { AssetId, JobId, ProjectId, UploadId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { DurationRule } from '#shared/domain/outline.ts';
import type { Job } from '#shared/domain/records.ts';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const resourcesDir = path.join(projectRoot, 'resources');

/** Small and quick: 5 or 6 frames a shot at 24 a second. */
export const quickRule: DurationRule = {
  dialogueWordsPerMinute: 400,
  actionCharactersPerSecond: 100,
  minimumSeconds: 0.2,
  maximumSeconds: 0.25,
};

export const quickFormat = {
  frameSize: { widthPx: 320, heightPx: 180 },
  frameRate: { numerator: 24, denominator: 1 },
} as const;

export type TestStudioOptions = { libraryDir: string } & Partial<Omit<StudioOptions, 'libraryDir'>>;

/** Opens it without the sample project; what it logs as an error is kept in `errors`. */
export async function openTestStudio(options: TestStudioOptions): Promise<Studio & { errors: string[] }> {
  const errors: string[] = [];
  const studio = await openStudio({
    host: createTestHost(),
    appVersion: '0.0.0',
    resourcesDir,
    withSample: false,
    logger: { info() {}, error: (event, error) => void errors.push(`${event}: ${String(error)}`) },
    ...options,
  });
  return { ...studio, errors };
}

/** A host whose preferences can be changed, as those of a window can. @param secrets @default none are kept */
export function createTestHost(start: Partial<Preferences> = {}, { secrets }: { secrets?: SecretStore } = {}): Host {
  const headless = createHeadlessHost({ ffmpegPath: null });
  let preferences: Preferences = {
    theme: 'system',
    ffmpegPath: null,
    isOffline: false,
    alwaysPreviews: false,
    keys: { preset: 'default', overrides: {} },
    ...start,
  };
  return {
    ...headless,
    secrets: secrets ?? headless.secrets,
    preferences: {
      get: () => preferences,
      set(patch) {
        preferences = { ...preferences, ...patch };
        return preferences;
      },
    },
  };
}

/** Imports a script as a new project. */
export function importScript(
  studio: Studio,
  script: { fileName?: string; text: string | Uint8Array },
  rule = quickRule,
) {
  const bytes = typeof script.text === 'string' ? new TextEncoder().encode(script.text) : script.text;
  return studio.services.scripts.importBytes(
    { fileName: script.fileName ?? 'test.fountain', bytes },
    { projectId: null, title: '', ...quickFormat, durationRule: rule },
  );
}

/** Waits until none of the jobs goes on by itself; answers them as they ended. */
export function waitForJobs(studio: Studio, jobs: ReadonlyArray<{ id: JobId }>): Promise<Job[]> {
  return waitUntil(studio, (known) => {
    const found = jobs.map(({ id }) => known.get(id));
    return found.every((job) => job !== undefined && isEnded(job.state)) ? (found as Job[]) : null;
  });
}

/** Waits until a job says so; looks at once and after each change. */
export function waitUntil<Found>(
  studio: Studio,
  find: (jobs: ReadonlyMap<JobId, Job>) => Found | null,
): Promise<Found> {
  return new Promise((resolve) => {
    const known = new Map<JobId, Job>();
    const look = (changed: readonly Job[]) => {
      for (const job of changed) known.set(job.id, job);
      const found = find(known);
      if (found === null) return;
      unsubscribe();
      resolve(found);
    };
    let unsubscribe = () => {};
    unsubscribe = studio.services.jobs.subscribe(({ jobs }) => look(jobs));
    look(studio.services.jobs.list(null));
  });
}

/** Makes a take of every shot. */
export async function makeTakes(studio: Studio, projectId: ProjectId): Promise<Job[]> {
  const jobs = await studio.services.generation.generate({ projectId, scope: 'all', connectionId: null });
  return waitForJobs(studio, jobs);
}

export async function makeFilm(studio: Studio, projectId: ProjectId, filmPath: string): Promise<Job> {
  const job = studio.films.start(projectId, {
    subtitles: 'track',
    destination: { path: filmPath, isInLibrary: false },
  });
  const [ended] = await waitForJobs(studio, [job]);
  if (!ended) throw new Error('the export vanished');
  return ended;
}

/** Sends a file as a window does: announced, then its bytes. */
export async function upload(studio: Studio, fileName: string, bytes: Uint8Array): Promise<UploadId> {
  const uploadId = await studio.services.uploads.begin({ fileName, sizeBytes: bytes.byteLength });
  const body = new Uint8Array(bytes);
  const request = new Request(`http://studio${uploadUrl(uploadId)}?offset=0`, { method: 'PUT', body });
  const response = await studio.handleMedia(request);
  if (!response.ok) throw new Error(`upload refused: ${response.status} ${await response.text()}`);
  return uploadId;
}

/** The bytes of an asset as a window gets them; null when they are gone. */
export async function fetchAsset(studio: Studio, assetId: AssetId): Promise<Uint8Array | null> {
  const response = await studio.handleMedia(new Request(`http://studio/media/asset/${assetId}`));
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** A script of so many scenes with one shot of action and one of dialogue each. */
export function scriptOf(sceneCount: number): string {
  const scenes = Array.from(
    { length: sceneCount },
    (_, index) =>
      `INT. ROOM ${index + 1} - DAY\n\nA lamp is lit, number ${index + 1}.\n\nANNA\nThat is ${index + 1}.\n`,
  );
  return `Title: Rooms\n\n${scenes.join('\n')}`;
}
