/** The player of a shot's takes, and its takes side by side. */
import { type ReactNode, useCallback, useState } from 'react';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, Take } from '#shared/domain/records.ts';
import type { Playback } from '#renderer/features/film/index.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { TakeCompareDialog } from '#renderer/features/take-compare/index.ts';
import { PlayerDialog } from '#renderer/features/take-review/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { chooseTakeByNumber, findTake } from './choose-take-by-number.ts';

export type ShotDialogs = {
  /** Plays the selected take, or the one that is named; a shot without any plays as it is. */
  open: (shotId: ShotId, take?: Take | null) => void;
  openTake: (shotId: ShotId, takeId: Take['id']) => void;
  compare: (shotId: ShotId) => void;
  element: ReactNode;
};

export type ShotDialogsOptions = {
  storyboard: Storyboard;
  order: readonly ShotId[];
  numbers: ReadonlyMap<ShotId, string>;
  playback: Playback;
  timeline: Timeline;
  /** Selects the shot that the player goes on to. */
  onStep: (shotId: ShotId) => void;
};

export function useShotDialogs(options: ShotDialogsOptions): ShotDialogs {
  const { storyboard, order, numbers, playback, timeline, onStep } = options;
  const { project, shots } = storyboard;
  const [player, setPlayer] = useState<{ shotId: ShotId; take: Take | null } | null>(null);
  const [comparedId, setComparedId] = useState<ShotId | null>(null);
  const open = useStable((shotId: ShotId, take: Take | null = null) => {
    playback.pause();
    const index = take === null ? shots.findIndex(({ id }) => id === shotId) : -1;
    // Without a take it is its board under its move, its voice and its words, which the stage of the film plays.
    if (shots[index]?.takeCount === 0) return playback.playAlone(timeline.segments[index]?.startFrame ?? 0);
    setPlayer({ shotId, take });
  });
  const openTake = useCallback((shotId: ShotId, takeId: Take['id']) => {
    void findTake(takeId).then((take) => take && setPlayer({ shotId, take }));
  }, []);
  const compare = useStable((shotId: ShotId) => {
    playback.pause();
    setPlayer(null);
    setComparedId(shotId);
  });
  const playerIndex = player ? order.indexOf(player.shotId) : -1;
  const playerShot = shots[playerIndex];
  const comparedShot = shots.find(({ id }) => id === comparedId);
  const element = (
    <>
      {player && playerShot && (
        <PlayerDialog
          project={project}
          shot={playerShot}
          number={numbers.get(playerShot.id) ?? ''}
          take={player.take}
          onClose={() => setPlayer(null)}
          onCompare={() => compare(playerShot.id)}
          onStepShot={(step) => {
            const next = order[playerIndex + step];
            if (!next) return;
            onStep(next);
            setPlayer({ shotId: next, take: null });
          }}
          onChooseTake={(takeNumber) =>
            void chooseTakeByNumber(playerShot, takeNumber).then(
              // It may have been closed, or gone on to another shot, meanwhile.
              (take) => take && setPlayer((now) => (now?.shotId === playerShot.id ? { ...now, take } : now)),
            )
          }
        />
      )}
      {comparedShot && (
        <TakeCompareDialog
          key={comparedShot.id}
          project={project}
          shot={comparedShot}
          number={numbers.get(comparedShot.id) ?? ''}
          onClose={() => setComparedId(null)}
        />
      )}
    </>
  );
  return { open, openTake, compare, element };
}
