import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createUploads } from '#main/assets/uploads.ts';
import { maxScriptBytes, maxScriptLines } from '#main/scripts/decode-script.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { en } from '#shared/messages/en.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createProjectService } from './project-service.ts';
import { createScriptService } from './script-service.ts';

const paragraphs = '<Paragraph Type="Scene Heading"><Text>INT. A</Text></Paragraph>'.repeat(3);
const finalDraft = `<?xml version="1.0"?>\n<FinalDraft><Content>${paragraphs}</Content></FinalDraft>`;

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const scripts = createScriptService(context, { readBytes: () => Promise.reject(new Error('no uploads here')) });
  const options = {
    ...{ projectId: null, title: '', durationRule: defaultDurationRule },
    ...{ frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } },
  };
  return {
    ...{ projects, scripts },
    importText: (text: string) => scripts.importBytes({ fileName: 'a.fdx', bytes: Buffer.from(text) }, options),
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
