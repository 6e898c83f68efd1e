import { describe, expect, it } from 'vitest';
import type { DraftShot } from '#shared/domain/assist-draft.ts';
import { aVideoModel } from '../../../../tests/support/planning-world.ts';
import { draftInstructions, promptInstructions } from './instructions.ts';
import { readDraftAnswer } from './text-answer.ts';

const shot: DraftShot = { title: 'Lamp', prompt: 'A lamp.', dialogue: [], seconds: 4, cameraMove: 'static' };
const draft = { text: 'A story.', styleNotes: '', elements: [], made: [], askedCount: 8, shotCount: null };

describe('the schemas', () => {
  it('are of closed objects in which everything is required', () => {
    const { schema } = draftInstructions(draft);
    const objects: Array<Record<string, unknown>> = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('properties' in value) objects.push(value as Record<string, unknown>);
      for (const each of Object.values(value)) collect(each);
    };
    collect([schema.schema, promptInstructions('A lamp.', target).schema.schema]);
    expect(objects).toHaveLength(4);
    for (const { additionalProperties, properties, required } of objects) {
      expect(additionalProperties).toBe(false);
      expect(required).toEqual(Object.keys(properties as object));
    }
  });
});

describe('draftInstructions', () => {
  it('shows an example that can be read', () => {
    const { system } = draftInstructions(draft);
    expect(readDraftAnswer(system).shots).toHaveLength(1);
  });

  it('says how many shots are wanted and which were made', () => {
    const { user } = draftInstructions({ ...draft, made: [shot, shot], askedCount: 3, shotCount: 5 });
    expect(user).toContain('shots 3 to 5 of them: exactly 3. The last of them ends the text.');
    expect(user).toContain('2. Lamp (4 s): A lamp.');
    expect(draftInstructions({ ...draft, askedCount: 1, shotCount: 9 }).user).toContain('shot 1 of them: exactly 1.');
    expect(draftInstructions(draft).user).toContain('at most 8 of them');
  });

  it('tells which names stand ready', () => {
    const elements = [
      { kind: 'character' as const, name: 'mara', description: 'A woman\nof sixty.' },
      { kind: 'place' as const, name: 'pier', description: '' },
      { kind: 'style' as const, name: 'grain', description: 'Grainy.' },
    ];
    const { user } = draftInstructions({ ...draft, elements });
    expect(user).toContain('@mara (character): A woman of sixty.\n@pier (place)');
    expect(user).not.toContain('@grain');
    expect(draftInstructions(draft).user).not.toContain('described already');
  });

  it('tells the look of the film only where there is one', () => {
    expect(draftInstructions(draft).user).not.toContain('The look');
    expect(draftInstructions({ ...draft, styleNotes: 'Grainy.' }).user).toContain('Grainy.');
  });
});

const target = {
  model: aVideoModel(),
  maxCharacters: 900,
  added: 'Grainy.',
  names: [],
  durationSeconds: 4,
  inputs: [],
};

describe('promptInstructions', () => {
  it('says for which model it is and what is added', () => {
    const { system, user } = promptInstructions('  A lamp. ', target);
    expect(system).toContain('The model is Gen. The clip lasts 4 seconds');
    expect(system).toContain('At most 900 characters.');
    expect(system).toContain('do not repeat it: Grainy.');
    expect(system).toContain('a sentence about it is added');
    expect(system).not.toContain('Keep @');
    expect(promptInstructions('@mara', { ...target, names: [{ name: 'mara' }] }).system).toContain(
      'Keep @mara exactly',
    );
    expect(user).toContain('=====\nA lamp.\n=====');
  });

  it('leaves out what does not hold', () => {
    const model = aVideoModel({ video: { followsCamera: true, sound: 'always' } });
    const { system } = promptInstructions('A lamp.', { ...target, model, maxCharacters: null, added: '' });
    expect(system).toContain('told apart from the prompt');
    expect(system).not.toMatch(/At most|do not repeat|only heard|It is also given/);
  });
});
