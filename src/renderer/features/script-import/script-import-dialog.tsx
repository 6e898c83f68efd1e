/** From a file to scenes and shots: choose, look at what each line becomes, confirm. Nothing is created before that. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { lengthText } from '#renderer/features/home/index.ts';
import type { ProjectId, UploadId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { chooseImport, type ChosenImport, type FolderFile, folderFiles } from './chosen-import.ts';
import { DraftChoice } from './draft-choice.tsx';
import { FileChoice } from './file-choice.tsx';
import { FileImportForm } from './file-import-form.tsx';
import { clampRule } from './import-rule.ts';
import { type ImportSettings, initialSettings } from './import-settings.ts';
import { ImportSettingsFields } from './import-settings-fields.tsx';
import styles from './script-import-dialog.module.css';
import { ScriptPreviewPanes } from './script-preview-panes.tsx';
import type { ScriptImportRequest } from './script-import-state.ts';
import { usePastedFile } from './use-pasted-file.ts';
import { type ScriptUpload, useScriptUpload } from './use-script-upload.ts';

const noUpload = '' as UploadId;

export type ScriptImportDialogProps = {
  request: ScriptImportRequest;
  onClose: () => void;
  onImported: (projectId: ProjectId) => void;
  /** The file is a new draft of the project's script. */
  onCompare: (projectId: ProjectId, file: File) => void;
};

export function ScriptImportDialog({ request, onClose, onImported, onCompare }: ScriptImportDialogProps) {
  const { t } = useTranslation();
  const { data: storyboard, isLoading } = useQuery({
    ...studioQuery.storyboard.get.queryOptions({ input: { projectId: request.projectId as ProjectId } }),
    enabled: request.projectId !== null,
  });
  const [chosen, setChosen] = useState<Chosen | null>(() => toChosen(request.files, 1));
  const [lastRequest, setLastRequest] = useState(request);
  const [isImporting, setImporting] = useState(false);
  // Of which choice it is known that it is no new draft of the script that is there.
  const [addedRound, setAddedRound] = useState(0);
  const choose = (files: readonly FolderFile[]) =>
    setChosen((before) => toChosen(files, (before?.round ?? 0) + 1) ?? before);
  if (lastRequest !== request) {
    setLastRequest(request);
    // Something else was dropped while the dialog was open.
    if (!isImporting) choose(request.files);
  }
  usePastedFile((file) => {
    if (!isImporting) choose(folderFiles([file]));
  });
  // The project's own rate decides the durations: wait for it, it is in the cache as a rule.
  const shown = isLoading ? null : chosen;
  const common = {
    ...{ project: storyboard?.project ?? null, onChoose: choose, onClose, onImported },
    onImporting: setImporting,
  };
  const asked =
    storyboard && storyboard.scriptId !== null && !request.isOtherScript && shown?.round !== addedRound
      ? toCompare(shown)
      : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('imports.title')}
      closeLabel={t('app.close')}
      width={shown === null || asked ? 520 : 'wide'}
      isBusy={isImporting}
    >
      {shown === null ? (
        <FileChoice onChoose={choose} />
      ) : asked && storyboard ? (
        <DraftChoice
          project={storyboard.project}
          onAdd={() => setAddedRound(shown.round)}
          onCompare={() => {
            onClose();
            onCompare(storyboard.project.id, asked);
          }}
        />
      ) : shown.what.kind === 'script' ? (
        <ScriptForm key={shown.round} file={shown.what.file} {...common} />
      ) : (
        <FileImportForm key={shown.round} chosen={shown.what} {...common} />
      )}
    </Dialog>
  );
}

/** Another choice starts with fresh settings: columns of one table mean nothing in another. */
type Chosen = { what: ChosenImport; round: number };

function toChosen(files: readonly FolderFile[], round: number): Chosen | null {
  const what = chooseImport(files);
  return what && { what, round };
}

/** The script among what was chosen; null for anything else. */
function toCompare(chosen: Chosen | null): File | null {
  return chosen?.what.kind === 'script' ? chosen.what.file : null;
}

function ScriptForm({ file, ...rest }: { file: File } & Omit<ImportFormProps, 'upload'>) {
  const upload = useScriptUpload(file);
  return <ImportForm upload={upload} {...rest} />;
}

type ImportFormProps = {
  upload: ScriptUpload;
  project: Project | null;
  onChoose: (files: FolderFile[]) => void;
  onClose: () => void;
  onImporting: (isImporting: boolean) => void;
  onImported: (projectId: ProjectId) => void;
};

