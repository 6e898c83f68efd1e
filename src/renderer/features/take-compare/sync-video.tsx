/** The picture of a take: its cover frame until it plays, then the video, in step with the others. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import type { Take } from '#shared/domain/records.ts';
import type { SyncPlayer } from './sync-player.ts';
import styles from './take-compare.module.css';
import { useSyncVideo } from './use-sync-player.ts';

export type SyncVideoProps = { take: Take; player: SyncPlayer; isMuted: boolean };

export function TakeVideo({ take, player, isMuted }: SyncVideoProps) {
  const { t } = useTranslation();
  const ref = useSyncVideo(player, take.id);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className={styles.broken}>{t('takeCompare.cannotPlay')}</p>;
  return (
    <video
      ref={ref}
      className={styles.video}
      src={assetUrl(take.assetId)}
      poster={derivedUrl(take.assetId, 'cover')}
      muted={isMuted}
      preload="metadata"
      playsInline
      tabIndex={-1}
      onError={() => setBroken(true)}
    />
  );
}
