/** The takes, the bar that plays them, and what is known of the one in focus. */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clampFrame, frameAtSeconds, seekSecondsOfFrame } from '#renderer/features/shot-facts/index.ts';
import { rateTake, selectTake, useModelNames, useTakeDialogs } from '#renderer/features/take-review/index.ts';
import { type CommandRuns, useCommands } from '#renderer/ui/commands.ts';
import { useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import type { TakeId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import { type CompareCommand, compareCommandOf, compareCommands, compareHints } from './compare-keys.ts';
import { CompareBar } from './compare-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { useStable } from '#renderer/ui/use-latest.ts';
import styles from './take-compare.module.css';
import { indexAfterMove, pairOf } from './take-focus.ts';
import { TakeGrid, type TakeGridHandle } from './take-grid.tsx';
import { TakePairView } from './take-pair-view.tsx';
import { useSyncPlayer } from './use-sync-player.ts';

export type CompareView = 'grid' | 'pair';

export type TakeCompareViewProps = {
  project: Project;
  shot: StoryboardShot;
  /** Lowest number first, at least one. */
  takes: readonly Take[];
  onClose: () => void;
};

export function TakeCompareView({ project, shot, takes, onClose }: TakeCompareViewProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const grid = useRef<TakeGridHandle>(null);
  const [view, setView] = useState<CompareView>('grid');
  const [wantedId, setWantedId] = useState<TakeId | null>(shot.selectedTakeId);
  const [keptId, setKeptId] = useState<TakeId | null>(null);
  const [hasSound, setHasSound] = useState(true);
  const player = useSyncPlayer(takes);
  const dialogs = useTakeDialogs();
  const names = useModelNames();
  const onTheWayCount = useJobsOfShot(shot.id).filter(({ state }) => !isEnded(state)).length;

  const order = useMemo(() => takes.map(({ id }) => id), [takes]);
  const focused = takes.find(({ id }) => id === wantedId) ?? (takes.at(-1) as Take);
  const pair = pairOf(order, { focusId: focused.id, keptId, chosenId: shot.selectedTakeId });
  const isPair = view === 'pair' && pair !== null;
  const shownIds = isPair ? [pair.leftId, pair.rightId] : order;

  const choose = (take: Take) => void selectTake(shot, take.id === shot.selectedTakeId ? null : take.id);
  const focus = (take: Take) => {
    setWantedId(take.id);
    requestAnimationFrame(() => focusCard(area.current, take.id));
  };
  const run = (command: CompareCommand) => {
    switch (command.kind) {
      case 'focus': {
        const columns = isPair ? order.length : (grid.current?.columns() ?? 1);
        const index = indexAfterMove(order.indexOf(focused.id), command.to, { count: order.length, columns });
        const next = takes[index];
        if (!next) return;
        if (!isPair) grid.current?.reveal(index);
        return focus(next);
      }
      case 'playAll':
        return player.toggle(shownIds);
      case 'playOne':
        return player.toggle([focused.id]);
      case 'step':
        return player.seek(stepFrom(player.position(), command.frames, focused));
      case 'choose':
        return choose(focused);
      case 'chooseNumber': {
        const take = takes.find(({ takeNumber }) => takeNumber === command.takeNumber);
        if (!take) return;
        focus(take);
        if (take.id !== shot.selectedTakeId) choose(take);
        return;
      }
      case 'rate':
        return void rateTake(focused, command.rating);
      case 'pair':
        return setView(isPair ? 'grid' : 'pair');
      case 'pin':
        return setKeptId(focused.id);
      case 'note':
        return area.current?.querySelector<HTMLElement>('[data-take-note]')?.focus();
      case 'mute':
        return setHasSound(!hasSound);
      case 'back':
        return isPair ? setView('grid') : onClose();
    }
  };
  const runLatest = useStable(run);
  useCommands(runsOf(runLatest));
  const handleKey = (event: KeyboardEvent) => {
    const { target } = event;
    // Keys from a dialog or menu over this one come here too.
    if (!(target instanceof HTMLElement) || !area.current?.contains(target)) return;
    if (target.matches('textarea, input:not([type="range"])')) {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      return focusCard(area.current, focused.id);
    }
    if (isControlKey(event, target)) return;
    const command = compareCommandOf(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    run(command);
  };

  const shared = { shot, project, player, names, hasSound, onFocus: focus, onChoose: choose };
  return (
    <>
      {/* The keys of the whole view; each has a button too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={area} className={styles.view} onKeyDown={handleKey}>
        <CompareBar
          player={player}
          shownIds={shownIds}
          frameRate={focused.frameRate}
          view={isPair ? 'pair' : 'grid'}
          canPair={takes.length > 1}
          hasSound={hasSound}
          onTheWayCount={onTheWayCount}
          onView={setView}
          onSound={setHasSound}
        />
        <div className={styles.main}>
          {isPair ? (
            <TakePairView
              {...shared}
              takes={takes}
              pair={pair}
              onSwap={() => {
                setKeptId(pair.rightId);
                setWantedId(pair.leftId);
              }}
            />
          ) : (
            <TakeGrid
              ref={grid}
              {...shared}
              takes={takes}
              focusId={focused.id}
              onReady={() => {
                grid.current?.reveal(order.indexOf(focused.id));
                focus(focused);
              }}
            />
          )}
        </div>
        <SidePanel
          key={focused.id}
          take={focused}
          shot={shot}
          project={project}
          names={names}
          dialogs={dialogs}
          isKept={keptId === focused.id}
          canPair={takes.length > 1}
          frameNow={() => clampFrame(frameAtSeconds(player.position(), focused.frameRate), focused.durationFrames)}
          onChoose={() => choose(focused)}
          onKeep={() => setKeptId(focused.id)}
        />
        <p className={styles.hint}>{compareHints(t)}</p>
      </div>
      {dialogs.element}
    </>
  );
}

function runsOf(run: (command: CompareCommand) => void): CommandRuns {
  return Object.fromEntries(Object.entries(compareCommands).map(([id, command]) => [id, () => run(command)]));
}

/** The middle of the frame that is so many frames on. */
function stepFrom(seconds: number, frames: number, { frameRate }: Take): number {
  return seekSecondsOfFrame(Math.max(0, frameAtSeconds(seconds, frameRate) + frames), frameRate);
}

function focusCard(area: HTMLElement | null, takeId: TakeId): void {
  area?.querySelector<HTMLElement>(`[data-take-id="${takeId}"]`)?.focus({ preventScroll: true });
}

/** Whether the key presses or moves the control that has the focus. */
function isControlKey({ key }: KeyboardEvent, target: HTMLElement): boolean {
  if (key === ' ' || key === 'Enter') return target.closest('button, a, summary, audio') !== null;
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') {
    return target.closest('input, audio, [role="radiogroup"]') !== null;
  }
  return false;
}
