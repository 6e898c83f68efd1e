/**
 * Undo of the whole studio: after edits of every kind that the contract knows, as many undos give back the same rows and
 * redo gives back the edited ones, with the library closed and opened in between.
 */
import fc from 'fast-check';
import { isContractProcedure } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { notEdits, questions } from '../support/contract-procedures.ts';
import { editKinds } from '../support/edit-kinds.ts';
import { choiceFrom } from '../support/edit-places.ts';
import { type EditWorld, mediaFiles, prepareEditWorlds } from '../support/edit-world.ts';
import { createUndoModel, type UndoModel } from '../support/undo-model.ts';
import { hasFfmpeg } from '../support/film-check.ts';

const runCount = Number(process.env['SHOTWRIGHT_UNDO_RUNS'] ?? 12);
const firstSeed = Number(process.env['SHOTWRIGHT_UNDO_SEED'] ?? 1);
const kinds = Object.keys(editKinds);
/** The sample's pictures take seconds. */
const quickKinds = kinds.filter((kind) => kind !== 'projects.createSample');

type Action =
  | { do: 'edit'; kind: string; seed: number }
  | { do: 'undo' | 'redo'; steps: number; seed: number }
  | { do: 'reopen' };

describe('the contract', () => {
  it('has no procedure that changes something and is neither undone here nor said to be no edit', () => {
    const known = [...kinds, ...Object.keys(notEdits), ...questions].sort();
    expect(known).toEqual(procedureNames(contract).sort());
    for (const reason of Object.values(notEdits)) expect(reason).not.toBe('');
  });
});

describe.skipIf(!hasFfmpeg)('undo', () => {
  const openFresh = prepareEditWorlds();

  async function open(): Promise<{ world: EditWorld; model: UndoModel }> {
    const world = await openFresh();
    return { world, model: createUndoModel(world) };
  }

  it('takes back one edit of every kind, and does them again, each time after a restart', async () => {
    const { world, model } = await open();
    onTestFinished(() => world.close());
    for (const kind of kinds) {
      let seed = 0;
      // The first one that finds something to edit.
      while (seed < 60 && (await edit(world, model, { kind, seed })) === 0) seed += 1;
      expect(seed, kind).toBeLessThan(60);
    }
    await world.reopen();
    await model.undoAll();
    await world.reopen();
    await model.redoAll();
    expect(world.studio.errors).toEqual([]);
  });

  it('gives back the identical library after any edits, across restarts, and redo the edited one', async () => {
    const anEdit = fc.record({
      do: fc.constant('edit' as const),
      kind: fc.constantFrom(...quickKinds),
      seed: fc.nat(),
    });
    const aStep = fc.record({
      do: fc.constantFrom('undo' as const, 'redo' as const),
      steps: fc.nat(4),
      seed: fc.nat(),
    });
    const anAction: fc.Arbitrary<Action> = fc.oneof(
      { weight: 12, arbitrary: anEdit },
      { weight: 3, arbitrary: aStep },
      { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anAction, { minLength: 4, maxLength: 30, size: 'max' }), async (actions) => {
        const { world, model } = await open();
        try {
          const filesBefore = mediaFiles(world.libraryDir);
          for (const action of actions) await act(world, model, action);
          await model.undoAll();
          await world.reopen();
          model.expectFiles();
          expect([...filesBefore].filter((file) => !mediaFiles(world.libraryDir).has(file))).toEqual([]);
          await model.redoAll();
          model.expectFiles();
          expect(world.studio.errors).toEqual([]);
        } finally {
          await world.close();
        }
      }),
      { numRuns: runCount, seed: firstSeed, endOnFailure: true, verbose: 1 },
    );
  }, 3_600_000);
});

async function act(world: EditWorld, model: UndoModel, action: Action): Promise<void> {
  if (action.do === 'edit') await edit(world, model, action);
  else if (action.do === 'reopen') await world.reopen();
  else await model.step(action.do, choiceFrom(action.seed), action.steps);
}

/** Makes an edit; answers the number of steps that it left. What the studio refuses changes nothing. */
async function edit(world: EditWorld, model: UndoModel, { kind, seed }: { kind: string; seed: number }) {
  return model.edit(kind, async () => {
    try {
      await editKinds[kind]?.(world, choiceFrom(seed));
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'APP_ERROR') throw error;
    }
  });
}

/** `plural.verb` of everything in a part of the contract. */
function procedureNames(part: object, prefix = ''): string[] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    isContractProcedure(value) ? [`${prefix}${name}`] : procedureNames(value, `${prefix}${name}.`),
  );
}
