/**
 * Takes the pictures and sounds of boards into the library, as any file that is chosen by hand: looked at by its bytes,
 * checked whole. One that is refused is named, and the rest goes on.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { PictureLayer } from '#main/media/flatten-layers.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { ImportProblem, ImportProblemReason } from '#shared/domain/import-plan.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { type AppError, toAppError } from '#shared/errors/app-error.ts';
import type { BoardPicture } from '#main/imports/storyboarder-files.ts';
import type { ImportFiles } from './import-files.ts';
import type { ShotMedia } from './import-plan.ts';

export type TakeInOptions = {
  assets: Pick<AssetStore, 'stage' | 'commit'>;
  /** Draws layers over each other into a PNG. */
  flatten(layers: readonly PictureLayer[], outputPath: string, signal?: AbortSignal): Promise<void>;
  files: ImportFiles;
  signal?: AbortSignal | undefined;
};

export type TakenIn = { boardAssetId: AssetId | null; voiceAssetId: AssetId | null };

/**
 * @yields after each board, how many are done
 * @returns what each board got, in their order
 * @throws {AppError} CANCELLED, DISK_FULL, MEDIA_FOLDER_NOT_WRITABLE, FFMPEG_MISSING: what no other board could help
 */
export async function* takeInMedia(
  boards: readonly ShotMedia[],
  options: TakeInOptions,
  problems: ImportProblem[],
): AsyncGenerator<number, TakenIn[]> {
  // The same file in two boards is read once.
  const known = new Map<string, Promise<MediaAsset>>();
  const once = (key: string, take: () => Promise<MediaAsset>) => {
    const taking = known.get(key) ?? take();
    known.set(key, taking);
    return taking;
  };
  const tryTake = async (
    place: ShotMedia['place'],
    what: { name: string; kind: MediaAsset['kind']; refused: ImportProblemReason; wrongKind: ImportProblemReason },
    take: () => Promise<MediaAsset>,
  ): Promise<AssetId | null> => {
    const asset = await take().catch((thrown: unknown) => {
      const error = toAppError(thrown);
      if (!isAboutTheFile(error)) throw error;
      return null;
    });
    if (asset?.kind === what.kind) return asset.id;
    problems.push({ reason: asset ? what.wrongKind : what.refused, name: what.name, ...place });
    return null;
  };
  const taken: TakenIn[] = [];
  for (const { place, picture, sound } of boards) {
    const pictureKind = { kind: 'image', refused: 'picture-refused', wrongKind: 'picture-refused' } as const;
    const soundKind = { kind: 'audio', refused: 'audio-refused', wrongKind: 'audio-not-supported' } as const;
    const boardAssetId =
      picture &&
      (await tryTake(place, { name: nameOf(picture), ...pictureKind }, () =>
        once(JSON.stringify(picture), () => takePicture(picture, options)),
      ));
    const voiceAssetId =
      sound === null
        ? null
        : await tryTake(place, { name: sound, ...soundKind }, () => once(sound, () => takeFile(sound, options)));
    taken.push({ boardAssetId, voiceAssetId });
    yield taken.length;
  }
  return taken;
}

/** Whether another file could fare better: a damaged picture, a file of another kind, one that is gone. */
function isAboutTheFile({ code }: AppError): boolean {
  return /^(?:IMAGE|MEDIA_TYPE|MEDIA_DECODE|UPLOAD|ASSET|FFMPEG_FAILED)/.test(code);
}

function nameOf({ layers }: BoardPicture): string {
  return layers[0]?.path ?? '';
}

async function takeFile(name: string, { assets, files, signal }: TakeInOptions): Promise<MediaAsset> {
  const source = await files.locate(name);
  const staged = await assets.stage(path.extname(name).slice(1));
  try {
    await copyFile(source, staged.path);
    return await assets.commit(staged, { originalName: name, ...(signal && { signal }) });
  } finally {
    await staged.discard();
  }
}

async function takePicture(picture: BoardPicture, options: TakeInOptions): Promise<MediaAsset> {
  const [first] = picture.layers;
  if (first && picture.isFlat) return takeFile(first.path, options);
  const { assets, files, flatten, signal } = options;
  const layers: PictureLayer[] = [];
  for (const { path: name, opacity } of picture.layers) layers.push({ path: await files.locate(name), opacity });
  const staged = await assets.stage('png');
  try {
    await flatten(layers, staged.path, signal);
    return await assets.commit(staged, { originalName: nameOf(picture), ...(signal && { signal }) });
  } finally {
    await staged.discard();
  }
}
