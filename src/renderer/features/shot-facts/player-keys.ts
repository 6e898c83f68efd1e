/** The keys of every player in the window. */

export type PlayerCommand =
  | { kind: 'toggle' | 'pause' | 'loop' | 'fullScreen' | 'markShot' | 'unmark' | 'subtitles' }
  | { kind: 'mark'; which: 'in' | 'out' }
  | { kind: 'shuttle'; direction: 'back' | 'on' }
  | { kind: 'step'; frames: 1 | -1 }
  | { kind: 'shot'; step: 1 | -1 }
  | { kind: 'edge'; to: 'start' | 'end' }
  | { kind: 'chooseTake'; takeNumber: number };

type Pressed = { key: string; code: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** What a key does; null means nothing, so that it goes on to others. */
export function playerCommandOf({ key, code, ctrlKey, metaKey, altKey }: Pressed): PlayerCommand | null {
  // With Alt, a Mac writes another character than the key has.
  if (altKey && !ctrlKey && !metaKey && code === 'KeyX') return { kind: 'unmark' };
  if (ctrlKey || metaKey || altKey) return null;
  // "1" to "9"
  if (/^[1-9]$/.test(key)) return { kind: 'chooseTake', takeNumber: Number(key) };
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      return { kind: 'toggle' };
    case 'k':
      return { kind: 'pause' };
    case 'j':
      return { kind: 'shuttle', direction: 'back' };
    case 'l':
      return { kind: 'shuttle', direction: 'on' };
    case ',':
      return { kind: 'step', frames: -1 };
    case '.':
      return { kind: 'step', frames: 1 };
    case 'ArrowLeft':
      return { kind: 'shot', step: -1 };
    case 'ArrowRight':
      return { kind: 'shot', step: 1 };
    case 'Home':
      return { kind: 'edge', to: 'start' };
    case 'End':
      return { kind: 'edge', to: 'end' };
    case 'f':
      return { kind: 'fullScreen' };
    case 'r':
      return { kind: 'loop' };
    case 'i':
      return { kind: 'mark', which: 'in' };
    case 'o':
      return { kind: 'mark', which: 'out' };
    case 'x':
      return { kind: 'markShot' };
    case 't':
      return { kind: 'subtitles' };
    default:
      return null;
  }
}
