/** A library in which takes cost something: its connection leads to a server of the test, on this machine. */
import { mkdir } from 'node:fs/promises';
import type { ConnectionId } from '#shared/domain/ids.ts';
import { type Micros, microsFromDollars } from '#shared/domain/money.ts';
import { type OpenAiStandIn, startOpenAiServer } from '../servers/openai-server.ts';
import { openTestStudio } from '../support/test-studio.ts';

export type PaidLibrary = { standIn: OpenAiStandIn; connectionId: ConnectionId };

/** Model of the connection: clips of 4, 8 or 12 seconds at ten cents a second. */
export const paidModel = { modelId: 'sora-2', label: 'Sora 2' } as const;
export const paidConnectionLabel = 'House server';

/**
 * Makes it in a folder that no studio has open: one project of 1280 × 720 with as many shots of four seconds as prompts.
 * The caller closes the server.
 */
export async function preparePaidLibrary(
  libraryDir: string,
  {
    title,
    prompts,
    monthlyBudget = null,
  }: { title: string; prompts: readonly string[]; monthlyBudget?: Micros | null },
): Promise<PaidLibrary> {
  await mkdir(libraryDir, { recursive: true });
  const standIn = await startOpenAiServer({ requiresKey: false });
  const studio = await openTestStudio({ libraryDir });
  try {
    const { connections, models, projects, shots } = studio.services;
    const { id: connectionId } = connections.create({
      kind: 'openai',
      label: paidConnectionLabel,
      baseUrl: standIn.baseUrl,
      concurrency: 1,
      monthlyBudget,
    });
    const listed = await models.refresh(connectionId);
    const {
      connectionId: _own,
      origin: _origin,
      ...model
    } = listed.find(({ modelId }) => modelId === paidModel.modelId) ?? raise();
    // A server of one's own has the prices that one gives it.
    models.edit(connectionId, {
      ...model,
      prices: [{ unit: 'second', amount: microsFromDollars(0.1) }],
      retiresOn: null,
    });
    const { project } = projects.create({
      title,
      frameSize: { widthPx: 1280, heightPx: 720 },
      frameRate: { numerator: 24, denominator: 1 },
    });
    projects.update(project.id, { defaultConnectionId: connectionId, defaultModelId: paidModel.modelId });
    const [first] = projects.storyboard(project.id).shots;
    if (!first) throw new Error('a new project has one shot');
    let afterShotId = first.id;
    const four = { durationFrames: 96 as never };
    shots.update([first.id], { prompt: prompts[0] ?? '', title: prompts[0] ?? '', ...four });
    for (const prompt of prompts.slice(1)) {
      const { shot } = shots.create({ sceneId: first.sceneId, afterShotId, prompt, title: prompt, ...four });
      afterShotId = shot.id;
    }
    return { standIn, connectionId };
  } finally {
    await studio.close();
  }
}

function raise(): never {
  throw new Error('the server lists its model');
}
