import { describe, expect, it } from 'vitest';
import { animaticModel } from '#main/providers/animatic/animatic-provider.ts';
import { aVideoModel } from '../../../tests/support/planning-world.ts';
import { parseModel } from './model-schema.ts';

describe('parseModel', () => {
  it('takes whole models as they are, also after a way through JSON', () => {
    for (const model of [animaticModel, aVideoModel()]) {
      expect(parseModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
    }
  });

  it.each([
    ['modelId', { modelId: '' }],
    ['prices.0.amount', { prices: [{ unit: 'second', amount: 0.5 }] }],
    ['prices.0.unit', { prices: [{ unit: 'hour', amount: 5 }] }],
    ['retiresOn', { retiresOn: 'soon' }],
    ['video', { video: null }],
    ['video.duration', { video: { duration: { kind: 'range', minSeconds: 5, maxSeconds: 4, stepSeconds: 1 } } }],
    ['video.inputs.reference', { video: { inputs: { reference: { min: 2, max: 1 } } } }],
  ])('names %s when that is wrong', (field, change) => {
    const model = 'video' in change && change.video ? aVideoModel(change as never) : { ...aVideoModel(), ...change };
    expect(() => parseModel(model)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT', params: { field } }));
  });

  it('refuses what it does not know', () => {
    expect(() => parseModel({ ...aVideoModel(), extra: 1 })).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
