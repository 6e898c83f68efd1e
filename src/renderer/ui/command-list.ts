/**
 * Every command of the window: where it works and which keys it has unless a person gave it others. Their titles stand
 * in the catalogue of messages under `commands`.
 */

/** Where commands work; those of one group are known together. */
export const commandGroups = [
  ...(['window', 'home', 'project', 'view', 'storyboard', 'player', 'take', 'takes', 'sketch'] as const),
  ...(['lanes', 'sound', 'elements', 'queue', 'connections'] as const),
] as const;

export type CommandGroup = (typeof commandGroups)[number];

/** What is fixed about a command. */
export type CommandDefinition = {
  /** Chords as `chords.ts` writes them, the first one shown in menus; none means that it has no keys of its own. */
  chords: readonly string[];
  /** Whether its chords also work while somebody is typing, as far as they type nothing. @default false */
  whileTyping?: boolean;
  /** Whether it also works over an open dialog. @default false */
  overDialogs?: boolean;
};

const definitions = {
  'window.palette': { chords: ['Mod+K'], whileTyping: true },
  'window.undo': { chords: ['Mod+Z'], overDialogs: true },
  'window.redo': { chords: ['Mod+Shift+Z', 'Mod+Y'], overDialogs: true },
  'window.nextPane': { chords: ['F6'], whileTyping: true },
  'window.previousPane': { chords: ['Shift+F6'], whileTyping: true },
  'window.keys': { chords: ['?'], overDialogs: true },
  'window.quickTake': { chords: ['Q'] },
  'window.newProject': { chords: [] },
  'window.importScript': { chords: [] },
  'window.home': { chords: [] },
  'window.queue': { chords: [] },
  'window.queuePage': { chords: [] },
  'window.connections': { chords: [] },
  'window.sent': { chords: [] },
  'window.costs': { chords: [] },
  'window.trash': { chords: [] },
  'window.settings': { chords: ['Mod+,'] },

  'home.rename': { chords: ['F2'] },
  'home.delete': { chords: ['Delete'] },
  'home.open': { chords: [] },
  'home.settings': { chords: [] },

  'project.script': { chords: ['Shift+1'] },
  'project.storyboard': { chords: ['Shift+2'] },
  'project.elements': { chords: ['Shift+3'] },
  'project.film': { chords: ['Shift+4'] },
  'project.export': { chords: ['Mod+E'] },
  'project.settings': { chords: [] },
  'project.updateScript': { chords: [] },

  'view.cards': { chords: ['Shift+5'] },
  'view.table': { chords: ['Shift+6'] },
  'view.strip': { chords: ['Shift+7'] },
  'view.script': { chords: [] },
  'view.foldAll': { chords: [] },
  'view.unfoldAll': { chords: [] },
  'view.zoomIn': { chords: ['Plus'] },
  'view.zoomOut': { chords: ['-'] },
  'view.zoomFit': { chords: ['Shift+0'] },
  'view.nextUncovered': { chords: ['U'] },
  'view.linesUp': { chords: ['Mod+Shift+ArrowUp'] },
  'view.linesDown': { chords: ['Mod+Shift+ArrowDown'] },
  'view.shotFromLines': { chords: ['Shift+Enter'] },

  'storyboard.find': { chords: ['Mod+F'], whileTyping: true },
  'storyboard.findNext': { chords: ['F3'], whileTyping: true },
  'storyboard.findPrevious': { chords: ['Shift+F3'], whileTyping: true },
  'storyboard.selectFound': { chords: ['Mod+Shift+A'], whileTyping: true },
  'storyboard.newShot': { chords: ['N'] },
  'storyboard.newScene': { chords: ['Shift+N'] },
  'storyboard.duplicate': { chords: ['Mod+D'] },
  'storyboard.delete': { chords: ['Delete', 'Backspace'] },
  'storyboard.moveBack': { chords: ['Alt+ArrowLeft'] },
  'storyboard.moveForward': { chords: ['Alt+ArrowRight'] },
  'storyboard.moveUp': { chords: ['Alt+ArrowUp'] },
  'storyboard.moveDown': { chords: ['Alt+ArrowDown'] },
  'storyboard.shorter': { chords: ['Alt+Shift+ArrowLeft'] },
  'storyboard.longer': { chords: ['Alt+Shift+ArrowRight'] },
  'storyboard.shorterSecond': { chords: ['Alt+Shift+ArrowDown'] },
  'storyboard.longerSecond': { chords: ['Alt+Shift+ArrowUp'] },
  'storyboard.editDuration': { chords: ['D'] },
  'storyboard.split': { chords: ['S'] },
  'storyboard.merge': { chords: ['M'] },
  'storyboard.lockNumbers': { chords: ['Mod+Shift+L'] },
  'storyboard.selectAll': { chords: ['Mod+A'] },
  'storyboard.openTakes': { chords: ['Enter'] },
  'storyboard.compare': { chords: ['C'] },
  'storyboard.editTitle': { chords: ['F2'] },
  'storyboard.generate': { chords: ['Mod+Enter'] },
  'storyboard.planTakes': { chords: [] },
  'storyboard.showWhatIsSent': { chords: [] },
  'storyboard.changeModel': { chords: [] },
  'storyboard.generateMissing': { chords: [] },
  'storyboard.generateAll': { chords: [] },
  'storyboard.changeProjectModel': { chords: [] },
  'storyboard.chooseBoard': { chords: [] },
  'storyboard.drawBoard': { chords: [] },
  'storyboard.makePicture': { chords: [] },
  'storyboard.removeBoards': { chords: [] },
  'storyboard.improvePrompt': { chords: [] },
  'storyboard.speak': { chords: [] },
  'storyboard.transcribe': { chords: [] },
  'storyboard.cut': { chords: [] },
  'storyboard.copy': { chords: [] },
  'storyboard.paste': { chords: [] },
  'storyboard.draftShots': { chords: [] },
  'storyboard.draftFromSynopsis': { chords: [] },
  'storyboard.moveSceneUp': { chords: [] },
  'storyboard.moveSceneDown': { chords: [] },
  'storyboard.deleteScene': { chords: [] },
  'storyboard.outline': { chords: [] },
  'storyboard.inspector': { chords: [] },
  'storyboard.status.planned': { chords: ['Alt+1'] },
  'storyboard.status.in-progress': { chords: ['Alt+2'] },
  'storyboard.status.review': { chords: ['Alt+3'] },
  'storyboard.status.approved': { chords: ['Alt+4'] },
  'storyboard.status.omitted': { chords: ['Alt+5'] },
  'storyboard.colour.red': { chords: ['Alt+Shift+1'] },
  'storyboard.colour.orange': { chords: ['Alt+Shift+2'] },
  'storyboard.colour.yellow': { chords: ['Alt+Shift+3'] },
  'storyboard.colour.green': { chords: ['Alt+Shift+4'] },
  'storyboard.colour.teal': { chords: ['Alt+Shift+5'] },
  'storyboard.colour.blue': { chords: ['Alt+Shift+6'] },
  'storyboard.colour.violet': { chords: ['Alt+Shift+7'] },
  'storyboard.colour.pink': { chords: ['Alt+Shift+8'] },
  'storyboard.colour.none': { chords: ['Alt+Shift+0'] },
  'storyboard.sceneColour.red': { chords: [] },
  'storyboard.sceneColour.orange': { chords: [] },
  'storyboard.sceneColour.yellow': { chords: [] },
  'storyboard.sceneColour.green': { chords: [] },
  'storyboard.sceneColour.teal': { chords: [] },
  'storyboard.sceneColour.blue': { chords: [] },
  'storyboard.sceneColour.violet': { chords: [] },
  'storyboard.sceneColour.pink': { chords: [] },
  'storyboard.sceneColour.none': { chords: [] },

  'player.toggle': { chords: ['Space'] },
  'player.back': { chords: ['J'] },
  'player.pause': { chords: ['K'] },
  'player.on': { chords: ['L'] },
  'player.previousFrame': { chords: [','] },
  'player.nextFrame': { chords: ['.'] },
  'player.previousShot': { chords: ['ArrowLeft'] },
  'player.nextShot': { chords: ['ArrowRight'] },
  'player.start': { chords: ['Home'] },
  'player.end': { chords: ['End'] },
  'player.loop': { chords: ['R'] },
  'player.fullScreen': { chords: ['F'] },
  'player.markIn': { chords: ['I'] },
  'player.markOut': { chords: ['O'] },
  'player.markShot': { chords: ['X'] },
  'player.unmark': { chords: ['Alt+X'] },
  'player.subtitles': { chords: ['T'] },
  'player.boardOfShot': { chords: [] },
  'player.boardOfNext': { chords: [] },

  'take.choose1': { chords: ['1'] },
  'take.choose2': { chords: ['2'] },
  'take.choose3': { chords: ['3'] },
  'take.choose4': { chords: ['4'] },
  'take.choose5': { chords: ['5'] },
  'take.choose6': { chords: ['6'] },
  'take.choose7': { chords: ['7'] },
  'take.choose8': { chords: ['8'] },
  'take.choose9': { chords: ['9'] },
  'take.play': { chords: [] },
  'take.choose': { chords: [] },
  'take.compare': { chords: [] },
  'take.recipe': { chords: [] },
  'take.runAgain': { chords: [] },
  'take.runAgainChanged': { chords: [] },

  'takes.playAll': { chords: ['Space'] },
  'takes.playOne': { chords: ['Shift+Space'] },
  'takes.previousFrame': { chords: [','] },
  'takes.nextFrame': { chords: ['.'] },
  'takes.choose': { chords: ['Enter'] },
  'takes.pair': { chords: ['V'] },
  'takes.pin': { chords: ['B'] },
  'takes.note': { chords: ['N'] },
  'takes.mute': { chords: ['M'] },
  'takes.rate1': { chords: ['Shift+1'] },
  'takes.rate2': { chords: ['Shift+2'] },
  'takes.rate3': { chords: ['Shift+3'] },
  'takes.rate4': { chords: ['Shift+4'] },
  'takes.rate5': { chords: ['Shift+5'] },
  'takes.rate0': { chords: ['Shift+0'] },

  'sketch.pencil': { chords: ['P'] },
  'sketch.ink': { chords: ['I'] },
  'sketch.brush': { chords: ['B'] },
  'sketch.marker': { chords: ['M'] },
  'sketch.eraser': { chords: ['E'] },
  'sketch.smaller': { chords: ['['] },
  'sketch.larger': { chords: [']'] },
  'sketch.nextColour': { chords: ['C'] },
  'sketch.previousColour': { chords: ['Shift+C'] },
  'sketch.hand': { chords: ['H'] },
  'sketch.zoomIn': { chords: ['Plus', '='] },
  'sketch.zoomOut': { chords: ['-'] },
  'sketch.fit': { chords: ['0', 'Mod+0'] },
  'sketch.flip': { chords: ['F'] },
  'sketch.onion': { chords: ['O'] },
  'sketch.newLayer': { chords: ['N'] },
  'sketch.layerAbove': { chords: ['Alt+ArrowUp'] },
  'sketch.layerBelow': { chords: ['Alt+ArrowDown'] },
  'sketch.showLayer': { chords: [] },
  'sketch.layerUp': { chords: [] },
  'sketch.layerDown': { chords: [] },
  'sketch.strongerLayer': { chords: [] },
  'sketch.fainterLayer': { chords: [] },
  'sketch.mergeLayer': { chords: [] },
  'sketch.clearLayer': { chords: [] },
  'sketch.deleteLayer': { chords: [] },
  'sketch.previousShot': { chords: ['PageUp'] },
  'sketch.nextShot': { chords: ['PageDown'] },
  'sketch.done': { chords: ['Mod+Enter'] },
  'sketch.cancel': { chords: [] },

  'lanes.addMusic': { chords: [] },
  'lanes.addEffect': { chords: [] },
  'lanes.addHere': { chords: [] },
  'lanes.mute': { chords: [] },
  'lanes.solo': { chords: [] },
  'lanes.up': { chords: [] },
  'lanes.down': { chords: [] },
  'lanes.delete': { chords: [] },

  'sound.earlier': { chords: ['ArrowLeft'] },
  'sound.later': { chords: ['ArrowRight'] },
  'sound.previousCut': { chords: ['Shift+ArrowLeft'] },
  'sound.nextCut': { chords: ['Shift+ArrowRight'] },
  'sound.endEarlier': { chords: ['Alt+ArrowLeft'] },
  'sound.endLater': { chords: ['Alt+ArrowRight'] },
  'sound.startEarlier': { chords: ['Alt+Shift+ArrowLeft'] },
  'sound.startLater': { chords: ['Alt+Shift+ArrowRight'] },
  'sound.louder': { chords: ['ArrowUp'] },
  'sound.quieter': { chords: ['ArrowDown'] },
  'sound.laneAbove': { chords: ['Alt+ArrowUp'] },
  'sound.laneBelow': { chords: ['Alt+ArrowDown'] },
  'sound.split': { chords: ['S'] },
  'sound.trimToFilm': { chords: [] },
  'sound.delete': { chords: ['Delete', 'Backspace'] },

  'elements.delete': { chords: ['Delete', 'Backspace'] },

  'queue.select': { chords: ['Space'] },
  'queue.selectAll': { chords: ['Mod+A'] },
  'queue.moveUp': { chords: ['Alt+ArrowUp'] },
  'queue.moveDown': { chords: ['Alt+ArrowDown'] },
  'queue.raise': { chords: ['Plus'] },
  'queue.lower': { chords: ['-'] },
  'queue.cancel': { chords: ['Delete', 'Backspace'] },
  'queue.menu': { chords: ['Enter'] },
  'queue.startNow': { chords: [] },
  'queue.tonight': { chords: [] },
  'queue.pickTime': { chords: [] },
  'queue.moveFirst': { chords: [] },
  'queue.moveLast': { chords: [] },

  'connections.test': { chords: [] },
  'connections.edit': { chords: ['F2'] },
  'connections.pause': { chords: [] },
  'connections.remove': { chords: ['Delete'] },
} as const satisfies Record<`${CommandGroup}.${string}`, CommandDefinition>;

