/** One take from a picture and a few words, without a project of one's own. */
import { NumberInput, Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { aspectRatioLabel, frameSizeLabel, frameSizes } from '#shared/domain/frame-size.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { errorText } from '#shared/messages/translate.ts';
import { showJobs } from '#renderer/features/queue/index.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chooseFile, imageTypes } from '#renderer/ui/chosen-files.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { PictureDrop } from '#renderer/ui/picture-drop.tsx';
import { AdjustmentList } from './adjustment-list.tsx';
import { countAdjustments } from './adjustment-text.ts';
import type { OpenShot } from './generation-dialogs.tsx';
import { findNamed } from './model-catalog.ts';
import { ModelPicker } from './model-picker.tsx';
import { priceText } from './model-text.ts';
import { estimateView } from './plan-view.ts';
import {
  firstModel,
  longestSeconds,
  memoryFromText,
  memoryToText,
  readSeconds,
  shortestSeconds,
} from './quick-take.ts';
import styles from './quick-take-dialog.module.css';
import { startGeneration } from './start-generation.ts';
import { useCatalog } from './use-catalog.ts';
import { useSpeech } from './use-speech.ts';

export type QuickTakeDialogProps = { onClose: () => void; onOpenShot: OpenShot };

const memoryKey = 'shotwright:quick-take';
/** The studio is asked when typing pauses. */
const quietMs = 350;
const usualSeconds = 4;

export function QuickTakeDialog({ onClose, onOpenShot }: QuickTakeDialogProps) {
  const speech = useSpeech();
  const { t } = speech;
  const thrownText = useErrorText();
  const { catalog } = useCatalog();
  const [memory] = useState(() => memoryFromText(localStorage.getItem(memoryKey)));
  const [file, setFile] = useState<File | null>(null);
  const [prompt, setPrompt] = useState('');
  const [frameSize, setFrameSize] = useState(memory.frameSize);
  const [typedSeconds, setTypedSeconds] = useState<number | string>(usualSeconds);
  const [chosen, setChosen] = useState<ModelRef | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ref = useMemo(() => chosen ?? firstModel(catalog, memory.model), [chosen, catalog, memory]);
  const durationSeconds = readSeconds(typedSeconds);
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const plan = useQuickPlan({ prompt, hasPicture: file !== null, frameSize, durationSeconds, ref });

  const create = async () => {
    if (!ref || durationSeconds === null) return;
    setBusy(true);
    setError(null);
    // Where each request waits for a look, the shot is made first and its request shown.
    const isQueued = preferences?.alwaysPreviews === false || ref.connectionId === animaticConnectionId;
    const answer = await edit(
      async () => {
        const uploadId = file && (await uploadFile(file));
        return studio.generation.quickCreate({
          prompt: prompt.trim(),
          uploadId,
          frameSize,
          durationSeconds,
          ...ref,
          isQueued,
        });
      },
      { onError: (thrown) => setError(thrownText(thrown)) },
    );
    setBusy(false);
    if (!answer) return;
    localStorage.setItem(memoryKey, memoryToText({ model: ref, frameSize }));
    showJobs(answer.jobs);
    onClose();
    onOpenShot(answer.projectId, answer.shotId);
    if (!isQueued) void startGeneration({ projectId: answer.projectId, scope: [answer.shotId] });
  };

  const isMissing = plan?.adjustments.some(({ kind }) => kind === 'missing') ?? true;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('generation.quick')}
      closeLabel={t('app.close')}
      width={640}
      isBusy={isBusy}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            aside={plan ? priceText(speech, estimateView(plan.estimate)) : undefined}
            disabled={!plan || !ref || durationSeconds === null || isMissing || plan.overBudget.length > 0}
            isBusy={isBusy}
            onClick={() => void create()}
          >
            {t('generation.quickCreate')}
          </Button>
        </>
      }
    >
      <PictureDrop
        label={t('generation.quick')}
        className={styles.form}
        onPictures={([picture]) => setFile(picture ?? null)}
      >
        <p className={styles.text}>{t('generation.quickText')}</p>
        <PictureChoice file={file} onChoose={setFile} />
        <Textarea
          label={t('generation.quickPrompt')}
          placeholder={t('inspector.promptPlaceholder')}
          dir="auto"
          autosize
          minRows={3}
          maxRows={8}
          data-autofocus
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
        />
        <div className={styles.pair}>
          <Select
            label={t('generation.quickSize')}
            data={frameSizes.map((size) => ({
              value: frameSizeLabel(size),
              label: `${frameSizeLabel(size)}  ·  ${aspectRatioLabel(size)}`,
            }))}
            value={frameSizeLabel(frameSize)}
            onChange={(value) => {
              const size = frameSizes.find((one) => frameSizeLabel(one) === value);
              if (size) setFrameSize(size);
            }}
          />
          <NumberInput
            label={t('generation.quickSeconds')}
            min={shortestSeconds}
            max={longestSeconds}
            decimalScale={2}
            clampBehavior="none"
            value={typedSeconds}
            onChange={setTypedSeconds}
            error={durationSeconds === null && t('generation.quickSecondsInvalid')}
          />
        </div>
        <ModelPicker
          label={t('generation.model')}
          catalog={catalog}
          picked={ref ? { kind: 'model', named: findNamed(catalog, ref) } : { kind: 'none' }}
          onPick={setChosen}
        />
        {plan && plan.adjustments.length > 0 && (
          <section aria-label={t('generation.becomes')} className={styles.outcome}>
            <AdjustmentList adjustments={countAdjustments([plan])} shotCount={1} />
          </section>
        )}
        {plan?.overBudget.map((over) => (
          <p key={JSON.stringify(over)} className={styles.error}>
            {errorText(translator, over)}
          </p>
        ))}
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </PictureDrop>
    </Dialog>
  );
}

