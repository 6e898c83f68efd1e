/** The script beside the shots it became, with the shots and scenes as the storyboard shows them. */
import { useCallback, useImperativeHandle, useRef } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { toTimecode } from '#shared/domain/time.ts';
import {
  ScriptBoard,
  type ScriptBoardProps,
  type ScriptPageHandle,
  type ScriptShotFacts,
} from '#renderer/features/script/index.ts';
import { type BoardViewProps, selectKeysOf } from './board-view.ts';
import { ScriptScene } from './script-scene.tsx';
import { ScriptShot } from './script-shot.tsx';
import styles from './script-shot.module.css';
import { dropOnShot, useFileDrop } from './use-file-drop.ts';

export type ScriptViewProps = BoardViewProps & Pick<ScriptBoardProps, 'onImportScript' | 'onLeave'>;

export function ScriptView(props: ScriptViewProps) {
  const { storyboard, facts, folding, selection, selectedIds, cutIds, tabStopId } = props;
  const { actions, menus, onSelect, onSelectAll, onOpen, ref } = props;
  const { project, scenes, shots } = storyboard;
  const { shownStoryboard, numbers, sceneNumbers, sums } = facts;
  const { folded, openShots, onFold, unfold } = folding;
  const { frameRate } = project;
  const page = useRef<ScriptPageHandle>(null);
  const whole = useRef<HTMLDivElement>(null);
  const fileTargetId = useFileDrop(whole, {
    onDropFiles: (shotId, files) => dropOnShot(shotId, files, { projectId: project.id, actions }),
  });
  useImperativeHandle(ref, () => ({
    reveal: (shotId, options) => page.current?.reveal(shotId, options),
    shotByKey(from, key) {
      if (key === 'Home' || key === 'End') return openShots.at(key === 'Home' ? 0 : -1)?.id ?? null;
      const step = key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1;
      return openShots[openShots.findIndex(({ id }) => id === from) + step]?.id ?? from;
    },
    escape: () => page.current?.escape() ?? false,
  }));
  const renderShot = useCallback(
    (shot: StoryboardShot, own: ScriptShotFacts) => (
      <ScriptShot shot={shot} number={numbers.get(shot.id) ?? ''} frameRate={frameRate} {...own} />
    ),
    [numbers, frameRate],
  );
  const addShotTo = useCallback((sceneId: SceneId) => actions.addShot(sceneId), [actions]);
  const renderScene = (sceneIndex: number, hasHeading: boolean) => {
    const scene = scenes[sceneIndex];
    const sum = scene && sums.get(scene.id);
    return (
      scene && (
        <ScriptScene
          key={scene.id}
          scene={scene}
          number={sceneNumbers[sceneIndex] ?? ''}
          hasHeading={hasHeading}
          shotCount={sum?.shotCount ?? 0}
          timecode={toTimecode(sum?.durationFrames ?? 0, frameRate)}
          isFolded={folded.has(scene.id)}
          onFold={onFold}
          onAddShot={addShotTo}
          onMenu={menus.openSceneMenu}
        />
      )
    );
  };
  const open = useCallback((shotId: ShotId) => onOpen(shotId), [onOpen]);
  return (
    <div ref={whole} className={styles.whole}>
      <ScriptBoard
        ref={page}
        fileTargetId={fileTargetId}
        projectId={project.id}
        scenes={scenes}
        shots={shownStoryboard.shots}
        allShots={shots}
        selectedIds={selectedIds}
        cutIds={cutIds}
        focusId={selection.focusId}
        tabStopId={tabStopId}
        folded={folded}
        onUnfold={unfold}
        renderShot={renderShot}
        renderScene={renderScene}
        onShotClick={(shotId, event) => onSelect(shotId, selectKeysOf(event))}
        onShotOpen={open}
        onShotMenu={menus.openMenu}
        onSelectShots={onSelectAll}
        onNewShot={(place, lines) => actions.addShotOfLines(place, lines)}
        onImportScript={props.onImportScript}
        onLeave={props.onLeave}
      />
    </div>
  );
}
