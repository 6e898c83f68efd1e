import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createUploads } from '#main/assets/uploads.ts';
import { maxScriptBytes, maxScriptLines } from '#main/scripts/decode-script.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { en } from '#shared/messages/en.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createScriptService } from './script-service.ts';
import { createShotService } from './shot-service.ts';
import { createShotStructureService } from './shot-structure-service.ts';

const paragraphs = '<Paragraph Type="Scene Heading"><Text>INT. A</Text></Paragraph>'.repeat(3);
const finalDraft = `<?xml version="1.0"?>\n<FinalDraft><Content>${paragraphs}</Content></FinalDraft>`;

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const noAssets = {
  get(): never {
    throw new Error('no files here');
  },
};

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const scripts = createScriptService(context, { readBytes: () => Promise.reject(new Error('no uploads here')) });
  const structure = createShotStructureService(context, createShotService(context, noAssets));
  const history = createHistoryService(context);
  const options = { ...{ projectId: null, title: '', durationRule: defaultDurationRule }, ...format };
  return {
    ...{ projects, scripts, structure, history },
    importText: (text: string, fileName = 'a.fdx') =>
      scripts.importBytes({ fileName, bytes: Buffer.from(text) }, options),
  };
}

describe('a Final Draft script', () => {
  it('becomes a project and can be read again', () => {
    const { scripts, projects, importText } = openStudio();
    const { projectId, sceneIds } = importText(finalDraft);
    expect(sceneIds).toHaveLength(3);
    expect(projects.storyboard(projectId).scenes.map(({ heading }) => heading)).toEqual(['INT. A', 'INT. A', 'INT. A']);
    expect(scripts.get(projectId)?.outline.format).toBe('final-draft');
  });
});

describe('what a script becomes', () => {
  const text = 'INT. MILL - DAY\n\nThe wheel turns.\n\nANNA\nIt still works.\n\nEXT. RIVER - NIGHT\n\nA boat.\n';

  it('knows its lines, through cutting, merging, copying and undo', () => {
    const { scripts, projects, structure, history, importText } = openStudio();
    const { projectId, shotIds } = importText(text, 'mill.fountain');
    const read = () => projects.storyboard(projectId);
    const scriptId = scripts.get(projectId)?.id;
    expect(read().scenes.map(({ scriptLines }) => scriptLines)).toEqual([
      { scriptId, startLine: 1, endLine: 6 },
      { scriptId, startLine: 8, endLine: 10 },
    ]);
    const lines = text.split('\n');
    for (const { prompt, scriptLines } of read().shots) {
      const stretch = lines.slice((scriptLines?.startLine ?? 0) - 1, scriptLines?.endLine).join('\n');
      for (const line of prompt.split('\n')) expect(stretch).toContain(line);
    }
    const before = read().shots;
    const [first] = shotIds;
    if (!first) throw new Error('the script has no shot');
    const { shots: parts } = structure.split(first, { atFrame: 5, dialogueAt: 0 });
    expect(parts.map(({ scriptLines }) => scriptLines)).toEqual([before[0]?.scriptLines, before[0]?.scriptLines]);
    const { shot } = structure.merge(parts.map(({ id }) => id));
    expect(shot.scriptLines).toEqual(before[0]?.scriptLines);
    const other = projects.create({ title: 'Other', ...format });
    const sceneId = projects.storyboard(other.project.id).scenes[0]?.id;
    if (!sceneId) throw new Error('a new project has a scene');
    const target = { sceneId, afterShotId: null, withElements: false };
    const { shots: pasted } = structure.paste({ shotIds: [first], mode: 'copy', ...target });
    expect(pasted[0]?.scriptLines).toBeNull();
    history.undo(projectId);
    history.undo(projectId);
    expect(read().shots).toEqual(before);
  });
});

describe('a script that cannot be read', () => {
  it('is named with its size when it is an upload past the limit', async () => {
    const { library, clock, ids, close } = await createTestLibrary();
    try {
      const uploads = createUploads({ folders: library.folders, clock, ids });
      const sizeBytes = maxScriptBytes + 1;
      const uploadId = await uploads.begin({ fileName: 'large.txt', sizeBytes });
      await uploads.append(uploadId, { offset: 0, body: Readable.from([Buffer.alloc(sizeBytes, 'a')]) });
      const scripts = createScriptService(createTestContext(), uploads);
      const options = { frameRate: { numerator: 24, denominator: 1 }, durationRule: defaultDurationRule };
      await expect(scripts.preview(uploadId, options)).rejects.toMatchObject({
        code: 'SCRIPT_TOO_LARGE',
        params: { fileName: 'large.txt', sizeMegabytes: 11, limitMegabytes: 10 },
      });
    } finally {
      await close();
    }
  });

  it.each([
    ['SCRIPT_BINARY', '<?xml version="1.0"?><opml/>'],
    ['SCRIPT_DAMAGED', finalDraft.slice(0, 120)],
    ['SCRIPT_EMPTY', '<FinalDraft><Content/></FinalDraft>'],
    ['SCRIPT_TOO_LARGE', 'a'.repeat(maxScriptBytes + 1)],
    ['SCRIPT_TOO_LONG', '\n'.repeat(maxScriptLines).concat('a')],
  ] as const)('is refused with %s and all that its words name, and nothing is created', (code, text) => {
    const { projects, importText } = openStudio();
    let error: AppError | null = null;
    try {
      importText(text);
    } catch (thrown) {
      error = thrown as AppError;
    }
    expect(error?.code).toBe(code);
    const named = [...en.errors[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    expect(Object.keys(error?.params ?? {})).toEqual(expect.arrayContaining(named));
    expect(projects.list()).toEqual([]);
  });
});