/** The group and the name, such as `storyboard.newShot`. */
export type CommandId = keyof typeof definitions;

/** In the order in which they are shown. */
export const commandIds = Object.keys(definitions) as CommandId[];

export const commandList: Record<CommandId, CommandDefinition> = definitions;

export function isCommandId(text: string): text is CommandId {
  return Object.hasOwn(definitions, text);
}

export function groupOf(id: CommandId): CommandGroup {
  return id.split('.', 1)[0] as CommandGroup;
}

const ofTheProject: readonly CommandGroup[] = ['window', 'project', 'view', 'storyboard', 'player', 'lanes'];

/**
 * Groups whose keys are heard where those of a group are. What has the focus goes before what lies around it: a sound
 * keeps its arrows from the player, and a pad over the whole window hears nothing of the storyboard.
 */
const heardWith: Record<CommandGroup, readonly CommandGroup[]> = {
  window: commandGroups,
  home: ['window', 'home'],
  project: ofTheProject,
  view: ofTheProject,
  storyboard: ofTheProject,
  player: [...ofTheProject, 'take'],
  lanes: ofTheProject,
  take: ['window', 'player', 'take', 'takes'],
  takes: ['window', 'take', 'takes'],
  sketch: ['window', 'sketch'],
  sound: ['window', 'sound'],
  elements: ['window', 'project', 'elements'],
  queue: ['window', 'queue'],
  connections: ['window', 'connections'],
};

