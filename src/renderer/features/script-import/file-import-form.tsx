/** Subtitles, a table or a Storyboarder project: the preview, what can be set, and the import with its report. */
import type { TFunction } from 'i18next';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lengthText, usualFormat } from '#renderer/features/home/index.ts';
import { studioQuery, toErrorData } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useControlCommand } from '#renderer/ui/commands.ts';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { ImportPreview } from '#shared/contract/import-answers.ts';
import type { ImportSource } from '#shared/contract/import-schemas.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import type { FolderFile } from './chosen-import.ts';
import { FileChoice } from './file-choice.tsx';
import fileStyles from './file-import.module.css';
import { FileImportFields } from './file-import-fields.tsx';
import {
  type ChosenFile,
  type FileImportSettings,
  initialFileSettings,
  toSource,
  withRest,
} from './file-import-settings.ts';
import { FileImportPanes } from './file-import-panes.tsx';
import { ProblemList } from './problem-list.tsx';
import { type ImportDone, type ImportProgress, runImport } from './run-import.ts';
import styles from './script-import-dialog.module.css';
import { useImportFiles } from './use-import-files.ts';

export type FileImportFormProps = {
  chosen: ChosenFile;
  /** The project that is open; null without one. */
  project: Project | null;
  onChoose: (files: FolderFile[]) => void;
  onClose: () => void;
  onImporting: (isImporting: boolean) => void;
  onImported: (projectId: ProjectId) => void;
};

type Run = { kind: 'idle' } | { kind: 'running'; progress: ImportProgress | null } | { kind: 'done'; done: ImportDone };

