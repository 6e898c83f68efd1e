/** The pad at work: tools at the start, the paper in the middle, layers at the end. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onionSkinOf } from '#shared/domain/onion-skin.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { SketchPad } from '#shared/domain/sketch-pad.ts';
import { findLayer } from '#shared/domain/sketch-layers.ts';
import { openPaletteAfter } from '#renderer/features/palette/index.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import { chordsOf, isSafeWhileTyping } from '#renderer/ui/chords.ts';
import { type CommandRuns, findRun, useCommands } from '#renderer/ui/commands.ts';
import { stepColour, stepSize } from './brushes.ts';
import type { Pictures } from './draw-items.ts';
import { GiveUpDialog } from './give-up-dialog.tsx';
import { createLayerCache } from './layer-cache.ts';
import { LayersPanel } from './layers-panel.tsx';
import { onionState, toggleOnion } from './onion-state.ts';
import { closeSketch, openSketch } from './open-sketch.ts';
import { flipped, type PaperView, wholePaper, zoomAt } from './paper-view.ts';
import { studioPorts } from './save-sketch.ts';
import { SketchBar } from './sketch-bar.tsx';
import { type SketchCommand, sketchCommandOf, sketchCommands } from './sketch-keys.ts';
import { createSketchSession, type SketchSession, type SketchStart } from './sketch-session.ts';
import { SketchStage } from './sketch-stage.tsx';
import { chooseBrush, chooseColour, chooseSize, currentTool, toggleHand } from './sketch-tool.ts';
import styles from './sketch.module.css';
import { ToolPanel } from './tool-panel.tsx';

export type SketchWorkspaceProps = {
  storyboard: Storyboard;
  shot: StoryboardShot;
  start: SketchStart;
  pictures: Pictures;
};

const zoomStep = 1.25;

export function SketchWorkspace({ storyboard, shot, start, pictures }: SketchWorkspaceProps) {
  const { t } = useTranslation();
  const { project, shots, scenes } = storyboard;
  const [cache] = useState(() => createLayerCache(start.document.frameSize, pictures));
  const [session] = useState(() => createSketchSession(start, studioPorts(project.id, cache)));
  const pad = useObservable(session.pad);
  const onion = useObservable(onionState);
  const [view, setView] = useState<PaperView>(wholePaper);
  const [isSaving, setSaving] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [refusedAt, setRefusedAt] = useState<SketchPad | null>(null);
  const isSpaceDown = useRef(false);
  useEffect(() => savedState.onFlush(() => session.flush()), [session]);

  const index = shots.findIndex(({ id }) => id === shot.id);
  const shotAt = (step: 1 | -1) => shots[index + step] ?? null;

  /** @returns whether it is saved, and this shot left. */
  const leave = async (next: StoryboardShot | null): Promise<boolean> => {
    // Whoever asked first says where to.
    if (isSaving) return session.save();
    setSaving(true);
    const isSaved = await session.save();
    setSaving(false);
    if (isSaved && next) await openSketch({ projectId: project.id, shotId: next.id });
    else if (isSaved) closeSketch();
    return isSaved;
  };
  const giveUp = () => void session.giveUp().then(closeSketch, showError);
  const cancel = () => {
    session.settle();
    if (session.hasChanges()) setAsking(true);
    else giveUp();
  };
  const run = (command: SketchCommand) => {
    switch (command.kind) {
      case 'undo':
        return session.undo();
      case 'redo':
        return session.redo();
      case 'keys':
        return findRun('window.keys')?.();
      case 'search':
        return void openPaletteAfter(leave(null));
      case 'newLayer':
        return session.edit({ kind: 'addLayer' });
      case 'layer':
        return editActiveLayer(session, command.action);
      case 'brush':
        return chooseBrush(command.brush);
      case 'size':
        return chooseSize(stepSize(currentTool().sizePx, command.step));
      case 'colour':
        return chooseColour(stepColour(currentTool().colour, command.step));
      case 'chooseLayer':
        return chooseLayerBeside(session, command.step);
      case 'hand':
        return toggleHand();
      case 'onion':
        return toggleOnion();
      case 'flip':
        return setView(flipped);
      case 'fit':
        return setView((now) => ({ ...wholePaper, isFlipped: now.isFlipped }));
      case 'zoom':
        return setView((now) => zoomAt(now, command.step === 1 ? zoomStep : 1 / zoomStep, { x: 0, y: 0 }));
      case 'shot': {
        const next = shotAt(command.step);
        return next ? void leave(next) : undefined;
      }
      case 'done':
        return void leave(null);
      case 'cancel':
        return cancel();
    }
  };
  // The application's menu asks for undo too, and means what is seen.
  useCommands(commandsOf(isAsking ? () => undefined : run));
  const handleKey = (event: KeyboardEvent) => {
    // Keys from a dialog over the pad come here too.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    // The storyboard below hears none of it: its undo is another one.
    event.stopPropagation();
    const command = sketchCommandOf(event);
    // Where somebody types, only the search is heard, by keys that type nothing.
    const isSearch = command?.kind === 'search' && chordsOf(event).some(isSafeWhileTyping);
    if (isTypingField(event.target) && !isSearch) return;
    // Held, it is no command but another way to hold the pen.
    if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
      isSpaceDown.current = true;
      event.preventDefault();
      return;
    }
    if (!command || (isRangeKey(event) && command.kind === 'shot')) return;
    event.preventDefault();
    run(command);
  };

  const active = findLayer(pad.document, pad.activeLayerId);
  return (
    // The keys of the whole pad; each has a button too.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.workspace}
      onKeyDown={handleKey}
      onKeyUp={(event) => {
        if (event.key === ' ') isSpaceDown.current = false;
      }}
    >
      <SketchBar
        number={shotNumbers(scenes, shots).get(shot.id) ?? ''}
        shotTitle={shot.title}
        session={session}
        view={view}
        isSaving={isSaving}
        hasPrevious={shotAt(-1) !== null}
        hasNext={shotAt(1) !== null}
        onCommand={run}
      />
      <ToolPanel />
      <SketchStage
        session={session}
        cache={cache}
        view={view}
        onView={setView}
        onion={onion.isOn ? { ...onionSkinOf(shots, shot.id), opacity: onion.opacity } : null}
        isSpaceDown={isSpaceDown}
        onRefused={() => setRefusedAt(session.pad.get())}
      >
        {refusedAt === pad && (
          <p className={styles.refused} role="alert">
            {active?.isVisible === false ? t('sketch.layerHidden') : t('sketch.full')}
          </p>
        )}
      </SketchStage>
      <LayersPanel pad={pad} session={session} />
      {isAsking && (
        <GiveUpDialog
          onGoOn={() => setAsking(false)}
          onGiveUp={giveUp}
          onSave={() => {
            setAsking(false);
            void leave(null);
          }}
        />
      )}
    </div>
  );
}

