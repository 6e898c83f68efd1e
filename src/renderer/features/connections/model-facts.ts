/** Which models a search finds and in which order, and a definition as a person edits it. */
import type { ListedModel, Model, ModelKind } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';

const kindOrder: readonly ModelKind[] = ['video', 'image', 'speech', 'text', 'transcription', 'moderation'];

/** Models of one connection: by kind, what makes pictures first, else as they come; with all words of the search. */
export function inModelOrder(models: readonly ListedModel[], search: string): ListedModel[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return models
    .filter(({ label, modelId, kind }) => {
      const text = `${label} ${modelId} ${kind}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((one, other) => kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind));
}

/** The definition alone, as a person edits it. */
export function definitionOf({ connectionId: _connectionId, origin: _origin, ...definition }: ListedModel): Model {
  return definition;
}

/** A model for a person to fill in, as close to the usual as possible. */
export function newDefinition(today: string): Model {
  return {
    modelId: '',
    label: '',
    kind: 'video',
    prices: [{ unit: 'second', amount: 50_000 as Micros }],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source: '',
    asOf: today,
    video: {
      duration: { kind: 'listed', seconds: [5, 10] },
      size: { kind: 'tiers', resolutions: ['720p', '1080p'], aspectRatios: ['16:9', '9:16', '1:1'] },
      inputs: { 'first-frame': { min: 0, max: 1 } },
      exclusive: [],
      sound: 'none',
      hasSeed: false,
      hasNegativePrompt: false,
      maxPromptCharacters: null,
      isPromptOptional: false,
      settings: [],
      rules: [],
      burnsInSubtitles: false,
      isExact: false,
      followsCamera: false,
    },
    image: null,
    voices: [],
  };
}

/** What a person wrote as a definition. */
export type DefinitionReading =
  | { kind: 'definition'; definition: unknown }
  /** `line` counts from 1; null where the engine does not tell. */
  | { kind: 'problem'; line: number | null };

/** Reads JSON, and says in which line it stops making sense. */
export function readDefinition(text: string): DefinitionReading {
  try {
    return { kind: 'definition', definition: JSON.parse(text) as unknown };
  } catch (thrown) {
    return { kind: 'problem', line: thrown instanceof Error ? lineOfProblem(thrown.message, text) : null };
  }
}

/** Engines name the place as `at position 12` or not at all. */
function lineOfProblem(message: string, text: string): number | null {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of (JSON input|data)/i.test(message) ? text.split('\n').length : null;
}
