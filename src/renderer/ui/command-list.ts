/**
 * Every command of the window: where it works and which keys it has unless a person gave it others. Their titles stand
 * in the catalogue of messages under `commands`.
 */

/** Where commands work; those of one group are known together. */
export const commandGroups = ['window', 'project', 'view', 'storyboard', 'player', 'takes', 'queue'] as const;

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

  'project.script': { chords: ['Shift+1'] },
  'project.storyboard': { chords: ['Shift+2'] },
  'project.elements': { chords: ['Shift+3'] },
  'project.film': { chords: ['Shift+4'] },
  'project.export': { chords: ['Mod+E'] },
  'project.updateScript': { chords: [] },

  'view.cards': { chords: ['Shift+5'] },
  'view.table': { chords: ['Shift+6'] },
  'view.strip': { chords: ['Shift+7'] },
  'view.script': { chords: [] },
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
  'storyboard.chooseBoard': { chords: [] },
  'storyboard.removeBoards': { chords: [] },
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

  'takes.playAll': { chords: ['Space'] },
  'takes.playOne': { chords: ['Shift+Space'] },
  'takes.previousFrame': { chords: [','] },
  'takes.nextFrame': { chords: ['.'] },
  'takes.choose': { chords: ['Enter'] },
  'takes.pair': { chords: ['V'] },
  'takes.pin': { chords: ['B'] },
  'takes.note': { chords: ['N'] },
  'takes.mute': { chords: ['M'] },

  'queue.select': { chords: ['Space'] },
  'queue.selectAll': { chords: ['Mod+A'] },
  'queue.moveUp': { chords: ['Alt+ArrowUp'] },
  'queue.moveDown': { chords: ['Alt+ArrowDown'] },
  'queue.raise': { chords: ['Plus'] },
  'queue.lower': { chords: ['-'] },
  'queue.cancel': { chords: ['Delete', 'Backspace'] },
  'queue.menu': { chords: ['Enter'] },
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

/** Groups whose keys are heard at the same time as those of a group, itself included. */
export function groupsHeardWith(group: CommandGroup): readonly CommandGroup[] {
  if (group === 'window') return commandGroups;
  if (group === 'takes' || group === 'queue') return ['window', group];
  return ['window', 'project', 'view', 'storyboard', 'player'];
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
