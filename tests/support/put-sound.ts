/** Puts a clip of sound on a lane as the studio does, without a file. */
import { soundClipToRow } from '#main/db/sound-repository.ts';
import { edit } from '#main/services/edit.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import type { AssetId, ProjectId, SoundClipId, SoundLaneId } from '#shared/domain/ids.ts';
import type { SoundAnchor } from '#shared/domain/sound.ts';

export type PutSoundOptions = { projectId: ProjectId; laneId: SoundLaneId; anchor: SoundAnchor };

const soundAssetId = 'asset_sound00000000000' as AssetId;

/** All of a recording of ten seconds. */
export function putSound(context: ServiceContext, { projectId, laneId, anchor }: PutSoundOptions): SoundClipId {
  context.db
    .prepare(
      `INSERT OR IGNORE INTO media_assets (id, sha256, kind, mime, extension, size_bytes, duration_ms, original_name,
         created_at_ms) VALUES (?, ?, 'audio', 'audio/wav', 'wav', 1, 10000, 'rain.wav', 1)`,
    )
    .run(soundAssetId, 'a'.repeat(64));
  const id = context.ids.create('soundClip');
  edit(context, { projectId, labelKey: 'addSound' }, ({ insert, nowMs }) =>
    insert(
      'sound_clips',
      soundClipToRow({
        ...{ id, projectId, laneId, assetId: soundAssetId, ...anchor },
        ...{ trimInMs: 0, trimOutMs: 10_000, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0, createdAtMs: nowMs },
      }),
    ),
  );
  return id;
}
