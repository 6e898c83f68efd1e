/**
 * Files of the library as they may leave: without anything that tells who made them, where, when or with what.
 *
 * Pictures leave as the board that films are rendered from: upright, decoded and encoded anew. Recordings and clips keep
 * their streams as they are, in a new container without tags, chapters, cover pictures and data tracks.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { fitInside } from '#main/media/normalize-board.ts';
import type { FfmpegRun, FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { boardSidePx } from '#shared/domain/derivatives.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { OutgoingMedia } from './provider-http.ts';
import { stripJpeg } from './strip-jpeg.ts';

/** Hands out files for requests. */
export interface MediaReader {
  /** Without reading the file. @throws {AppError} ASSET_NOT_FOUND */
  kindOf(assetId: AssetId): OutgoingMedia['kind'];
  /**
   * @param options `maxSidePx`: no side of a picture is longer
   * @throws {AppError} ASSET_NOT_FOUND, PROVIDER_INPUT_TOO_LARGE, MEDIA_TYPE_NOT_SUPPORTED, what ffmpeg's runner throws
   */
  read(assetId: AssetId, options: ReadOptions): Promise<OutgoingMedia>;
}

type ReadOptions = { signal?: AbortSignal | undefined; maxSidePx?: number | undefined };

export type MediaReaderOptions = {
  assets: Pick<AssetStore, 'get' | 'input' | 'derived' | 'stage'>;
  runner: Pick<FfmpegRunner, 'run'>;
};

/** A request is put together in memory. */
const mostBytes = 512 * 1024 * 1024;

const kinds: Record<MediaAsset['kind'], OutgoingMedia['kind']> = { image: 'image', audio: 'voice', video: 'video' };

export function createMediaReader({ assets, runner }: MediaReaderOptions): MediaReader {
  /** Runs ffmpeg into a file inside the library, reads it and removes it. */
  async function readMade(extension: string, toRun: (file: string) => FfmpegRun): Promise<Uint8Array> {
    const staged = await assets.stage(extension);
    try {
      await runner.run(toRun(staged.path));
      return await readBounded(staged.path);
    } finally {
      await staged.discard();
    }
  }

  async function readPicture(asset: MediaAsset, { signal, maxSidePx = boardSidePx }: ReadOptions): Promise<Uint8Array> {
    const board = await assets.derived(asset.id, 'board', signal && { signal });
    const { widthPx, heightPx } = asset.frameSize ?? { widthPx: boardSidePx, heightPx: boardSidePx };
    if (Math.min(boardSidePx, Math.max(widthPx, heightPx)) <= maxSidePx) return readBounded(board);
    return readMade('jpg', (file) => ({ ...smallerRun(board, asset, { file, maxSidePx }), signal }));
  }

  return {
    kindOf: (assetId) => kinds[assets.get(assetId).kind],
    async read(assetId, options) {
      const asset = assets.get(assetId);
      if (asset.kind === 'image') {
        const bytes = stripJpeg(await readPicture(asset, options));
        return toMedia({ kind: 'image', bytes, mime: 'image/jpeg', fileName: 'reference.jpg' });
      }
      const { extension, mime } = asset;
      const kind = kinds[asset.kind];
      const input = assets.input(assetId);
      const bytes = await readMade(extension, (file) => ({
        ...cleanRun(input, asset, file),
        signal: options.signal,
      }));
      return toMedia({ kind, bytes, mime, fileName: `${kind === 'voice' ? 'voice' : 'clip'}.${extension}` });
    },
  };
}

function toMedia(media: Omit<OutgoingMedia, 'sha256'>): OutgoingMedia {
  return { ...media, sha256: createHash('sha256').update(media.bytes).digest('hex') };
}

async function readBounded(file: string): Promise<Uint8Array> {
  const { size } = await stat(file);
  if (size > mostBytes) {
    throw new AppError('PROVIDER_INPUT_TOO_LARGE', `${size} bytes are too many for one request`, {
      params: { status: 0, detail: '' },
      retry: 'after-user-action',
    });
  }
  return new Uint8Array(await readFile(file));
}

/** A board in a smaller size, with the same colours. */
function smallerRun(
  board: string,
  { frameSize }: MediaAsset,
  { file, maxSidePx }: { file: string; maxSidePx: number },
): FfmpegRun {
  const { widthPx, heightPx } = fitInside(frameSize ?? { widthPx: maxSidePx, heightPx: maxSidePx }, maxSidePx);
  const filter = `[0:v:0]scale=${widthPx}:${heightPx}:flags=lanczos:in_range=pc:out_range=pc,setsar=1,format=yuvj444p[small]`;
  const options = ['-map', '[small]', '-frames:v', '1', '-update', '1', '-map_metadata', '-1', '-q:v', '2'];
  return { inputs: [{ file: board }], filter, outputs: [{ file, options }] };
}

/** ffmpeg's own names of the containers that the library holds, by file name ending. */
const containers: Record<string, string> = {
  aac: 'adts',
  aiff: 'aiff',
  avi: 'avi',
  flac: 'flac',
  m4a: 'ipod',
  mka: 'matroska',
  mkv: 'matroska',
  mov: 'mov',
  mp3: 'mp3',
  mp4: 'mp4',
  ogg: 'ogg',
  ts: 'mpegts',
  wav: 'wav',
  weba: 'webm',
  webm: 'webm',
};

/** The same streams in a new container that says nothing else. */
export function cleanRun(input: string, { kind, extension }: Pick<MediaAsset, 'kind' | 'extension'>, file: string) {
  const container = containers[extension];
  if (container === undefined) {
    throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', `cannot take the metadata off a file of type ${extension}`);
  }
  // Only picture and sound: data tracks can hold positions, and a cover picture counts as video.
  const streams = kind === 'audio' ? ['-map', '0:a:0'] : ['-map', '0:V:0', '-map', '0:a:0?'];
  const silent = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];
  const tags = container === 'mp3' ? ['-id3v2_version', '0'] : [];
  return {
    inputs: [{ file: input }],
    outputs: [{ file, options: [...streams, '-c', 'copy', ...silent, ...tags, '-f', container] }],
  };
}
