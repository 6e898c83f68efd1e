/** Sets of keys that a person begins with: those of this window, and over them those of common editors. */
import type { CommandId } from './command-list.ts';

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