/** Groups whose keys are heard at the same time as those of a group, itself included. */
export function groupsHeardWith(group: CommandGroup): readonly CommandGroup[] {
  return heardWith[group];
}

export const presetNames = ['default', 'finalCut', 'premiere'] as const;

export type PresetName = (typeof presetNames)[number];

type Chords = Partial<Record<CommandId, readonly string[]>>;

// Final Cut Pro, DaVinci Resolve, Premiere Pro and Media Composer agree: arrows step frames and edits.
const arrowsStep: Chords = {
  'player.previousFrame': ['ArrowLeft', ','],
  'player.nextFrame': ['ArrowRight', '.'],
  'player.previousShot': ['ArrowUp'],
  'player.nextShot': ['ArrowDown'],
};

/**
 * What a preset has other than the defaults. J, K, L, Space, I, O, X, Home and End are the same in these editors.
 */
export const presets: Record<PresetName, Chords> = {
  default: {},
  finalCut: {
    ...arrowsStep,
    'player.loop': ['Mod+L'],
    'player.fullScreen': ['Mod+Shift+F'],
    'window.importScript': ['Mod+I'],
  },
  premiere: {
    ...arrowsStep,
    'player.fullScreen': ['Mod+`'],
    'player.unmark': ['Mod+Shift+X', 'Alt+X'],
    'project.export': ['Mod+M'],
    'window.importScript': ['Mod+I'],
  },
};
