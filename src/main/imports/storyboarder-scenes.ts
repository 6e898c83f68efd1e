/** Turns Storyboarder projects into scenes: one file is one scene; with a script, the script names and orders them. */
import { type ImportProblem, inFileOrder, type PlannedScene, type PlannedShot } from '#shared/domain/import-plan.ts';
import { type FrameRate, type Frames, framesFromSeconds, maxShotFrames } from '#shared/domain/time.ts';
import { type BoardFiles, findBoardFiles, indexFiles } from './storyboarder-files.ts';
import type { StoryboarderBoard, StoryboarderProject } from './storyboarder-project.ts';

export type StoryboarderShot = PlannedShot & BoardFiles & BoardPlace;

/** Which board is meant when something of it cannot be used: its number in its file, and the scene as in problems. */
export type BoardPlace = Pick<ImportProblem, 'scene'> & { boardNumber: number };

/** A project file of a folder. */
export type StoryboarderFile = {
  /** Relative to the chosen folder, with `/`. */
  path: string;
  project: StoryboarderProject;
};

/** A scene of the script beside the projects. */
export type ScriptScene = { heading: string; sceneNumber: string | null; synopsis: string };

export type StoryboarderOptions = {
  /** Files that are there, relative to the chosen folder. */
  paths: readonly string[];
  /** Empty without a script. */
  scriptScenes: readonly ScriptScene[];
  frameRate: FrameRate;
};

export function scenesOfStoryboarder(
  files: readonly StoryboarderFile[],
  { paths, scriptScenes, frameRate }: StoryboarderOptions,
): { scenes: Array<PlannedScene<StoryboarderShot>>; problems: ImportProblem[] } {
  const index = indexFiles(paths);
  const problems: ImportProblem[] = [];
  const placed = files
    .map((file) => ({ file, ...sceneOfPath(file.path, scriptScenes) }))
    .sort((a, b) => a.position - b.position || (a.file.path < b.file.path ? -1 : 1));
  const scenes = placed.map(({ file, heading, sceneNumber, synopsis }) => {
    const folder = file.path.split('/').slice(0, -1).join('/');
    const ofFile = [...file.project.problems];
    // Each file begins with a board 1.
    const scene = files.length > 1 ? { scene: heading } : {};
    const shots = file.project.boards.map((board): StoryboarderShot => {
      const found = findBoardFiles(board, folder, index, ofFile);
      return { ...shotOf(board, frameRate, ofFile), ...found, boardNumber: board.boardNumber, ...scene };
    });
    problems.push(...inFileOrder(ofFile).map((problem) => ({ ...problem, ...scene })));
    return { heading, sceneNumber, synopsis, notes: '', shots };
  });
  return { scenes, problems };
}

function shotOf(board: StoryboarderBoard, frameRate: FrameRate, problems: ImportProblem[]): PlannedShot {
  const frames = framesFromSeconds(board.durationMs / 1000, frameRate);
  if (frames > maxShotFrames) problems.push({ reason: 'duration-shortened', at: board.boardNumber, name: '' });
  return {
    title: isNumber(board.label) ? '' : board.label,
    prompt: '',
    action: board.action,
    dialogue: board.dialogue,
    notes: board.notes,
    durationFrames: Math.min(frames, maxShotFrames) as Frames,
  };
}

/** "12B": Storyboarder counts its boards so, and the shot has a number of its own. */
function isNumber(label: string): boolean {
  return /^\d+[A-Z]*$/i.test(label);
}

type Placed = ScriptScene & { position: number };

/** Where the scene of a project file stands, and what it is called. */
function sceneOfPath(path: string, scriptScenes: readonly ScriptScene[]): Placed {
  const name = (path.split('/').at(-1) ?? '').replace(/\.storyboarder$/i, '');
  // "Scene-3-EXT-HOUSE-DAY-3-T5KRK"
  const match = /^Scene-(\d+)-(?:(.+)-)?([A-Z0-9]{5})$/.exec(name);
  if (!match) return { heading: name, sceneNumber: null, synopsis: '', position: 0 };
  const [, number = '', words = '', id = ''] = match;
  // The script writes the scene's number and id as one: "#3-T5KRK#".
  const at = scriptScenes.findIndex(({ sceneNumber }) => sceneNumber?.split('-').at(-1) === id);
  const known = scriptScenes[at];
  const position = at === -1 ? scriptScenes.length + Number(number) : at;
  if (known) return { ...known, sceneNumber: known.sceneNumber?.split('-').slice(0, -1).join('-') || number, position };
  const heading = words.replace(new RegExp(`-${number}$`), '').replaceAll('-', ' ');
  return { heading, sceneNumber: number, synopsis: '', position };
}
