/** A file on its way to a shot, as a field shows it. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { MediaUpload } from './board-files.ts';
import styles from './shot-inspector.module.css';

/** How an upload stands. */
type Uploading =
  | { kind: 'idle' }
  | { kind: 'busy'; fileName: string; progress: number }
  | { kind: 'failed'; thrown: unknown };

/** One upload at a time for a field, with its progress and what went wrong. */
export function useUpload(shot: StoryboardShot, set: (upload: MediaUpload) => Promise<boolean>) {
  const [state, setState] = useState<Uploading>({ kind: 'idle' });
  const aborting = useRef(new AbortController());
  const start = async (file: File | null) => {
    if (!file) return;
    aborting.current = new AbortController();
    const { signal } = aborting.current;
    setState({ kind: 'busy', fileName: file.name, progress: 0 });
    const isSet = await set({
      projectId: shot.projectId,
      shotId: shot.id,
      ...{ file, signal },
      onProgress: (progress) => setState({ kind: 'busy', fileName: file.name, progress }),
      onError: (thrown) => setState(signal.aborted ? { kind: 'idle' } : { kind: 'failed', thrown }),
    });
    if (isSet) setState({ kind: 'idle' });
  };
  return { state, start, cancel: () => aborting.current.abort() };
}

/** How an upload stands; nothing while there is none. */
export function UploadState({ state, onCancel }: { state: Uploading; onCancel: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (state.kind === 'failed') {
    return (
      <p className={styles.error} role="alert">
        {errorText(state.thrown)}
      </p>
    );
  }
  if (state.kind === 'idle') return null;
  const text = t('inspector.uploading', { fileName: state.fileName, percent: Math.round(state.progress * 100) });
  return (
    <div className={styles.uploading} role="status">
      <span dir="auto">{text}</span>
      <ProgressBar progress={state.progress} label={text} />
      {state.progress < 1 && (
        <Button size="small" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      )}
    </div>
  );
}
