/** Everything about the take in focus, and what can be done with it. */
import { IconCheck, IconPencil, IconPin, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type ModelNames,
  PriceAside,
  RatingStars,
  RecipeView,
  runAgainPrice,
  type TakeDialogs,
  TakeNote,
  useOutdatedText,
} from '#renderer/features/take-review/index.ts';
import { FrameBoardButton } from '#renderer/features/board-frames/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import styles from './take-compare.module.css';

export type SidePanelProps = {
  take: Take;
  shot: StoryboardShot;
  project: Project;
  names: ModelNames;
  dialogs: TakeDialogs;
  /** Whether it stays on the left of the pair. */
  isKept: boolean;
  canPair: boolean;
  /** The frame of the take that is on the screen. */
  frameNow: () => number;
  onChoose: () => void;
  onKeep: () => void;
};

export function SidePanel({ take, shot, project, names, dialogs, isKept, canPair, ...props }: SidePanelProps) {
  const { t } = useTranslation();
  const { frameNow, onChoose, onKeep } = props;
  const number = take.takeNumber;
  const isChosen = take.id === shot.selectedTakeId;
  const outdated = useOutdatedText({ take, shot, project });
  const price = names.isLoaded ? runAgainPrice(take.recipe, names.modelOf(take)) : null;
  return (
    // What scrolls must be reachable by keyboard.
    <section className={styles.panel} aria-label={t('takeCompare.details', { number })} tabIndex={0}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{t('takes.take', { number })}</h2>
        <RatingStars take={take} />
      </div>
      {outdated && <p className={styles.outdated}>{outdated}</p>}
      <div className={styles.panelTools}>
        <Button
          variant={isChosen ? 'plain' : 'primary'}
          icon={<IconCheck size={15} />}
          command="takes.choose"
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          {isChosen ? t('takes.unchoose') : t('takes.choose')}
        </Button>
        {canPair && (
          <Button
            icon={<IconPin size={15} />}
            command="takes.pin"
            aria-pressed={isKept}
            title={t('takeCompare.pin', { number })}
            onClick={onKeep}
          >
            {t('takeCompare.keepLeft')}
          </Button>
        )}
        <FrameBoardButton
          shot={shot}
          frameNow={() => ({ assetId: take.assetId, frameIndex: frameNow(), frameRate: take.frameRate })}
        />
      </div>
      <TakeNote take={take} />
      <RecipeView take={take} />
      <div className={styles.panelTools}>
        <CommandButton
          command="take.runAgain"
          icon={<IconRefresh size={15} />}
          aside={price && <PriceAside price={price} />}
          disabled={price?.kind === 'gone'}
          onClick={() => dialogs.runAgain(take)}
        >
          {t('takes.runAgain')}
        </CommandButton>
        <CommandButton
          command="take.runAgainChanged"
          icon={<IconPencil size={15} />}
          disabled={price?.kind === 'gone'}
          onClick={() => dialogs.runAgainChanged(take)}
        >
          {t('takes.runAgainChanged')}
        </CommandButton>
      </div>
      {price?.kind === 'gone' && <p className={styles.outdated}>{t('recipe.runAgain.modelGone')}</p>}
    </section>
  );
}
