import { describe, expect, it } from 'vitest';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { ProjectId, ScriptId } from '#shared/domain/ids.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createScriptService } from './script-service.ts';
import { createScriptShotService } from './script-shot-service.ts';
import { createShotService } from './shot-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const text = `INT. MILL - DAY

The wheel turns slowly in the last light, and nobody is there to see it turn any more.

ANNA
(softly)
It still *works*.

> CUT TO:

A boat. [[Or a raft.]]
`;

function openMill() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const scripts = createScriptService(context, { readBytes: () => Promise.reject(new Error('no uploads here')) });
  const noAssets = { get: (): never => expect.unreachable() };
  const scriptShots = createScriptShotService(context, createShotService(context, noAssets));
  const bytes = Buffer.from(text);
  const options = { projectId: null, title: '', durationRule: defaultDurationRule, ...format };
  const importInto = (projectId: ProjectId | null) =>
    scripts.importBytes({ fileName: 'mill.fountain', bytes }, { ...options, projectId });
  const { projectId } = importInto(null);
  const read = () => projects.storyboard(projectId);
  const [scene] = read().scenes;
  if (!scene?.scriptLines) throw new Error('the script has no scene');
  const { scriptId } = scene.scriptLines;
  const lines = (startLine: number, endLine: number) => ({ scriptId, startLine, endLine });
  return { context, projects, scripts, scriptShots, importInto, projectId, read, sceneId: scene.id, lines };
}

describe('a shot of chosen lines', () => {
  it('has the words and the length of an import, knows its lines, and is one step to undo', () => {
    const { context, scriptShots, projectId, read, sceneId, lines } = openMill();
    const before = read().shots;
    const [first] = before;
    const { shot } = scriptShots.create({ sceneId, afterShotId: first?.id ?? null, scriptLines: lines(3, 11) });
    expect(shot).toMatchObject({
      prompt: `${first?.prompt}\nA boat.`,
      dialogue: 'ANNA: (softly) It still works.',
      scriptLines: lines(3, 11),
    });
    expect(shot.notes).toContain('Or a raft.');
    expect(shot.durationFrames).toBeGreaterThan(first?.durationFrames ?? 0);
    expect(read().shots[1]?.id).toBe(shot.id);
    createHistoryService(context).undo(projectId);
    expect(read().shots).toEqual(before);
  });

  it('says where people speak when nothing is seen, and is plain where there are no words', () => {
    const { scriptShots, sceneId, lines } = openMill();
    const speech = scriptShots.create({ sceneId, afterShotId: null, scriptLines: lines(5, 7) }).shot;
    expect(speech.prompt).toBe('INT. MILL - DAY. ANNA');
    const blank = scriptShots.create({ sceneId, afterShotId: null, scriptLines: lines(4, 4) }).shot;
    expect(blank).toMatchObject({ dialogue: '', scriptLines: lines(4, 4) });
  });

  it('is refused for a script that is not there any more', () => {
    const { scriptShots, importInto, projectId, read, sceneId, lines } = openMill();
    const other = { ...lines(1, 1), scriptId: 'script_0000000000000000' as ScriptId };
    const create = (scriptLines: typeof other) => () => scriptShots.create({ sceneId, afterShotId: null, scriptLines });
    expect(create(other)).toThrow(expect.objectContaining({ code: 'SCRIPT_REPLACED' }));
    importInto(projectId);
    const count = read().shots.length;
    expect(create(lines(3, 3))).toThrow(expect.objectContaining({ code: 'SCRIPT_REPLACED' }));
    expect(read().shots).toHaveLength(count);
  });
});
