/** The takes of a shot: look, play, choose. Keys that choose work while the focus is inside. */
import { IconCheck, IconDots, IconLayoutColumns, IconMovie, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { TakeId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { type CommandRuns, useFocusCommands } from '#renderer/ui/commands.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useContextMenu } from '#renderer/ui/context-menu.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { OutdatedPill } from './outdated-pill.tsx';
import { RatingStars, ratings } from './rating-stars.tsx';
import { selectTake } from './select-take.ts';
import { takeCostText } from './take-cost.ts';
import { takeMenuItems } from './take-menu-items.tsx';
import styles from './take-review.module.css';
import { rateTake } from './update-take.ts';
import { useModelNames } from './use-model-names.ts';
import { useTakeDialogs } from './use-take-dialogs.tsx';

export type TakeListProps = {
  project: Project;
  shot: StoryboardShot;
  onPlay: (take: Take) => void;
  /** Shows the takes side by side. */
  onCompare: () => void;
};

export function TakeList({ project, shot, onPlay, onCompare }: TakeListProps) {
  const { t } = useTranslation();
  const dialogs = useTakeDialogs();
  const menu = useContextMenu();
  const { labelOf } = useModelNames();
  const errorText = useErrorText();
  const { data: takes, error, refetch } = useQuery(studioQuery.takes.list.queryOptions({ input: { shotId: shot.id } }));
  const choose = (takeId: TakeId | null) => void selectTake(shot, takeId);
  const [focusedId, setFocusedId] = useState<TakeId | null>(null);
  const isOf = (takeId: TakeId | null) => takes?.find(({ id }) => id === takeId);
  const focused = isOf(focusedId) ?? isOf(shot.selectedTakeId) ?? takes?.at(-1);
  const hearKey = useFocusCommands('take', {
    ...Object.fromEntries((takes ?? []).map(({ id, takeNumber }) => [`take.choose${takeNumber}`, () => choose(id)])),
    ...(focused && {
      'take.play': () => onPlay(focused),
      'take.choose': () => choose(focused.id === shot.selectedTakeId ? null : focused.id),
      'take.compare': onCompare,
      'take.recipe': () => dialogs.showRecipe(focused),
      'take.runAgain': () => dialogs.runAgain(focused),
      'take.runAgainChanged': () => dialogs.runAgainChanged(focused),
      ...rateCommands(focused),
    }),
  });
  if (error) {
    return (
      <EmptyState
        title={t('takes.loadFailed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  if (!takes) {
    return (
      <div className={styles.takes} aria-busy aria-label={t('takes.loading')} role="status">
        {Array.from({ length: Math.min(6, Math.max(1, shot.takeCount)) }, (_, index) => (
          <Skeleton key={index} height={124} />
        ))}
      </div>
    );
  }
  if (takes.length === 0) {
    return (
      <EmptyState icon={<IconMovie size={28} />} title={t('takes.emptyTitle')}>
        {t('takes.emptyText')}
      </EmptyState>
    );
  }
  const openMenu = (take: Take, event: MouseEvent) => {
    const isChosen = take.id === shot.selectedTakeId;
    const items = takeMenuItems({
      t,
      take,
      isChosen,
      dialogs,
      onPlay: () => onPlay(take),
      onChoose: () => choose(isChosen ? null : take.id),
      onCompare,
    });
    menu.open(event, items, t('takes.menu', { number: take.takeNumber }));
  };
  return (
    <>
      {/* Keys for what is inside; every take also has its own button. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={hearKey}>
        <div className={styles.listHead}>
          <p className={styles.hint}>{chooseHint(t)}</p>
          <Button size="small" icon={<IconLayoutColumns size={14} />} command="take.compare" onClick={onCompare}>
            {t('takes.compare')}
          </Button>
        </div>
        <ul className={styles.takes}>
          {takes.toReversed().map((take) => (
            <li key={take.id}>
              <TakeRow
                take={take}
                shot={shot}
                project={project}
                modelLabel={labelOf(take)}
                isChosen={take.id === shot.selectedTakeId}
                onChoose={choose}
                onPlay={onPlay}
                onMenu={openMenu}
                onFocus={setFocusedId}
              />
            </li>
          ))}
        </ul>
      </div>
      {/* Outside, because keys pressed in a dialog would come here too. */}
      {menu.element}
      {dialogs.element}
    </>
  );
}

function rateCommands(take: Take): CommandRuns {
  return Object.fromEntries([
    ['take.rate0', () => void rateTake(take, null)],
    ...ratings.map((rating) => [`take.rate${rating}`, () => void rateTake(take, rating)]),
  ]);
}

/** Which keys choose takes; nothing where there are none. */
function chooseHint(t: TFunction): string {
  const [first, last] = [keysOf('take.choose1'), keysOf('take.choose9')];
  return first && last ? t('takes.keysHint', { first, last }) : '';
}

type TakeRowProps = {
  take: Take;
  shot: StoryboardShot;
  project: Project;
  modelLabel: string;
  isChosen: boolean;
  onChoose: (takeId: TakeId | null) => void;
  onPlay: (take: Take) => void;
  onMenu: (take: Take, event: MouseEvent) => void;
  onFocus: (takeId: TakeId) => void;
};

function TakeRow({ take, shot, project, modelLabel, isChosen, onChoose, onPlay, onMenu, onFocus }: TakeRowProps) {
  const { t, i18n } = useTranslation();
  const made = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const number = take.takeNumber;
  return (
    // The menu has a button too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={`${styles.take} ${isChosen ? styles.chosen : ''}`}
      aria-label={t('takes.take', { number })}
      onContextMenu={(event) => onMenu(take, event)}
      onFocus={() => onFocus(take.id)}
    >
      <button
        type="button"
        className={styles.picture}
        onClick={() => onPlay(take)}
        onDoubleClick={() => onChoose(take.id)}
      >
        <VisuallyHidden>{t('takes.play')}</VisuallyHidden>
        <img src={derivedUrl(take.assetId, 'thumbnail')} alt="" loading="lazy" draggable={false} />
        <span className={styles.tag}>{t('takes.take', { number })}</span>
        {isChosen && (
          <span className={styles.chosenTag}>
            <IconCheck size={13} aria-hidden /> {t('takes.chosen')}
          </span>
        )}
        <span className={styles.length}>
          <Timecode>{toShortTimecode(take.durationFrames, take.frameRate)}</Timecode>
        </span>
        <IconPlayerPlay className={styles.playSign} size={22} aria-hidden />
      </button>
      <p className={styles.facts}>
        <span>
          <span dir="auto">{modelLabel}</span> · {takeCostText(t, i18n.language, take.cost)} ·{' '}
          {made.format(take.createdAtMs)}
        </span>
        <OutdatedPill take={take} shot={shot} project={project} />
      </p>
      {take.note && (
        <p className={styles.notePreview} dir="auto">
          {take.note}
        </p>
      )}
      <div className={styles.takeTools}>
        <Button
          size="small"
          command="take.choose"
          aria-pressed={isChosen}
          aria-label={isChosen ? undefined : t('takes.chooseTake', { number })}
          onClick={() => onChoose(isChosen ? null : take.id)}
        >
          {isChosen ? t('takes.unchoose') : t('takes.choose')}
        </Button>
        <IconButton label={t('takes.playTake', { number })} command="take.play" onClick={() => onPlay(take)}>
          <IconPlayerPlay size={16} />
        </IconButton>
        <span className={styles.lastTools}>
          <RatingStars take={take} />
          <IconButton label={t('takes.menu', { number })} aria-haspopup="menu" onClick={(event) => onMenu(take, event)}>
            <IconDots size={16} />
          </IconButton>
        </span>
      </div>
    </article>
  );
}
