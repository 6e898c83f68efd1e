import { describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/domain/ids.ts';
import { coverUrl, filterProjects, lengthText } from './project-card-view.ts';

const rate = { numerator: 24, denominator: 1 };

describe('lengthText', () => {
  it('reads as people say a length', () => {
    const lengths = [0, 48 * 24, 60 * 24, 192 * 24, 3600 * 24, 3840 * 24];
    expect(lengths.map((frames) => lengthText(frames, rate))).toEqual([
      '0 s',
      '48 s',
      '1 min',
      '3 min 12 s',
      '1 h',
      '1 h 4 min',
    ]);
  });
});

describe('coverUrl', () => {
  it('shows the cover frame of a take, the board of a shot, or nothing', () => {
    const assetId = 'asset_0123456789abcdef' as AssetId;
    expect(coverUrl({ cover: { assetId, kind: 'take' } })).toBe(`/media/derived/${assetId}/cover.jpg`);
    expect(coverUrl({ cover: { assetId, kind: 'board' } })).toBe(`/media/derived/${assetId}/board.jpg`);
    expect(coverUrl({ cover: null })).toBeNull();
  });
});

describe('filterProjects', () => {
  it('keeps the order and wants every word, in whatever case', () => {
    const projects = [{ title: 'Kiln, a product film' }, { title: 'Tidewater' }, { title: 'A film of tides' }];
    expect(filterProjects(projects, 'FILM a')).toEqual([projects[0], projects[2]]);
    expect(filterProjects(projects, '  ')).toEqual(projects);
  });
});