/** Every command of the pad but the sheet of keys and the search, which are the window's. */
function commandsOf(run: (command: SketchCommand) => void): CommandRuns {
  const entries = Object.entries(sketchCommands).filter(([id]) => id !== 'window.keys' && id !== 'window.palette');
  return Object.fromEntries(entries.map(([id, command]) => [id, () => run(command)]));
}

/** Draws on the layer above or below from now on; at the end on the same one. */
function chooseLayerBeside({ pad, chooseLayer }: Pick<SketchSession, 'pad' | 'chooseLayer'>, step: 1 | -1): void {
  const { document, activeLayerId } = pad.get();
  const index = document.layers.findIndex(({ id }) => id === activeLayerId);
  const layer = document.layers[index + step];
  if (layer) chooseLayer(layer.id);
}

/** In per cent, as a key changes it. */
const opacityStep = 10;

/** Does to the layer that is drawn on what its buttons do. */
function editActiveLayer(
  { pad, edit }: Pick<SketchSession, 'pad' | 'edit'>,
  action: Extract<SketchCommand, { kind: 'layer' }>['action'],
): void {
  const { document, activeLayerId: layerId } = pad.get();
  const fade = (step: number) => {
    const opacity = (findLayer(document, layerId)?.opacity ?? 100) + step;
    edit({ kind: 'fadeLayer', layerId, opacity: Math.min(100, Math.max(0, opacity)) });
  };
  switch (action) {
    case 'show':
      return edit({ kind: 'showLayer', layerId, isVisible: findLayer(document, layerId)?.isVisible === false });
    case 'up':
      return edit({ kind: 'moveLayer', layerId, step: 1 });
    case 'down':
      return edit({ kind: 'moveLayer', layerId, step: -1 });
    case 'stronger':
      return fade(opacityStep);
    case 'fainter':
      return fade(-opacityStep);
    case 'merge':
      return edit({ kind: 'mergeDown', layerId });
    case 'clear':
      return edit({ kind: 'clearLayer', layerId });
    case 'delete':
      return edit({ kind: 'deleteLayer', layerId });
  }
}

function isTypingField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && !['range', 'color'].includes(target.type);
}

/** Whether the key moves a slider. */
function isRangeKey({ target, key }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && (key === 'PageUp' || key === 'PageDown');
}
