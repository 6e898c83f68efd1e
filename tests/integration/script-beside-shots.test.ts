import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProjectService } from '#main/services/project-service.ts';
import { createScriptService } from '#main/services/script-service.ts';
import { rowOfLine, toScriptBands, uncoveredStretches } from '#renderer/features/script/script-bands.ts';
import {
  coverOf,
  editedShots,
  importedWords,
  type Lines,
  linesOfScenes,
  linesOfShots,
} from '#renderer/features/script/script-lines.ts';
import { scriptRows } from '#renderer/features/script-import/preview-rows.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import { hasSharedFixtures, sharedFixture } from '../support/fixtures.ts';
import { createTestContext } from '../support/test-context.ts';

const scriptsDir = sharedFixture('scripts');
const names = hasSharedFixtures
  ? (readdirSync(scriptsDir, { recursive: true }) as string[])
      .filter((name) => /\.(fountain|txt|fdx)$/.test(name))
      .sort()
  : [];

function importScript(name: string) {
  const context = createTestContext();
  const scripts = createScriptService(context, { readBytes: () => Promise.reject(new Error('no uploads here')) });
  const { projectId } = scripts.importBytes(
    { fileName: path.basename(name), bytes: readFileSync(path.join(scriptsDir, name)) },
    {
      ...{ projectId: null, title: '', durationRule: defaultDurationRule },
      ...{ frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } },
    },
  );
  const script = scripts.get(projectId);
  if (!script) throw new Error('the script is gone');
  return { script, storyboard: createProjectService(context).storyboard(projectId) };
}

describe.skipIf(!hasSharedFixtures)('a script that was just imported', () => {
  it.each(names)('stands beside its shots, all of them in place and as they were: %s', (name) => {
    const { script, storyboard } = importScript(name);
    const { scenes, shots } = storyboard;
    const lines = scriptRows(script.outline);
    const shotLines = linesOfShots(script, shots);
    const sceneLines = linesOfScenes(script, scenes);
    const isCovered = coverOf(shotLines.values());
    const bands = toScriptBands({ lines, scenes, shots, sceneLines, shotLines, isCovered });
    expect(bands.flatMap((band) => band.lines)).toEqual(lines);
    const items = bands.flatMap((band) => band.items);
    expect(items.flatMap((item) => (item.kind === 'shot' ? item.shotId : []))).toEqual(shots.map(({ id }) => id));
    expect(items.filter((item) => item.kind === 'shot' && item.isAway)).toEqual([]);
    const textOf = ({ startLine, endLine }: Lines) =>
      lines
        .slice(rowOfLine(lines, startLine), rowOfLine(lines, endLine + 1))
        .map(({ text }) => text)
        .join('\n');
    const headings = new Map(scenes.map(({ id, heading }) => [id, heading]));
    expect([...editedShots(importedWords(script.outline), shots, { lines: shotLines, textOf, headings })]).toEqual([]);
    const said = uncoveredStretches(bands).map((stretch) => textOf(stretch));
    expect(said).toEqual([]);

    const unlinked = shots.map((shot) => ({ ...shot, scriptLines: null }));
    const found = linesOfShots(script, unlinked);
    const worded = shots.filter(({ prompt, dialogue }) => /[\p{L}\p{N}]/u.test(prompt + dialogue));
    expect(worded.filter(({ id }) => !found.has(id))).toEqual([]);
  });
});
