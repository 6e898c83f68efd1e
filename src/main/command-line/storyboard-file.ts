/**
 * The shape of storyboard.json, version 1, and a project in it.
 *
 * Positions and durations are whole frames at `frameRate`, parts of a picture fractions of its width and height. Fields
 * are added without another version, so a reader leaves alone what it does not know; what stands in the file keeps its
 * name and its meaning.
 */
import type { CameraFraming } from '#shared/domain/camera-move.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { sceneNumbers, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { CustomFieldKind, CustomFieldValue, LabelColour, ShotStructure } from '#shared/domain/shot-fields.ts';
import type { SoundLaneKind, SoundShape, Soundtrack } from '#shared/domain/sound.ts';
import { type FilmSegment, startOfSound } from '#shared/domain/sound-rules.ts';

/** The whole file. */
export type StoryboardFile = {
  format: 'shotwright-storyboard';
  version: 1;
  title: string;
  frameSize: Storyboard['project']['frameSize'];
  frameRate: Storyboard['project']['frameRate'];
  durationFrames: number;
  film: 'film.mp4';
  /** Fields that the project adds to its shots, in their order; `choices` is empty for other kinds. */
  customFields: Array<{ name: string; kind: CustomFieldKind; choices: string[] }>;
  scenes: StoryboardFileScene[];
  /** Lanes from top to bottom, with what lies on them from the start of the film on. */
  sounds: StoryboardFileLane[];
};

/** A scene with its shots in order. */
export type StoryboardFileScene = {
  /** As people see it, such as `12A`. */
  number: string;
  /** Whether the number was given; else it follows from the place. */
  isNumberGiven: boolean;
  heading: string;
  synopsis: string;
  notes: string;
  /** A mark for people; null without one. */
  colour: LabelColour | null;
  shots: StoryboardFileShot[];
};

/** A shot. Null means that nobody said it. */
export type StoryboardFileShot = {
  /** As people see it, such as `3A`. */
  number: string;
  title: string;
  prompt: string;
  /** What happens, in words. */
  action: string;
  /** Lines such as `MARA: Nine.` */
  dialogue: string;
  notes: string;
  startFrame: number;
  durationFrames: number;
  /** Where `framing` is said, that is what counts. */
  camera: { kind: string; strength: number };
  /** What the camera sees of the picture at the start and at the end, and how it goes from one to the other. */
  framing: CameraFraming | null;
  /** Focal length as on a 35 mm camera. */
  lensMm: number | null;
  tags: string[];
  /** Values by the name of the field; those that say nothing are left out. */
  customFields: Record<string, CustomFieldValue>;
  /** Whether words are heard that were recorded or spoken for this shot. */
  hasVoice: boolean;
  /** Paths relative to the file. */
  cover: string;
  thumbnail: string;
} & Pick<ShotStructure, 'shotSize' | 'angle' | 'colour' | 'status'>;

/** A lane of sound. Gains are decibels, −60 for silence. */
export type StoryboardFileLane = {
  name: string;
  kind: SoundLaneKind;
  gainDb: number;
  isMuted: boolean;
  clips: Array<{ fileName: string; startFrame: number } & SoundShape>;
};

/** @param names the file name of each shot's pictures, without ending */
export function toStoryboardFile(
  { project, scenes, shots }: Storyboard,
  soundtrack: Soundtrack,
  names: ReadonlyMap<string, string>,
): StoryboardFile {
  const numbers = shotNumbers(scenes, shots);
  const numbersOfScenes = sceneNumbers(scenes);
  const segments = segmentsOf(shots);
  const fieldNames = new Map<string, string>(project.customFieldDefinitions.map(({ id, name }) => [id, name]));
  const toShot = (shot: StoryboardShot): StoryboardFileShot => ({
    number: numbers.get(shot.id) ?? '',
    title: shot.title,
    prompt: shot.prompt,
    action: shot.action,
    dialogue: shot.dialogue,
    notes: shot.notes,
    startFrame: segments.get(shot.id)?.startFrame ?? 0,
    durationFrames: shot.durationFrames,
    camera: shot.cameraMove,
    framing: shot.framing,
    shotSize: shot.shotSize,
    angle: shot.angle,
    lensMm: shot.lensMm,
    colour: shot.colour,
    status: shot.status,
    tags: [...shot.tags],
    customFields: Object.fromEntries(
      Object.entries(shot.customFields).flatMap(([id, value]) => {
        const name = fieldNames.get(id);
        return name === undefined ? [] : [[name, value] as const];
      }),
    ),
    hasVoice: shot.voiceAssetId !== null,
    cover: `covers/${names.get(shot.id)}.jpg`,
    thumbnail: `thumbnails/${names.get(shot.id)}.jpg`,
  });
  return {
    format: 'shotwright-storyboard',
    version: 1,
    title: project.title,
    frameSize: project.frameSize,
    frameRate: project.frameRate,
    durationFrames: shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0),
    film: 'film.mp4',
    customFields: project.customFieldDefinitions.map(({ name, kind, choices }) => ({ name, kind, choices })),
    scenes: scenes.map(({ id, heading, synopsis, notes, colour, sceneNumber, lockedNumber }, index) => ({
      number: numbersOfScenes[index] ?? '',
      isNumberGiven: (lockedNumber ?? sceneNumber) !== null,
      heading,
      synopsis,
      notes,
      colour,
      shots: shots.filter(({ sceneId }) => sceneId === id).map(toShot),
    })),
    sounds: soundtrack.lanes.map((lane) => toLane(lane, soundtrack, segments)),
  };
}

function toLane(
  { id, name, kind, gainDb, isMuted }: Soundtrack['lanes'][number],
  { clips }: Soundtrack,
  segments: ReadonlyMap<ShotId, FilmSegment>,
): StoryboardFileLane {
  const onLane = clips
    .filter(({ laneId }) => laneId === id)
    .flatMap((clip) => {
      const startFrame = startOfSound(clip, (shotId) => segments.get(shotId));
      const { sourceName: fileName, trimInMs, trimOutMs, fadeInFrames, fadeOutFrames } = clip;
      const shape = { trimInMs, trimOutMs, gainDb: clip.gainDb, fadeInFrames, fadeOutFrames };
      return startFrame === null ? [] : [{ fileName, startFrame, ...shape }];
    })
    .sort((a, b) => a.startFrame - b.startFrame);
  return { name, kind, gainDb, isMuted, clips: onLane };
}

function segmentsOf(shots: readonly StoryboardShot[]): Map<ShotId, FilmSegment> {
  let startFrame = 0;
  return new Map(
    shots.map(({ id, durationFrames }) => {
      const segment = { shotId: id, startFrame, endFrame: startFrame + durationFrames };
      startFrame = segment.endFrame;
      return [id, segment];
    }),
  );
}
