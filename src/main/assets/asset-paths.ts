/** Where the files of an asset lie. Built from its hash only, never from a name that came from outside. */
import path from 'node:path';
import { type DerivedKind, derivedFileName } from '#shared/contract/media-urls.ts';
import type { MediaAsset } from '#shared/domain/records.ts';

export type AssetFolders = {
  media: string;
  staging: string;
  derived: string;
};

/** What can be derived from each kind of asset. */
export const derivedKindsOf: Record<MediaAsset['kind'], readonly DerivedKind[]> = {
  image: ['thumbnail', 'board'],
  video: ['thumbnail', 'cover', 'sprite'],
  audio: ['waveform'],
};

export function assetPath(folders: AssetFolders, { sha256, extension }: Pick<MediaAsset, 'sha256' | 'extension'>) {
  return path.join(folders.media, sha256.slice(0, 2), `${sha256}.${extension}`);
}

export function derivedFolder(folders: AssetFolders, sha256: string): string {
  return path.join(folders.derived, sha256.slice(0, 2), sha256);
}

export function derivedPath(folders: AssetFolders, sha256: string, kind: DerivedKind): string {
  return path.join(derivedFolder(folders, sha256), derivedFileName(kind));
}