export function FileImportForm({ chosen, onChoose, onClose, onImporting, onImported, ...props }: FileImportFormProps) {
  const { t } = useTranslation();
  const files = useImportFiles(chosen);
  const [settings, setSettings] = useState<FileImportSettings>(() => initialFileSettings(props.project?.id ?? null));
  const [run, setRun] = useState<Run>({ kind: 'idle' });
  const [importError, setImportError] = useState<unknown>(null);
  // The project that the first rows of a long table became takes the place of the one that was open.
  const [filled, setFilled] = useState<Project | null>(null);
  const project = filled ?? props.project;
  const queryClient = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  const isImporting = run.kind === 'running';
  const stopButton = useControlCommand<HTMLButtonElement>('dialog.stop', !isImporting);
  useEffect(() => () => stop.current?.abort(), []);
  const source = files.kind === 'ready' ? toSource(chosen, settings, files) : null;
  const { read, error } = useImportPreview(source, settings);
  const problem = files.kind === 'failed' ? files.thrown : (error ?? importError);
  const ownFormat = settings.format ?? read?.format ?? usualFormat;
  const format = settings.projectId !== null && project ? project : ownFormat;
  const frameRate = format.frameRate;

  async function importFile(event: FormEvent) {
    event.preventDefault();
    if (!source || !read || run.kind !== 'idle' || !canImport(read)) return;
    const stopping = new AbortController();
    stop.current = stopping;
    setRun({ kind: 'running', progress: null });
    onImporting(true);
    setImportError(null);
    const title = (settings.title ?? read.title).trim().slice(0, 500);
    const done = await edit(
      () =>
        runImport({
          ...{ chosen, source, signal: stopping.signal },
          neededPaths: read.details.kind === 'storyboarder' ? read.details.neededPaths : [],
          target: { projectId: settings.projectId, title, frameSize: format.frameSize, frameRate },
          onProgress: (progress) => setRun({ kind: 'running', progress }),
        }),
      { onError: (thrown) => setImportError(stopping.signal.aborted ? null : thrown) },
    );
    onImporting(false);
    setRun(done ? { kind: 'done', done } : { kind: 'idle' });
    if (!done) return;
    onImported(done.projectId);
    showUndoNotice(doneText(t, done), settings.projectId === null ? null : done.projectId);
    if (done.problems.count === 0) onClose();
  }

  async function goOn({ projectId, rest }: ImportDone, { details }: ImportPreview) {
    if (rest === null || details.kind !== 'table') return;
    const options = studioQuery.storyboard.get.queryOptions({ input: { projectId } });
    const { project: next } = await queryClient.fetchQuery(options);
    setFilled(next);
    setSettings(withRest(settings, details, { project: next, rest }));
    setRun({ kind: 'idle' });
  }

  if (run.kind === 'done' && read) {
    const { done } = run;
    return <Report {...{ done, onClose }} preview={read} onNext={() => void goOn(done, read).catch(setImportError)} />;
  }
  return (
    <form className={styles.form} onSubmit={(event) => void importFile(event)}>
      <fieldset className={styles.settings} disabled={isImporting}>
        <FileImportFields
          {...{ settings, project }}
          preview={read}
          format={ownFormat}
          onChange={(changed) => {
            setImportError(null);
            setSettings(changed);
          }}
        />
      </fieldset>
      <ImportBody
        {...{ chosen, read, problem, files, frameRate, settings, project, onChoose, isImporting }}
        onChange={setSettings}
      />
      <div className={styles.actions}>
        <div className={styles.totals} role="status">
          {isImporting ? (
            <RunProgress progress={run.progress} />
          ) : (
            read && !problem && <Totals read={read} frameRate={frameRate} />
          )}
        </div>
        <FileChoice.Button label={t('scriptImport.chooseOther')} onChoose={onChoose} isDisabled={isImporting} />
        <Button
          ref={stopButton}
          command={isImporting ? 'dialog.stop' : undefined}
          onClick={() => (isImporting ? stop.current?.abort() : onClose())}
        >
          {isImporting ? t('imports.stop') : t('app.cancel')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          data-autofocus
          isBusy={isImporting || (!read && !problem)}
          disabled={Boolean(problem) || (read !== undefined && !canImport(read))}
          aside={<span aria-hidden>↵</span>}
        >
          {t('scriptImport.confirm')}
        </Button>
      </div>
    </form>
  );
}

/** The preview as it was last read; an error instead where the file cannot be read as it is set now. */
function useImportPreview(source: ImportSource | null, settings: FileImportSettings) {
  const target = { projectId: settings.projectId, frameRate: settings.format?.frameRate ?? null };
  const query = useQuery({
    ...studioQuery.imports.preview.queryOptions({ input: { source: source as ImportSource, target } }),
    enabled: source !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  // A preview that another choice has overtaken says so itself.
  const error = query.error && toErrorData(query.error).code !== 'CANCELLED' ? query.error : null;
  return { read: source === null ? undefined : query.data, error };
}

function canImport({ shotCount, changedCount }: ImportPreview): boolean {
  return shotCount + changedCount > 0;
}

type ImportBodyProps = {
  chosen: ChosenFile;
  read: ImportPreview | undefined;
  problem: unknown;
  files: ReturnType<typeof useImportFiles>;
  frameRate: FrameRate;
  settings: FileImportSettings;
  isImporting: boolean;
  onChange: (settings: FileImportSettings) => void;
} & Pick<FileImportFormProps, 'project' | 'onChoose'>;

function ImportBody({ chosen, read, problem, files, ...props }: ImportBodyProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { frameRate, settings, project, isImporting, onChange, onChoose } = props;
  const details = read?.details;
  const hasFound = details?.kind === 'storyboarder' && details.pictureCount + details.soundCount > 0;
  const isAlone = chosen.kind === 'storyboarder' && chosen.others.length === 0;
  return (
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
          {isAlone && hasFound && <p className={fileStyles.media}>{t('imports.besideProject')}</p>}
          {isAlone && !hasFound && (
            <div className={styles.noteWithButton}>
              <p className={styles.note}>{t('imports.loneProject')}</p>
              <FileChoice.Button
                label={t('imports.chooseFolder')}
                onChoose={onChoose}
                isFolder
                isDisabled={isImporting}
              />
            </div>
          )}
          <FileImportPanes {...{ frameRate, settings, project, onChange }} preview={read} />
          {read.problems.count > 0 && <ProblemList problems={read.problems} details={read.details} />}
        </>
      ) : (
        <Reading files={files} />
      )}
    </div>
  );
}

function Reading({ files }: { files: ReturnType<typeof useImportFiles> }) {
  const { t } = useTranslation();
  const isSending = files.kind === 'sending' && files.fileName !== '';
  const label = isSending ? t('scriptImport.sending', { fileName: files.fileName }) : t('imports.reading');
  return (
    <div className={styles.waiting} role="status">
      <p dir="auto">{label}</p>
      <ProgressBar progress={isSending ? files.progress : null} label={label} />
    </div>
  );
}

function RunProgress({ progress }: { progress: ImportProgress | null }) {
  const { t } = useTranslation();
  if (progress === null) return <Step text={t('scriptImport.importing')} progress={null} />;
  if (progress.step === 'sending') return <Step text={t('imports.sendingFiles')} progress={progress.progress} />;
  const { done, total } = progress;
  return <Step text={t('imports.boards', { done, total })} progress={total === 0 ? null : done / total} />;
}

function Step({ text, progress }: { text: string; progress: number | null }) {
  return (
    <>
      <span>{text}</span>
      <ProgressBar progress={progress} label={text} />
    </>
  );
}

function Totals({ read, frameRate }: { read: ImportPreview; frameRate: FrameRate }) {
  const { t } = useTranslation();
  const { fileName, sceneCount, shotCount, changedCount, durationFrames, details } = read;
  const counts = {
    scenes: t('app.scenes', { count: sceneCount }),
    shots: t('app.shots', { count: shotCount }),
    duration: lengthText(durationFrames, frameRate),
  };
  const text =
    shotCount > 0
      ? t('scriptImport.totals', counts)
      : changedCount > 0
        ? t('imports.changes', { shots: t('app.shots', { count: changedCount }) })
        : t('imports.nothing');
  return (
    <>
      <span className={styles.fileName}>
        <bdi>{fileName}</bdi>
      </span>
      <span>
        {t(`imports.kind.${details.kind}`)} · {text}
      </span>
    </>
  );
}

function doneText(t: TFunction, done: ImportDone): string {
  const shots = t('app.shots', { count: done.shotCount });
  return done.shotCount > 0
    ? t('scriptImport.done', { scenes: t('app.scenes', { count: done.sceneCount }), shots })
    : t('imports.doneDialogue', { shots: t('app.shots', { count: done.changedCount }) });
}

type ReportProps = {
  done: ImportDone;
  preview: ImportPreview;
  onClose: () => void;
  /** Goes on with the rows that were left over. */
  onNext: () => void;
};

/** What was imported, and what was not: stays until it is read. */
function Report({ done, preview, onClose, onNext }: ReportProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.report}>
      <p>{doneText(t, done)}</p>
      <div className={styles.body}>
        <ProblemList problems={done.problems} details={preview.details} />
      </div>
      <div className={styles.actions}>
        <Button {...(done.rest ? {} : { variant: 'primary', 'data-autofocus': true })} onClick={onClose}>
          {t('imports.close')}
        </Button>
        {done.rest && (
          <Button variant="primary" data-autofocus onClick={onNext}>
            {t('imports.nextRows', { count: done.rest.rowCount })}
          </Button>
        )}
      </div>
    </div>
  );
}
