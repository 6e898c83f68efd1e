/**
 * What the studio knows of a family of models at fal: one model for a person, with the endpoints that serve it.
 *
 * fal has an endpoint for each way to begin (words, a picture, two pictures, references), and no two families name
 * their fields alike. A person chooses the family; the files that go with a request choose the endpoint.
 * Names and values: `endpoints.d.ts` of the package `@fal-ai/client` 1.10.1, and fal's model pages for Seedance 2.x,
 * which that file does not have yet.
 */
import type { InputRole, Model, ModelRule, ModelSetting, Price, VideoCapability } from '#shared/domain/model.ts';

/** How an endpoint wants seconds: `8`, `"8"` or `"8s"`. */
export type DurationStyle = 'number' | 'text' | 'text-with-s';

/** One endpoint of a family. */
export type FalVariant = {
  /** Its id, which is also its path at the queue. */
  endpoint: string;
  /** Names of its fields for files, by role. References are a list, everything else is one file. */
  inputs: Partial<Record<InputRole, string>>;
  /** Roles that it cannot do without. */
  needs: readonly InputRole[];
  /** Fields of the family that this endpoint does not have: they are left out of its requests. */
  lacks: readonly string[];
};

/** A model with everything that a request to it needs. */
export type FalFamily = {
  model: Model;
  durationStyle: DurationStyle;
  /** The first one that fits the files of a request serves it. */
  variants: readonly FalVariant[];
};

const sdkTypes = '@fal-ai/client 1.10.1, endpoints.d.ts';
/** Where the facts about Seedance are from. */
export const modelPages = 'fal.ai model pages';
const asOf = '2026-11-21';

type FamilyOptions = Pick<VideoCapability, 'duration' | 'inputs'> & {
  modelId: string;
  label: string;
  source?: string;
  durationStyle?: DurationStyle;
  /** Ascending; empty where the endpoint decides. */
  resolutions?: string[];
  /** Empty where the endpoint decides. */
  aspectRatios?: string[];
  exclusive?: Array<[InputRole, InputRole]>;
  sound?: VideoCapability['sound'];
  hasSeed?: boolean;
  hasNegativePrompt?: boolean;
  maxPromptCharacters?: number | null;
  settings?: ModelSetting[];
  rules?: ModelRule[];
  prices?: Price[];
  variants: FalVariant[];
};

/** A family whose record says what its endpoints share. */
export function family(options: FamilyOptions): FalFamily {
  const { modelId, label, variants, durationStyle = 'text', source = sdkTypes, prices = [] } = options;
  return {
    durationStyle,
    variants,
    model: {
      modelId,
      label,
      kind: 'video',
      prices,
      isFree: false,
      retiresOn: null,
      replacementModelId: null,
      source,
      asOf,
      video: {
        duration: options.duration,
        size: { kind: 'tiers', resolutions: options.resolutions ?? [], aspectRatios: options.aspectRatios ?? [] },
        inputs: options.inputs,
        exclusive: options.exclusive ?? [],
        sound: options.sound ?? 'none',
        hasSeed: options.hasSeed ?? false,
        hasNegativePrompt: options.hasNegativePrompt ?? false,
        maxPromptCharacters: options.maxPromptCharacters ?? null,
        isPromptOptional: false,
        settings: options.settings ?? [],
        rules: options.rules ?? [],
        burnsInSubtitles: false,
        isExact: false,
        followsCamera: false,
      },
      image: null,
      voices: [],
    },
  };
}

/** One endpoint of a family. */
export function variant(
  endpoint: string,
  inputs: FalVariant['inputs'] = {},
  { needs = [], lacks = [] }: { needs?: InputRole[]; lacks?: string[] } = {},
): FalVariant {
  return { endpoint, inputs, needs, lacks };
}

/** The endpoint for a request with files of these roles; null when none takes them together. */
export function findVariant({ variants }: FalFamily, roles: readonly InputRole[]): FalVariant | null {
  const fits = ({ inputs, needs }: FalVariant) =>
    roles.every((role) => role in inputs) && needs.every((role) => roles.includes(role));
  return variants.find(fits) ?? null;
}
