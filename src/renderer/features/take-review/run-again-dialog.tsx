/** Before a take's request is sent once more: what will be sent, what may be changed of it, and what it costs. */
import { Textarea, TextInput } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Take } from '#shared/domain/records.ts';
import { PriceAside } from './price-aside.tsx';
import { runAgain } from './run-again.ts';
import { changesOf, promptProblem, randomSeed, readSeed, runAgainPrice } from './run-again-rules.ts';
import styles from './take-review.module.css';

export type RunAgainDialogProps = {
  take: Take;
  /** Null when its connection does not list it any more. */
  model: ListedModel | null;
  /** Whether prompt and seed can be changed; else they are only shown. */
  isChanging: boolean;
  onClose: () => void;
};

export function RunAgainDialog({ take, model, isChanging, onClose }: RunAgainDialogProps) {
  const { t, i18n } = useTranslation();
  const { promptAsSent, settings } = take.recipe;
  const [prompt, setPrompt] = useState(promptAsSent);
  const [seedText, setSeedText] = useState(settings.seed === null ? '' : String(settings.seed));
  const [isBusy, setBusy] = useState(false);
  const price = runAgainPrice(take.recipe, model);
  const problem = model && isChanging ? promptProblem(prompt, model) : null;
  const seed = readSeed(seedText);
  const hasSeed = model?.video?.hasSeed === true;
  const canStart = price.kind !== 'gone' && problem === null && seed !== undefined;
  const limit = model?.video?.maxPromptCharacters ?? null;
  const limitText = (limit ?? 0).toLocaleString(i18n.language);
  const start = async () => {
    if (seed === undefined) return;
    setBusy(true);
    const isQueued = await runAgain(take, changesOf(take.recipe, { promptAsSent: prompt, seed }));
    setBusy(false);
    if (isQueued) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('recipe.runAgain.title', { number: take.takeNumber })}
      closeLabel={t('app.close')}
      width={560}
      isBusy={isBusy}
      actions={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            {t('app.cancel')}
          </Button>
          <Button
            variant="primary"
            isBusy={isBusy}
            disabled={!canStart}
            aside={<PriceAside price={price} />}
            onClick={() => void start()}
          >
            {t('recipe.runAgain.start')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.formText}>{t('recipe.runAgain.text')}</p>
        {price.kind === 'gone' && (
          <p className={styles.error} role="alert">
            {t('recipe.runAgain.modelGone')}
          </p>
        )}
        {isChanging ? (
          <Textarea
            label={t('recipe.runAgain.prompt')}
            description={limit !== null && t('recipe.runAgain.promptLimit', { limit: limitText })}
            error={
              problem === 'missing'
                ? t('recipe.runAgain.promptMissing')
                : problem === 'too-long' && t('recipe.runAgain.promptTooLong', { limit: limitText })
            }
            autosize
            minRows={4}
            maxRows={14}
            dir="auto"
            data-autofocus
            value={prompt}
            onChange={(event) => setPrompt(event.currentTarget.value)}
          />
        ) : (
          <div>
            <h3 className={styles.formLabel}>{t('recipe.runAgain.prompt')}</h3>
            <p className={styles.promptText} dir="auto">
              {promptAsSent || t('recipe.noPrompt')}
            </p>
          </div>
        )}
        {isChanging && hasSeed && (
          <div className={styles.seedRow}>
            <TextInput
              label={t('recipe.runAgain.seed')}
              description={t('recipe.runAgain.seedHint')}
              error={seed === undefined && t('recipe.runAgain.seedInvalid')}
              inputMode="numeric"
              value={seedText}
              onChange={(event) => setSeedText(event.currentTarget.value)}
            />
            <CommandButton
              command="take.newSeed"
              icon={<IconDice5 size={15} />}
              onClick={() => setSeedText(String(randomSeed()))}
            >
              {t('recipe.runAgain.newSeed')}
            </CommandButton>
          </div>
        )}
      </div>
    </Dialog>
  );
}
