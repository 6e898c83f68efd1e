/** Lanes of music and effects under the film's strip, to the same scale. */
import { IconMusic, IconWaveSine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundClipId, SoundLaneId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { anchorAt, type FilmSegment, splitSound, trimSoundEnd } from '#shared/domain/sound-rules.ts';
import type { SoundLane, SoundLaneKind, Soundtrack } from '#shared/domain/sound.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chooseFiles } from '#renderer/ui/chosen-files.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { type CommandRuns, useCommands } from '#renderer/ui/commands.ts';
import { useContextMenu } from '#renderer/ui/context-menu.tsx';
import { focusPart } from '#renderer/ui/panes.ts';
import { keysTogether } from '#renderer/ui/keymap.ts';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { AudioDrop } from './audio-drop.tsx';
import { ClipBar } from './clip-bar.tsx';
import type { FollowedFilm } from './film-sound.tsx';
import { LaneRow } from './lane-row.tsx';
import { soloLanesOf } from './solo-lanes.ts';
import {
  changeClip,
  changeLane,
  clipNow,
  createLane,
  deleteClip,
  deleteLane,
  moveLane,
  splitClip,
} from './sound-edits.ts';
import styles from './sound.module.css';
import {
  type ClipCommand,
  clipCommands,
  clipPatch,
  cutsOf,
  type PlacedClip,
  placeClips,
  runClipCommand,
} from './sound-view.ts';
import { type SoundTarget, useAddSound } from './use-add-sound.ts';
import { useClipDrag } from './use-clip-drag.ts';

/** What the strip above shows of the film. */
export type LanesView = {
  pxPerFrame: number;
  scrollLeftPx: number;
  widthPx: number;
  /** Scrolls the strip, and the lanes with it. */
  scrollBy: (px: number) => void;
};

export type SoundLanesProps = {
  project: Project;
  segments: readonly FilmSegment[];
  film: FollowedFilm;
  view: LanesView;
};

const soundTypes = 'audio/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.aac,.aif,.aiff';
const noSound: Soundtrack = { lanes: [], clips: [] };

export function SoundLanes(props: SoundLanesProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { project } = props;
  const input = { projectId: project.id };
  const { data, error, refetch } = useQuery(studioQuery.sound.get.queryOptions({ input }));
  if (error && !data) {
    return (
      <section className={styles.lanes} data-pane aria-label={t('sound.label')}>
        <p className={styles.failed} role="alert">
          {errorText(error)}{' '}
          <CommandButton command="window.retry" onClick={() => void refetch()}>
            {t('app.retry')}
          </CommandButton>
        </p>
      </section>
    );
  }
  return <Lanes {...props} soundtrack={data ?? noSound} />;
}

function Lanes({ project, segments, film, view, soundtrack }: SoundLanesProps & { soundtrack: Soundtrack }) {
  const { t } = useTranslation();
  const { frameRate } = project;
  const { lanes } = soundtrack;
  const [selectedId, setSelectedId] = useState<SoundClipId | null>(null);
  const solo = soloLanesOf(project.id);
  const soloLaneIds = useObservable(solo);
  const clips = useMemo(() => placeClips(soundtrack.clips, segments), [soundtrack.clips, segments]);
  const cuts = useMemo(() => cutsOf(segments), [segments]);
  const selected = clips.find(({ id }) => id === selectedId) ?? null;
  const menu = useContextMenu();
  const [part, setPart] = useState<HTMLElement | null>(null);
  useKeptFocus(part, 'part');
  const { adding, add, cancel } = useAddSound({
    ...{ projectId: project.id, frameRate, segments },
    onAdded: setSelectedId,
  });

  const choose = (target: SoundTarget, frame: number) =>
    void chooseFiles(soundTypes).then((files) => add(files, target, frame));
  const addMusicOrEffects = (kind: SoundLaneKind) =>
    choose(lanes.find((lane) => lane.kind === kind) ?? kind, kind === 'music' ? 0 : film.frame.get());
  const change = (before: PlacedClip, after: PlacedClip, typingKey?: string) => {
    const lane = lanes.find(({ id }) => id === after.laneId);
    const isOtherLane = after.laneId !== before.laneId;
    const patch = lane && clipPatch(before, after, { segments, laneKind: lane.kind, isOtherLane });
    if (patch) void changeClip(before, patch, typingKey);
  };
  const split = async (clip: PlacedClip) => {
    const parts = splitSound(clip, film.frame.get(), { sourceDurationMs: clip.sourceDurationMs, frameRate });
    const lane = lanes.find(({ id }) => id === clip.laneId);
    if (!parts || !lane) return;
    const second = parts[1];
    setSelectedId(await splitClip(clip, second.trimInMs, anchorAt(segments, lane.kind, second.startFrame)));
  };
  const remove = (clip: PlacedClip) => {
    setSelectedId(null);
    void deleteClip(clip);
  };
  const trimToFilm = (clip: PlacedClip) => {
    const { sourceDurationMs } = clip;
    change(clip, trimSoundEnd(clip, segments.at(-1)?.endFrame ?? 0, { sourceDurationMs, frameRate }));
  };
  const runCommand = useStable((drawn: PlacedClip, command: ClipCommand) => {
    const now = clipNow(drawn);
    const [clip = drawn] = now ? placeClips([now], segments) : [];
    if (command.kind === 'split') return void split(clip);
    if (command.kind === 'trim-to-film') return trimToFilm(clip);
    if (command.kind === 'delete') return remove(clip);
    if (command.kind === 'leave') {
      setSelectedId(null);
      return part ? focusPart(part) : undefined;
    }
    if (command.kind === 'lane') {
      const index = lanes.findIndex(({ id }) => id === clip.laneId);
      const lane = lanes[index + command.step];
      return lane && change(clip, { ...clip, laneId: lane.id });
    }
    const after = runClipCommand(command, clip, { cuts, frameRate });
    // Keys that follow one another are one step of undo.
    if (after) change(clip, after, `${clip.id} ${command.kind}`);
  });
  const { dragged, startDrag } = useClipDrag({
    pxPerFrame: view.pxPerFrame,
    frameRate,
    targets: [...cuts, segments.at(-1)?.endFrame ?? 0, film.frame.get()],
    onDrop: (before, after) => change(before, after),
  });
  const select = useCallback((clip: PlacedClip) => setSelectedId(clip.id), []);
  const shown = dragged ? clips.map((clip) => (clip.id === dragged.id ? dragged : clip)) : clips;
  const soloLane = (lane: SoundLane) => solo.set(toggled(soloLaneIds, lane.id));
  const lane = lanes.find(({ id }) => id === selected?.laneId) ?? lanes[0];
  const laneIndex = lane ? lanes.indexOf(lane) : -1;
  useCommands({
    'lanes.addMusic': () => addMusicOrEffects('music'),
    'lanes.addEffect': () => addMusicOrEffects('effects'),
    ...(lane && {
      'lanes.addHere': () => choose(lane, film.frame.get()),
      'lanes.mute': () => void changeLane(lane, { isMuted: !lane.isMuted }),
      'lanes.solo': () => soloLane(lane),
      'lanes.new': () => void createLane(project.id, lane.kind, lanes),
      'lanes.up': laneIndex > 0 ? () => void moveLane(lanes, lane, -1) : null,
      'lanes.down': laneIndex < lanes.length - 1 ? () => void moveLane(lanes, lane, 1) : null,
      'lanes.delete': () => void deleteLane(lane),
    }),
    ...(selected && clipRuns((command) => runCommand(selected, command))),
  });
  return (
    <AudioDrop
      as="section"
      ref={setPart}
      className={styles.lanes}
      label={t('sound.label')}
      onFiles={(files) => void add(files, lanes[0] ?? 'music', lanes[0] ? film.frame.get() : 0)}
      onWheel={(event) => view.scrollBy(event.shiftKey ? event.deltaY : event.deltaX)}
    >
      <div className={styles.top}>
        <div className={styles.adders}>
          <Button size="small" icon={<IconMusic size={15} />} onClick={() => addMusicOrEffects('music')}>
            {t('sound.addMusic')}
          </Button>
          <Button size="small" icon={<IconWaveSine size={15} />} onClick={() => addMusicOrEffects('effects')}>
            {t('sound.addEffect')}
          </Button>
        </div>
        {adding ? (
          <div className={styles.adding} role="status">
            <span dir="auto">{t('sound.adding', { name: adding.fileName })}</span>
            <ProgressBar progress={adding.progress} label={t('sound.adding', { name: adding.fileName })} />
            <Button size="small" onClick={cancel}>
              {t('app.cancel')}
            </Button>
          </div>
        ) : selected ? (
          <ClipBar
            key={selected.id}
            clip={selected}
            frameRate={frameRate}
            onChange={change}
            onSplit={() => void split(selected)}
            onTrimToFilm={() => trimToFilm(selected)}
            onDelete={() => remove(selected)}
          />
        ) : (
          <p className={styles.hint}>{lanes.length === 0 ? t('sound.empty') : soundHint(t)}</p>
        )}
      </div>
      {lanes.length > 0 && (
        <ul className={styles.rows}>
          {lanes.map((lane) => (
            <LaneRow
              key={lane.id}
              lane={lane}
              lanes={lanes}
              clips={shown.filter(({ laneId }) => laneId === lane.id)}
              segments={segments}
              view={view}
              film={film}
              frameRate={frameRate}
              selectedId={selectedId}
              isSolo={soloLaneIds.has(lane.id)}
              isHeard={soloLaneIds.size > 0 ? soloLaneIds.has(lane.id) : !lane.isMuted}
              onSolo={() => soloLane(lane)}
              onAdd={() => choose(lane, film.frame.get())}
              onFiles={(files, frame) => void add(files, lane, frame)}
              onMenu={menu.open}
              onSelect={select}
              onCommand={runCommand}
              onStartDrag={startDrag}
            />
          ))}
        </ul>
      )}
      {menu.element}
    </AudioDrop>
  );
}

/** The commands of a sound, for the one that is selected. */
function clipRuns(run: (command: ClipCommand) => void): CommandRuns {
  return Object.fromEntries(Object.entries(clipCommands).map(([id, command]) => [id, () => run(command)]));
}

/** What can be done with sounds, by the present keys. */
function soundHint(t: TFunction): string {
  const keys = keysTogether('sound.earlier', 'sound.later', 'sound.split');
  return keys === null ? t('sound.hint') : `${t('sound.hint')} ${t('sound.hintKeys', { keys })}`;
}

function toggled(ids: ReadonlySet<SoundLaneId>, id: SoundLaneId): ReadonlySet<SoundLaneId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
