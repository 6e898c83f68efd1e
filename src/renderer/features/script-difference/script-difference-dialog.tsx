/** From a changed script to an updated project: choose it, look at what differs, decide, take it over. */
import IconCompare from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FileChoice,
  type FolderFile,
  type ScriptUpload,
  useScriptUpload,
} from '#renderer/features/script-import/index.ts';
import { studio, studioQuery, toErrorData } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { ProjectId, UploadId } from '#shared/domain/ids.ts';
import { type DifferenceChoices, usualChoices } from '#shared/domain/script-difference.ts';
import { DifferenceReview } from './difference-review.tsx';
import { outcomeOf } from './difference-rows.ts';
import { useOutcomeText } from './outcome-text.ts';
import styles from './script-difference-dialog.module.css';
import { type ScriptDifferenceRequest, scriptDifferenceRequest } from './script-difference-state.ts';

export type ScriptDifferenceDialogProps = {
  request: ScriptDifferenceRequest;
  onClose: () => void;
  onImport: (file: File, projectId: ProjectId) => void;
  onUpdated: (projectId: ProjectId) => void;
};

export function ScriptDifferenceDialog({ request, onClose, onImport, onUpdated }: ScriptDifferenceDialogProps) {
  const { t } = useTranslation();
  const [isUpdating, setUpdating] = useState(false);
  const { projectId, file } = request;
  const choose = (files: readonly FolderFile[]) => {
    const [chosen] = files;
    if (chosen) scriptDifferenceRequest.set({ projectId, file: chosen.file });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('scriptDifference.title')}
      closeLabel={t('app.close')}
      width={file === null ? 520 : 'wide'}
      isBusy={isUpdating}
    >
      {file === null ? (
        <EmptyState
          icon={<IconCompare size={24} stroke={1.5} />}
          title={t('scriptDifference.choose')}
          actions={<FileChoice.Button label={t('scriptDifference.chooseFile')} onChoose={choose} isPrimary />}
        >
          {t('scriptDifference.chooseText')}
        </EmptyState>
      ) : (
        <Comparison
          key={`${file.name} ${file.lastModified} ${file.size}`}
          {...{ projectId, file, onClose, onImport, onUpdated }}
          onChoose={choose}
          onUpdating={setUpdating}
        />
      )}
    </Dialog>
  );
}

type ComparisonProps = Omit<ScriptDifferenceDialogProps, 'request'> & {
  projectId: ProjectId;
  file: File;
  onChoose: (files: readonly FolderFile[]) => void;
  onUpdating: (isUpdating: boolean) => void;
};

function Comparison({ projectId, file, onClose, onImport, onUpdated, onChoose, onUpdating }: ComparisonProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const outcomeText = useOutcomeText();
  const upload = useScriptUpload(file);
  const [choices, setChoices] = useState<DifferenceChoices>(usualChoices);
  const [isUpdating, setUpdating] = useState(false);
  const [updateError, setUpdateError] = useState<unknown>(null);
  const storyboard = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const comparison = useQuery({
    ...studioQuery.scripts.compare.queryOptions({
      input: { projectId, uploadId: upload.kind === 'ready' ? upload.uploadId : ('' as UploadId) },
    }),
    enabled: upload.kind === 'ready',
    retry: false,
    gcTime: 0,
  });
  const read = upload.kind === 'ready' && storyboard.data ? comparison.data : undefined;
  const problem = upload.kind === 'failed' ? upload.thrown : comparison.error;
  // What was refused is compared again: until that is there, the list is that of another project.
  const isComparing = comparison.isFetching;
  const outcome = read && outcomeText(outcomeOf(read.scenes, choices));

  async function update() {
    if (upload.kind !== 'ready' || !read || !outcome || isUpdating || isComparing) return;
    setUpdating(true);
    onUpdating(true);
    setUpdateError(null);
    const { uploadId } = upload;
    const answer = await edit(() => studio.scripts.update({ projectId, uploadId, basis: read.basis, choices }), {
      onError(thrown) {
        setUpdateError(thrown);
        if (toErrorData(thrown).code === 'PROJECT_CHANGED') void comparison.refetch();
      },
    });
    setUpdating(false);
    onUpdating(false);
    if (!answer) return;
    onClose();
    onUpdated(projectId);
    showUndoNotice(t('scriptDifference.done', { fileName: read.fileName, what: outcome }), projectId);
  }

  return (
    <div className={styles.form}>
      <div className={styles.body} aria-busy={!read && !problem}>
        {updateError !== null && (
          <p className={styles.error} role="alert">
            {errorText(updateError)}
          </p>
        )}
        {problem ? (
          <div className={`${styles.error} ${styles.withButton}`} role="alert">
            <p>{errorText(problem)}</p>
            {upload.kind === 'ready' && (
              <CommandButton
                size="small"
                command="dialog.compareAgain"
                isBusy={isComparing}
                onClick={() => void comparison.refetch()}
              >
                {t('scriptDifference.compareAgain')}
              </CommandButton>
            )}
          </div>
        ) : read && storyboard.data ? (
          <>
            {read.encoding.startsWith('windows') && (
              <p className={styles.note}>{t('scriptImport.encoding', { encoding: read.encoding })}</p>
            )}
            {read.isOtherScript && (
              <div className={styles.warning} role="alert">
                <p>{t('scriptDifference.otherScript')}</p>
                <CommandButton
                  size="small"
                  command="dialog.importInstead"
                  onClick={() => {
                    onClose();
                    onImport(file, projectId);
                  }}
                >
                  {t('scriptDifference.importInstead')}
                </CommandButton>
              </div>
            )}
            <DifferenceReview
              scenes={read.scenes}
              storyboard={storyboard.data}
              choices={choices}
              onChange={setChoices}
            />
          </>
        ) : (
          <Waiting upload={upload} />
        )}
      </div>
      <div className={styles.actions}>
        <div className={styles.totals} role="status">
          {isUpdating ? (
            <>
              <span>{t('scriptDifference.updating')}</span>
              <ProgressBar progress={null} label={t('scriptDifference.updating')} />
            </>
          ) : (
            read && (
              <>
                <span className={styles.fileName} dir="auto">
                  {t('scriptDifference.comparedWith', read)}
                </span>
                <span>{outcome}</span>
              </>
            )
          )}
        </div>
        <FileChoice.Button label={t('scriptImport.chooseOther')} onChoose={onChoose} isDisabled={isUpdating} />
        <Button onClick={onClose} disabled={isUpdating}>
          {t('app.cancel')}
        </Button>
        <Button
          variant="primary"
          data-autofocus
          isBusy={isUpdating || isComparing || (!read && !problem)}
          disabled={Boolean(problem)}
          onClick={() => void update()}
        >
          {t('scriptDifference.apply')}
        </Button>
      </div>
    </div>
  );
}

function Waiting({ upload }: { upload: ScriptUpload }) {
  const { t } = useTranslation();
  const values = { fileName: upload.fileName };
  const label = upload.kind === 'sending' ? t('scriptImport.sending', values) : t('scriptDifference.comparing', values);
  return (
    <div className={styles.waiting} role="status">
      <p dir="auto">{label}</p>
      <ProgressBar progress={upload.kind === 'sending' ? upload.progress : null} label={label} />
    </div>
  );
}