function ImportForm({ upload, project, onChoose, onClose, onImporting, onImported }: ImportFormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [initial] = useState<ImportSettings>(() => initialSettings(project));
  const [settings, setSettings] = useState(initial);
  const [isImporting, setImporting] = useState(false);
  const [importError, setImportError] = useState<unknown>(null);
  const [durationRule] = useDebouncedValue(clampRule(settings.rule), 250);
  const frameRate = settings.format.frameRate;
  const preview = useQuery({
    ...studioQuery.scripts.preview.queryOptions({
      input: { uploadId: upload.kind === 'ready' ? upload.uploadId : noUpload, frameRate, durationRule },
    }),
    enabled: upload.kind === 'ready',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const read = upload.kind === 'ready' ? preview.data : undefined;
  const problem = upload.kind === 'failed' ? upload.thrown : (preview.error ?? importError);
  // What is no script stays none, whatever its settings: then there is nothing to set.
  const isRefused = upload.kind === 'failed' || (preview.error !== null && settings === initial);
  const totals = read && {
    scenes: t('app.scenes', { count: read.outline.scenes.length }),
    shots: t('app.shots', { count: read.shotCount }),
    duration: lengthText(read.durationFrames, frameRate),
  };

  async function importScript(event: FormEvent) {
    event.preventDefault();
    if (upload.kind !== 'ready' || !read || isImporting || read.shotCount === 0) return;
    setImporting(true);
    onImporting(true);
    setImportError(null);
    const answer = await edit(
      () =>
        studio.scripts.import({
          uploadId: upload.uploadId,
          projectId: settings.projectId,
          title: (settings.title ?? read.outline.title).trim().slice(0, 500),
          ...settings.format,
          durationRule: clampRule(settings.rule),
        }),
      { onError: setImportError },
    );
    setImporting(false);
    onImporting(false);
    if (!answer || !totals) return;
    onClose();
    onImported(answer.projectId);
    showUndoNotice(t('scriptImport.done', totals), settings.projectId === null ? null : answer.projectId);
  }

  return (
    <form className={isRefused ? styles.report : styles.form} onSubmit={(event) => void importScript(event)}>
      {!isRefused && (
        <ImportSettingsFields
          settings={settings}
          scriptTitle={read?.outline.title ?? ''}
          project={project}
          onChange={setSettings}
        />
      )}
      <div className={styles.body} aria-busy={!read && !problem}>
        {problem ? (
          <p className={styles.error} role="alert">
            {errorText(problem)}
          </p>
        ) : read ? (
          <>
            {!read.encoding.startsWith('utf') && (
              <p className={styles.note}>{t('scriptImport.encoding', { encoding: read.encoding })}</p>
            )}
            <ScriptPreviewPanes outline={read.outline} frameRate={frameRate} />
          </>
        ) : (
          <Waiting upload={upload} />
        )}
      </div>
      <div className={styles.actions}>
        <div className={styles.totals} role="status">
          {isImporting ? (
            <>
              <span>{t('scriptImport.importing')}</span>
              <ProgressBar progress={null} label={t('scriptImport.importing')} />
            </>
          ) : (
            read &&
            !problem &&
            totals && (
              <>
                <span className={styles.fileName}>
                  <bdi>{read.fileName}</bdi>
                </span>
                <span>
                  {t(`scriptImport.format.${read.outline.format}`)} ·{' '}
                  {read.shotCount === 0 ? t('scriptImport.nothing') : t('scriptImport.totals', totals)}
                </span>
              </>
            )
          )}
        </div>
        <FileChoice.Button
          label={t('scriptImport.chooseOther')}
          onChoose={onChoose}
          isPrimary={isRefused}
          isDisabled={isImporting}
        />
        <Button onClick={onClose} disabled={isImporting}>
          {t('app.cancel')}
        </Button>
        {!isRefused && (
          <Button
            type="submit"
            variant="primary"
            data-autofocus
            isBusy={isImporting || (!read && !problem)}
            disabled={Boolean(problem) || read?.shotCount === 0}
            aside={<span aria-hidden>↵</span>}
          >
            {t('scriptImport.confirm')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Waiting({ upload }: { upload: ScriptUpload }) {
  const { t } = useTranslation();
  const values = { fileName: upload.fileName };
  const label = upload.kind === 'sending' ? t('scriptImport.sending', values) : t('scriptImport.reading', values);
  return (
    <div className={styles.waiting} role="status">
      <p dir="auto">{label}</p>
      <ProgressBar progress={upload.kind === 'sending' ? upload.progress : null} label={label} />
    </div>
  );
}
