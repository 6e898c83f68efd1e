import { describe, expect, it } from 'vitest';
import { readPane } from './use-pane.ts';

describe('readPane', () => {
  const limits = { widthPx: 240, leastPx: 160, mostPx: 480 };

  it('takes what was remembered', () => {
    expect(readPane('{"widthPx":300,"isOpen":false}', limits)).toEqual({ widthPx: 300, isOpen: false });
  });

  it('ignores what is odd, out of range or cut short', () => {
    const standard = { widthPx: 240, isOpen: true };
    expect(
      [null, '', '{"wid', '7', '{"widthPx":9000,"isOpen":true}'].map((stored) => readPane(stored, limits)),
    ).toEqual(Array.from({ length: 5 }, () => standard));
  });
});
