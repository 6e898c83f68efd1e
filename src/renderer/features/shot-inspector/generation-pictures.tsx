/** Pictures that go to the model besides the board: the one that the clip ends with, and those of what is to appear. */
import IconEarlier from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import IconLater from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import IconAdd from '@tabler/icons-react/dist/esm/icons/IconPhotoPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chooseFile, chooseFiles, imageTypes } from '#renderer/ui/chosen-files.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { PictureDrop } from '#renderer/ui/picture-drop.tsx';
import { addPicture, type MediaUpload } from './board-files.ts';
import { type FieldUse, moved } from './generation-form.ts';
import { saveGeneration, useKeptHint } from './generation-fields.tsx';
import styles from './generation.module.css';
import { UploadState, useUpload } from './upload-state.tsx';

export type PictureFieldProps = { shot: StoryboardShot; number: string; use: FieldUse };

const setLastFrame = (upload: MediaUpload) => addPicture(upload, 'last-frame');
const addReference = (upload: MediaUpload) => addPicture(upload, 'reference');

export function LastFrameField({ shot, number, use }: PictureFieldProps) {
  const { t } = useTranslation();
  const { state, start, cancel } = useUpload(shot, setLastFrame);
  const kept = useKeptHint(use);
  if (use === 'hidden') return null;
  const { lastFrameAssetId } = shot.generation;
  return (
    <PictureDrop label={t('generation.lastFrame')} onPictures={([file]) => void start(file ?? null)}>
      <h4 className={styles.label}>{t('generation.lastFrame')}</h4>
      <div className={styles.pictureRow}>
        {lastFrameAssetId ? (
          <img
            className={styles.picture}
            src={derivedUrl(lastFrameAssetId, 'thumbnail')}
            alt={t('generation.lastFrameAlt', { number })}
            draggable={false}
          />
        ) : (
          <p className={styles.drop}>{t('generation.dropPicture')}</p>
        )}
        <div className={styles.pictureTools}>
          <Button size="small" icon={<IconPhoto size={15} />} onClick={() => void chooseFile(imageTypes).then(start)}>
            {lastFrameAssetId ? t('inspector.replaceBoard') : t('inspector.chooseBoard')}
          </Button>
          {lastFrameAssetId && (
            <IconButton
              label={t('generation.removeLastFrame')}
              onClick={() => saveGeneration([shot], { lastFrameAssetId: null })}
            >
              <IconTrash size={16} />
            </IconButton>
          )}
        </div>
      </div>
      {kept && <p className={styles.hint}>{kept}</p>}
      <UploadState state={state} onCancel={cancel} />
    </PictureDrop>
  );
}

export function ReferencesField({ shot, number, use, most }: PictureFieldProps & { most: number }) {
  const { t } = useTranslation();
  const { state, start, cancel } = useUpload(shot, addReference);
  const kept = useKeptHint(use);
  if (use === 'hidden') return null;
  const { referenceAssetIds } = shot.generation;
  const add = async (files: readonly File[]) => {
    for (const file of files) await start(file);
  };
  const keep = (next: AssetId[]) => saveGeneration([shot], { referenceAssetIds: next });
  return (
    <PictureDrop label={t('generation.references')} onPictures={(files) => void add(files)}>
      <h4 className={styles.label}>
        {t('generation.references')}
        {use === 'taken' && (
          <span className={styles.count}>
            {t('generation.referencesOf', { count: referenceAssetIds.length, most })}
          </span>
        )}
      </h4>
      {referenceAssetIds.length > 0 && (
        <ol className={styles.references}>
          {referenceAssetIds.map((assetId, index) => (
            <Reference
              key={assetId}
              assetId={assetId}
              position={index + 1}
              shotNumber={number}
              isTaken={use === 'taken' && index < most}
              onEarlier={index > 0 ? () => keep(moved(referenceAssetIds, index, -1)) : null}
              onLater={index + 1 < referenceAssetIds.length ? () => keep(moved(referenceAssetIds, index, 1)) : null}
              onRemove={() => keep(referenceAssetIds.filter((id) => id !== assetId))}
            />
          ))}
        </ol>
      )}
      <div className={styles.pictureTools}>
        <Button size="small" icon={<IconAdd size={15} />} onClick={() => void chooseFiles(imageTypes).then(add)}>
          {t('generation.addReference')}
        </Button>
      </div>
      <p className={styles.hint}>{kept ?? t('generation.referencesText')}</p>
      <UploadState state={state} onCancel={cancel} />
    </PictureDrop>
  );
}

type ReferenceProps = {
  assetId: AssetId;
  /** From 1. */
  position: number;
  shotNumber: string;
  isTaken: boolean;
  /** Null at that end. */
  onEarlier: (() => void) | null;
  onLater: (() => void) | null;
  onRemove: () => void;
};

function Reference({ assetId, position, shotNumber, isTaken, onEarlier, onLater, onRemove }: ReferenceProps) {
  const { t } = useTranslation();
  return (
    <li className={`${styles.reference} ${isTaken ? '' : styles.leftOut}`}>
      <img
        src={derivedUrl(assetId, 'thumbnail')}
        alt={t('generation.referenceAlt', { position, number: shotNumber })}
        draggable={false}
      />
      <span className={styles.referenceTools}>
        <IconButton
          label={t('generation.referenceEarlier', { position })}
          disabled={!onEarlier}
          onClick={() => onEarlier?.()}
        >
          <IconEarlier size={14} />
        </IconButton>
        <IconButton
          label={t('generation.referenceLater', { position })}
          disabled={!onLater}
          onClick={() => onLater?.()}
        >
          <IconLater size={14} />
        </IconButton>
        <IconButton label={t('generation.removeReference', { position })} onClick={onRemove}>
          <IconTrash size={14} />
        </IconButton>
      </span>
    </li>
  );
}
