/** What of a shot's dialogue is read aloud. */
import { parseDialogue } from './dialogue.ts';

/** The words without the names of their speakers, one speech a line; empty where nobody speaks. */
export function spokenText(dialogue: string): string {
  return parseDialogue(dialogue)
    .map(({ text }) => text)
    .join('\n');
}
