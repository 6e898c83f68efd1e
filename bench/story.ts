/** Made-up text of a realistic length, the same at every run. */
import { randomFrom } from './random.ts';

const places = ['HARBOUR OFFICE', 'FERRY DECK', 'FISH MARKET', 'LIGHTHOUSE', 'RADIO ROOM', 'COAST ROAD', 'PIER SEVEN'];
const times = ['DAY', 'NIGHT', 'DAWN', 'DUSK', 'LATER'];
const names = ['MARA', 'JONAS', 'THE PILOT', 'OLD ANTON', 'INES', 'DISPATCHER'];
const subjects = ['Mara', 'Jonas', 'The pilot', 'A gull', 'Old Anton', 'The ferry', 'A child in a red coat', 'Ines'];
const verbs = ['crosses', 'watches', 'leaves', 'lights', 'follows', 'counts', 'turns away from', 'waits beside'];
const objects = ['the wet quay', 'a stack of crates', 'the last lamp', 'her reflection', 'the radio', 'the open water'];
const manners = ['slowly', 'without a word', 'while rain drums on the roof', 'against the low sun', 'as fog rolls in'];
const speeches = [
  'You said the boat would be here by six.',
  'I said many things.',
  'Nobody crosses in weather like this, not even for money.',
  'Then we wait, and we keep the lamp burning.',
  'Did you hear that? Under the planks.',
  'If she asks, tell her that I went home.',
];
const looks = ['35 mm lens, shallow focus', 'wide, static, natural light', 'hand-held, close', 'slow, from above'];

export interface Story {
  /** Some sentences of what is seen. */
  action(sentences: number): string;
  /** One line of dialogue, `NAME: words`. */
  speech(): { speaker: string; text: string };
  heading(): string;
  /** What a person asks a model for: about 150 to 250 characters. */
  prompt(): string;
  chance(likelihood: number): boolean;
}

/** @param seed the same seed tells the same story */
export function createStory(seed: number): Story {
  const random = randomFrom(seed);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const sentence = () => `${pick(subjects)} ${pick(verbs)} ${pick(objects)} ${pick(manners)}.`;
  const action = (sentences: number) => Array.from({ length: sentences }, sentence).join(' ');
  return {
    action,
    speech: () => ({ speaker: pick(names), text: pick(speeches) }),
    heading: () => `${random() < 0.5 ? 'INT' : 'EXT'}. ${pick(places)} - ${pick(times)}`,
    prompt: () => `${action(2)} ${pick(looks)}, overcast light, muted colours, fine film grain, 1970s coast town`,
    chance: (likelihood) => random() < likelihood,
  };
}

/** Lines on a page of a screenplay, blank ones included. */
const linesPerPage = 55;
/** Characters of action on one line of a page. */
const actionLineLength = 60;

/** A screenplay in Fountain with scenes, action and dialogue, about as long as so many printed pages. */
export function writeScreenplay(pages: number): string {
  const story = createStory(120);
  const blocks = ['Title: The Last Ferry\nCredit: written for a benchmark'];
  let lines = 0;
  const add = (block: string, blockLines: number) => {
    blocks.push(block);
    lines += blockLines + 1;
  };
  while (lines < pages * linesPerPage) {
    add(story.heading(), 1);
    // A scene fills a page and a half or so.
    for (let beat = 0; beat < 9; beat += 1) {
      const action = story.action(story.chance(0.4) ? 3 : 1);
      add(action, Math.ceil(action.length / actionLineLength));
      if (story.chance(0.25)) continue;
      const { speaker, text } = story.speech();
      const aside = story.chance(0.2) ? '(quietly)\n' : '';
      add(`${speaker}\n${aside}${text}`, aside ? 4 : 3);
    }
  }
  return `${blocks.join('\n\n')}\n`;
}
