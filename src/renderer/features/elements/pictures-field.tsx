/** Pictures of an element: choose, drop, paste, order, take away. */
import IconEarlier from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import IconLater from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconAdd from '@tabler/icons-react/dist/esm/icons/IconPhotoPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import { mostElementReferences, type StoryElement } from '#shared/domain/element.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { chooseFiles, imageTypes } from '#renderer/ui/chosen-files.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useRowCommands } from '#renderer/ui/commands.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { PictureDrop } from '#renderer/ui/picture-drop.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import styles from './element-editor.module.css';
import { addPicture, removePicture, stepPicture } from './element-edits.ts';

/** How the upload stands; null while there is none. */
type Uploading = { fileName: string; progress: number } | { thrown: unknown } | null;

export function PicturesField({ element }: { element: StoryElement }) {
  const { t } = useTranslation();
  const [uploading, setUploading] = useState<Uploading>(null);
  const rowCommands = useRowCommands('li');
  const { name, referenceAssetIds } = element;
  const last = referenceAssetIds.length - 1;
  const isFull = referenceAssetIds.length >= mostElementReferences;
  const add = async (files: readonly File[]) => {
    for (const file of files) {
      setUploading({ fileName: file.name, progress: 0 });
      const isAdded = await addPicture({
        element,
        file,
        onProgress: (progress) => setUploading({ fileName: file.name, progress }),
        onError: (thrown) => setUploading({ thrown }),
      });
      // What went wrong stays in sight, and the files behind it are not sent.
      if (!isAdded) return;
    }
    setUploading(null);
  };
  return (
    <PictureDrop label={t('elements.references')} onPictures={(files) => void add(files)}>
      <h3 className={styles.label}>
        {t('elements.references')}
        <span className={styles.count}>
          {t('elements.referencesOf', { count: referenceAssetIds.length, most: mostElementReferences })}
        </span>
      </h3>
      {referenceAssetIds.length > 0 && (
        <ol className={styles.pictures} {...rowCommands}>
          {referenceAssetIds.map((assetId, index) => (
            <li key={assetId} className={styles.picture}>
              <img
                src={derivedUrl(assetId, 'thumbnail')}
                alt={t('elements.pictureAlt', { position: index + 1, name })}
                loading="lazy"
                draggable={false}
              />
              <span className={styles.tools}>
                <IconButton
                  label={t('elements.pictureEarlier', { position: index + 1 })}
                  command="elements.pictureEarlier"
                  disabled={index === 0}
                  onClick={() => void stepPicture(element, assetId, -1)}
                >
                  <IconEarlier size={14} />
                </IconButton>
                <IconButton
                  label={t('elements.pictureLater', { position: index + 1 })}
                  command="elements.pictureLater"
                  disabled={index === last}
                  onClick={() => void stepPicture(element, assetId, 1)}
                >
                  <IconLater size={14} />
                </IconButton>
                <IconButton
                  label={t('elements.removePicture', { position: index + 1 })}
                  command="elements.removePicture"
                  onClick={() => void removePicture(element, assetId)}
                >
                  <IconTrash size={14} />
                </IconButton>
              </span>
            </li>
          ))}
        </ol>
      )}
      <CommandButton
        size="small"
        command="elements.addPicture"
        icon={<IconAdd size={15} />}
        disabled={isFull}
        onClick={() => void chooseFiles(imageTypes).then(add)}
      >
        {t('elements.addPicture')}
      </CommandButton>
      <p className={styles.hint}>{t('elements.referencesHint')}</p>
      <UploadState uploading={uploading} />
    </PictureDrop>
  );
}

function UploadState({ uploading }: { uploading: Uploading }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (!uploading) return null;
  if ('thrown' in uploading) {
    return (
      <p className={styles.error} role="alert">
        {errorText(uploading.thrown)}
      </p>
    );
  }
  const { fileName, progress } = uploading;
  const text = t('elements.uploading', { fileName, percent: Math.round(progress * 100) });
  return (
    <div className={styles.uploading} role="status">
      <span dir="auto">{text}</span>
      <ProgressBar progress={progress} label={text} />
    </div>
  );
}
