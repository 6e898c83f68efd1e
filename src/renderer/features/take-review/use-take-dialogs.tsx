/** The dialogs of a take: its recipe, and running it again. One for a whole view. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Take } from '#shared/domain/records.ts';
import { RecipeView } from './recipe-view.tsx';
import { runAgain } from './run-again.ts';
import { runAgainPrice } from './run-again-rules.ts';
import { RunAgainDialog } from './run-again-dialog.tsx';
import styles from './take-review.module.css';
import { useModelNames } from './use-model-names.ts';

export type TakeDialogs = {
  showRecipe: (take: Take) => void;
  /** At once where it is free; else a dialog names the price first. */
  runAgain: (take: Take) => void;
  runAgainChanged: (take: Take) => void;
  /** Put it once into what the component renders. */
  element: ReactNode;
};

export function useTakeDialogs(): TakeDialogs {
  const { t } = useTranslation();
  const { modelOf } = useModelNames();
  const [opened, setOpened] = useState<{ kind: 'recipe' | 'same' | 'changed'; take: Take } | null>(null);
  const close = () => setOpened(null);
  const element =
    opened?.kind === 'recipe' ? (
      <Dialog
        isOpen
        onClose={close}
        title={t('recipe.title', { number: opened.take.takeNumber })}
        closeLabel={t('app.close')}
        width={620}
      >
        <p className={styles.recipeIntro}>{t('recipe.intro')}</p>
        <RecipeView take={opened.take} />
      </Dialog>
    ) : (
      opened && (
        <RunAgainDialog
          take={opened.take}
          model={modelOf(opened.take)}
          isChanging={opened.kind === 'changed'}
          onClose={close}
        />
      )
    );
  return {
    element,
    showRecipe: (take) => setOpened({ kind: 'recipe', take }),
    runAgainChanged: (take) => setOpened({ kind: 'changed', take }),
    runAgain(take) {
      if (runAgainPrice(take.recipe, modelOf(take)).kind === 'free') void runAgain(take, {});
      else setOpened({ kind: 'same', take });
    },
  };
}