type QuickPlanWish = {
  prompt: string;
  hasPicture: boolean;
  frameSize: { widthPx: number; heightPx: number };
  durationSeconds: number | null;
  ref: ModelRef | null;
};

/** What the clip would be and cost, a moment after the last change; null before the first answer. */
function useQuickPlan({ prompt, hasPicture, frameSize, durationSeconds, ref }: QuickPlanWish) {
  const wish = useMemo(
    () => (ref && durationSeconds !== null ? { prompt, hasPicture, frameSize, durationSeconds, ...ref } : null),
    [prompt, hasPicture, frameSize, durationSeconds, ref],
  );
  const [settled] = useDebouncedValue(wish, quietMs);
  const { data } = useQuery(
    studioQuery.generation.quickPlan.queryOptions({
      input: settled ?? skipToken,
      placeholderData: keepPreviousData,
      // Each text is a plan of its own, which nobody asks for again.
      gcTime: 0,
    }),
  );
  return wish ? (data ?? null) : null;
}

function PictureChoice({ file, onChoose }: { file: File | null; onChoose: (file: File | null) => void }) {
  const { t } = useSpeech();
  const url = usePictureUrl(file);
  const choose = async () => {
    const picture = await chooseFile(imageTypes);
    if (picture) onChoose(picture);
  };
  return (
    <div className={styles.picture}>
      {url ? (
        <img src={url} alt={t('generation.quickPictureAlt')} draggable={false} />
      ) : (
        <p className={styles.drop}>{t('generation.quickDrop')}</p>
      )}
      <div className={styles.tools}>
        <CommandButton
          size="small"
          command="dialog.chooseFile"
          icon={<IconPhoto size={15} />}
          onClick={() => void choose()}
        >
          {t(file ? 'generation.quickReplace' : 'generation.quickChoose')}
        </CommandButton>
        {file && (
          <IconButton label={t('generation.quickRemove')} onClick={() => onChoose(null)}>
            <IconTrash size={16} />
          </IconButton>
        )}
      </div>
    </div>
  );
}

/** An address of a file in this window, as long as it is shown. */
function usePictureUrl(file: File | null): string | null {
  const url = useMemo(() => file && URL.createObjectURL(file), [file]);
  useEffect(() => {
    if (url) return () => URL.revokeObjectURL(url);
  }, [url]);
  return url;
}
