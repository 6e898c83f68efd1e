/**
 * How each model of Runway is told what size to make.
 *
 * People choose a class such as `720p` and a shape such as `16:9`; the API wants pixels such as `1280:720` from a list
 * that differs from model to model. Source: types of `@runwayml/sdk` 4.20.1.
 */
import type { FittedSettings } from '#shared/domain/generation.ts';

/** Pixels by class, then by shape. */
export type SizeGrid = Record<string, Record<string, string>>;

export type AskedSize = Pick<FittedSettings, 'resolution' | 'aspectRatio' | 'frameSize'>;

/** The fields that ask for a size; null when the model cannot make it this way. */
export type SizeFields = (size: AskedSize, options: { hasFirstFrame: boolean }) => Record<string, string> | null;

export const gen4Grid: SizeGrid = {
  '720p': {
    '16:9': '1280:720',
    '9:16': '720:1280',
    '4:3': '1104:832',
    '3:4': '832:1104',
    '1:1': '960:960',
    '21:9': '1584:672',
  },
};

export const veoGrid: SizeGrid = {
  '720p': { '16:9': '1280:720', '9:16': '720:1280' },
  '1080p': { '16:9': '1920:1080', '9:16': '1080:1920' },
};

export const omniGrid: SizeGrid = { '720p': { '16:9': '1280:720', '9:16': '720:1280' } };

export const omni11Grid: SizeGrid = {
  '360p': { '16:9': '640:360', '9:16': '360:640' },
  ...veoGrid,
  '2160p': { '16:9': '3840:2160', '9:16': '2160:3840' },
};

const seedance480 = {
  '16:9': '864:496',
  '9:16': '496:864',
  '4:3': '752:560',
  '3:4': '560:752',
  '1:1': '640:640',
  '21:9': '992:432',
};

const seedance720 = {
  '16:9': '1280:720',
  '9:16': '720:1280',
  '4:3': '1112:834',
  '3:4': '834:1112',
  '1:1': '960:960',
  '21:9': '1470:630',
};

const seedance1080 = {
  '16:9': '1920:1080',
  '9:16': '1080:1920',
  '4:3': '1664:1248',
  '3:4': '1248:1664',
  '1:1': '1440:1440',
  '21:9': '2206:946',
};

export const seedanceSmallGrid: SizeGrid = { '480p': seedance480, '720p': seedance720 };

export const seedance2Grid: SizeGrid = {
  ...seedanceSmallGrid,
  '1080p': seedance1080,
  '2160p': {
    '16:9': '3840:2160',
    '9:16': '2160:3840',
    '4:3': '3840:2880',
    '3:4': '2880:3840',
    '1:1': '3840:3840',
    '21:9': '3840:1646',
  },
};

export const seedance25Grid: SizeGrid = {
  '480p': { ...seedance480, '16:9': '854:480', '9:16': '480:854' },
  '720p': seedance720,
  '1080p': seedance1080,
};

export const wanGrid: SizeGrid = {
  '480p': { '16:9': '832:480', '9:16': '480:832', '4:3': '720:544', '3:4': '544:720', '1:1': '624:624' },
  '720p': { '16:9': '1280:720', '9:16': '720:1280', '4:3': '1104:832', '3:4': '832:1104', '1:1': '960:960' },
  '1080p': { '16:9': '1920:1080', '9:16': '1080:1920', '4:3': '1648:1248', '3:4': '1248:1648', '1:1': '1440:1440' },
};

export const happyhorseGrid: SizeGrid = {
  '720p': { '16:9': '1280:720', '9:16': '720:1280', '4:3': '1108:832', '3:4': '832:1108', '1:1': '960:960' },
  '1080p': { '16:9': '1920:1080', '9:16': '1080:1920', '4:3': '1662:1248', '3:4': '1248:1662', '1:1': '1440:1440' },
};

/** Pixels from the grid, with a first frame and without. */
export function pixels(grid: SizeGrid): SizeFields {
  return ({ resolution, aspectRatio }) => {
    const ratio = grid[resolution ?? '']?.[aspectRatio ?? ''];
    return ratio === undefined ? null : { ratio };
  };
}

/** As `pixels`; without a first frame only these shapes. */
export function pixelsButFromText(grid: SizeGrid, shapesFromText: readonly string[]): SizeFields {
  return (size, options) => {
    if (!options.hasFirstFrame && !shapesFromText.includes(size.aspectRatio ?? '')) return null;
    return pixels(grid)(size, options);
  };
}

/** Pixels without a first frame; with one, the class under another name, and the shape is the frame's. */
export function pixelsOrFrameShape(
  grid: SizeGrid,
  ofFrame: (resolution: string) => Record<string, string>,
): SizeFields {
  return (size, options) => {
    const { resolution } = size;
    if (!options.hasFirstFrame) return pixels(grid)(size, options);
    return resolution !== null && resolution in grid ? ofFrame(resolution) : null;
  };
}

/** Class and shape as they are; `shapeOfFrame` when a first frame decides the shape, and none may be asked. */
export function classAndShape(
  resolutions: readonly string[],
  shapes: readonly string[],
  { shapeOfFrame }: { shapeOfFrame: boolean },
): SizeFields {
  return ({ resolution, aspectRatio }, { hasFirstFrame }): Record<string, string> | null => {
    if (resolution === null || !resolutions.includes(resolution)) return null;
    if (shapes.length === 0 || (hasFirstFrame && shapeOfFrame)) return { resolution };
    return aspectRatio !== null && shapes.includes(aspectRatio) ? { resolution, ratio: aspectRatio } : null;
  };
}

/** For a model that the table does not have: whatever was asked, in the API's own words. */
export const anySize: SizeFields = ({ resolution, aspectRatio, frameSize }) => {
  if (frameSize) return { ratio: `${frameSize.widthPx}:${frameSize.heightPx}` };
  return { ...(resolution !== null && { resolution }), ...(aspectRatio !== null && { ratio: aspectRatio }) };
};
