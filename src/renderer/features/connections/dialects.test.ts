import { describe, expect, it } from 'vitest';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { chooseDialect, extraFieldsText, readExtraFields } from './dialects.ts';

describe('chooseDialect', () => {
  it('begins a custom dialect with what was chosen before', () => {
    expect(chooseDialect('custom', defaultDialects.sglang)).toEqual({ ...defaultDialects.sglang, name: 'custom' });
    expect(chooseDialect('aquiles', defaultDialects.sglang)).toEqual(defaultDialects.aquiles);
  });
});

describe('readExtraFields', () => {
  it('reads back what extraFieldsText writes', () => {
    const fields = { num_inference_steps: '30', extra_params: '{"a":"b=c"}' };
    expect(readExtraFields(extraFieldsText(fields))).toEqual(fields);
  });

  it('leaves out lines that are no field', () => {
    expect(readExtraFields('steps\n=4\n\n fps = 24 ')).toEqual({ fps: '24' });
  });
});
