/**
 * What language models are told, and the form in which they are to answer. In English, which models follow best; what
 * they write is in the language of what they read.
 */
import type { Json } from '#main/providers/video-provider.ts';
import { cameraMoveKinds } from '#shared/domain/camera-move.ts';
import { type DraftShot, toOneLine } from '#shared/domain/assist-draft.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import type { Model } from '#shared/domain/model.ts';

/** A request of a text model, but for which one. */
export type Instructions = {
  system: string;
  user: string;
  schema: { name: string; schema: Json };
  maxOutputTokens: number;
};

/** Room for eight shots in any language, and for a model that thinks before it writes. */
const draftTokens = 6000;
const promptTokens = 3000;

/** A closed object in which everything is required: the form that every service can hold a model to. */
function closed(properties: Record<string, Json>): Json {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

const text: Json = { type: 'string' };

const draftSchema: Json = closed({
  shots: {
    type: 'array',
    items: closed({
      title: text,
      prompt: text,
      dialogue: { type: 'array', items: closed({ character: text, line: text }) },
      seconds: { type: 'number' },
      cameraMove: { type: 'string', enum: [...cameraMoveKinds] },
    }),
  },
  isFinished: { type: 'boolean' },
});

const draftExample = JSON.stringify({
  shots: [
    {
      title: 'The lamp goes out',
      prompt:
        'Close-up of a brass oil lamp on a wooden table; the flame shrinks and dies, smoke curls up. Dim blue light.',
      dialogue: [{ character: 'MARA', line: 'Not again.' }],
      seconds: 4,
      cameraMove: 'push-in',
    },
  ],
  isFinished: false,
});

const draftSystem = `You plan films shot by shot. From a text you make a list of shots that tells it in order.

For each shot give:
- title: two to six words.
- prompt: what the camera sees, for a model that makes video from words: the subject, what happens, the place, the light, the size of the shot. One to three sentences that can be understood without the other shots: name people by how they look, not only by name. No sound, no camera movement, no cuts.
- dialogue: what is said in the shot, in order, with the name of the character; an empty list where nobody speaks. Take words from the text where it has them, and do not make up speech that it does not ask for.
- seconds: how long the shot lasts, from 2 to 10, long enough for what is said.
- cameraMove: one of ${cameraMoveKinds.join(', ')}.

Write in the language of the text. Answer with one JSON object and nothing else, in exactly this form:
${draftExample}
isFinished is true when the last of your shots tells the end of the text, else false.`;

export type DraftInstructions = {
  /** The text that is told. */
  text: string;
  /** About the look of the whole film; may be empty. */
  styleNotes: string;
  /** What prompts can name with `@`, described once for all of them. */
  elements: ReadonlyArray<Pick<StoryElement, 'kind' | 'name' | 'description'>>;
  /** What was made so far, in order. */
  made: readonly DraftShot[];
  /** Shots of this answer, at the most. */
  askedCount: number;
  /** Shots of the whole draft; null leaves it to the model. */
  shotCount: number | null;
};

/** Asks for the next shots of a draft. */
export function draftInstructions({
  text: source,
  styleNotes,
  elements,
  made,
  askedCount,
  shotCount,
}: DraftInstructions) {
  const parts = [
    `The text, between the lines of equals signs:\n=====\n${source.trim()}\n=====`,
    ...(styleNotes.trim() === '' ? [] : [`The look of the film, which every prompt is added to: ${styleNotes.trim()}`]),
    ...namesPart(elements),
    ...(made.length === 0
      ? []
      : [
          `Shots that are planned already. Go on behind the last one, and repeat none of them:\n${made.map(toLine).join('\n')}`,
        ]),
    howMany({ madeCount: made.length, askedCount, shotCount }),
  ];
  const schema = { name: 'shots', schema: draftSchema };
  return { system: draftSystem, user: parts.join('\n\n'), schema, maxOutputTokens: draftTokens } satisfies Instructions;
}

/** Most names that are told, and most characters of what each is: a hint, where the prompt itself gets all of it. */
const mostNames = 60;
const mostDescription = 160;

function namesPart(elements: DraftInstructions['elements']): string[] {
  const named = elements.filter(({ kind }) => kind !== 'style').slice(0, mostNames);
  if (named.length === 0) return [];
  const lines = named.map(({ kind, name, description }) => {
    const words = toOneLine(description).slice(0, mostDescription);
    return words === '' ? `@${name} (${kind})` : `@${name} (${kind}): ${words}`;
  });
  return [
    `These are described already. Where one of them is seen in a shot, write exactly its word with the @ into the prompt, and do not describe it again:\n${lines.join('\n')}`,
  ];
}

function toLine({ title, prompt, seconds }: DraftShot, index: number): string {
  return `${index + 1}. ${title} (${seconds} s): ${prompt}`;
}

function howMany({
  madeCount,
  askedCount,
  shotCount,
}: {
  madeCount: number;
  askedCount: number;
  shotCount: number | null;
}) {
  if (shotCount === null) {
    return `Give the next shots, at most ${askedCount} of them. Stop earlier where the text is told to its end.`;
  }
  const first = madeCount + 1;
  const last = madeCount + askedCount;
  const which = first === last ? `shot ${first}` : `shots ${first} to ${last}`;
  const end = last === shotCount ? ' The last of them ends the text.' : '';
  return `The whole text is told in ${shotCount} shots. Give ${which} of them: exactly ${askedCount}.${end}`;
}

/** What the prompt is written for. */
export type PromptTarget = {
  /** The video model of the shot. */
  model: Pick<Model, 'label' | 'modelId' | 'video'>;
  /** Most characters of the prompt alone; null without a limit. */
  maxCharacters: number | null;
  /** What is added behind the prompt; empty for nothing. */
  added: string;
  /** What the prompt names with `@`. */
  names: ReadonlyArray<Pick<StoryElement, 'name'>>;
  durationSeconds: number;
  /** Kinds of files that go along, as a person would name them. */
  inputs: string[];
};

/** Asks for a better wording of a prompt. */
export function promptInstructions(prompt: string, target: PromptTarget): Instructions {
  const system = `You improve prompts for models that make video from words. Keep what is shown, who is in it and what happens: make it clearer and more concrete, never another scene. Say what is seen and how it moves, the place, the light and the size of the shot, in plain sentences in the present tense. Write in the language of the prompt.

${rulesOf(target)
  .map((rule) => `- ${rule}`)
  .join('\n')}

Answer with one JSON object and nothing else, in exactly this form:
{"prompt":"the new wording"}`;
  return {
    system,
    user: `The prompt, between the lines of equals signs:\n=====\n${prompt.trim()}\n=====`,
    schema: { name: 'prompt', schema: closed({ prompt: text }) },
    maxOutputTokens: promptTokens,
  };
}

function rulesOf({ model, maxCharacters, added, names, durationSeconds, inputs }: PromptTarget): string[] {
  const { label, modelId, video } = model;
  return [
    `The model is ${label || modelId}. The clip lasts ${durationSeconds} seconds: only what can happen in that time.`,
    ...(maxCharacters === null ? [] : [`At most ${maxCharacters} characters.`]),
    video?.followsCamera
      ? 'Say nothing of how the camera moves: the model is told apart from the prompt.'
      : 'Say nothing of how the camera moves: a sentence about it is added.',
    ...(added === '' ? [] : [`This is added behind the prompt, so do not repeat it: ${added}`]),
    ...(names.length === 0
      ? []
      : [
          `Keep ${names.map(({ name }) => `@${name}`).join(', ')} exactly as written: each is replaced by its own description, so do not describe it.`,
        ]),
    ...(inputs.length === 0 ? [] : [`It is also given: ${inputs.join(', ')}. Describe what happens from there.`]),
    ...(video?.sound === 'none' ? ['The model makes no sound: leave out what is only heard.'] : []),
  ];
}
