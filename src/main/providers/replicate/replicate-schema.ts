/**
 * Reads the input schema that each Replicate model publishes (`latest_version.openapi_schema`, made by Cog).
 *
 * Every model names its fields as it likes; which field is which is told by the names that are in use there. Nothing
 * here fails: a field of an unexpected form is of kind `other`, and is never sent.
 */
import type { SettingValue } from '#shared/domain/model.ts';
import { isRecord } from './read-value.ts';

/** One field of a model's input. */
export type InputField = {
  name: string;
  label: string;
  description: string;
  kind: 'text' | 'whole-number' | 'number' | 'switch' | 'file' | 'files' | 'other';
  /** The only values that it takes; null when it takes others. */
  choices: Array<string | number> | null;
  min: number | null;
  max: number | null;
  /** Most files, or characters; null when it does not tell. */
  maxLength: number | null;
  default: SettingValue | null;
  isRequired: boolean;
};

/** What the studio has a value for. */
export type FieldMeaning =
  | 'prompt'
  | 'negative-prompt'
  | 'duration'
  | 'size'
  | 'resolution'
  | 'aspect-ratio'
  | 'sound'
  | 'seed'
  | 'first-frame'
  | 'last-frame'
  | 'reference'
  | 'voice';

export type NamedFields = Partial<Record<FieldMeaning, InputField>>;

type Schemas = Record<string, unknown>;

/** Fields in the model's own order, without those that it calls deprecated; null for what is no schema of a model. */
export function readInputFields(openApiSchema: unknown): InputField[] | null {
  const components = isRecord(openApiSchema) ? openApiSchema.components : null;
  const schemas = isRecord(components) ? components.schemas : null;
  const input = isRecord(schemas) ? schemas.Input : null;
  if (!isRecord(schemas) || !isRecord(input) || !isRecord(input.properties)) return null;
  const required = Array.isArray(input.required) ? input.required : [];
  return Object.entries(input.properties)
    .map(([name, property]) => ({ name, property: resolve(property, schemas) }))
    .filter(({ property }) => !isDeprecated(property))
    .sort((one, other) => orderOf(one.property) - orderOf(other.property))
    .map(({ name, property }) => toField(name, property, { schemas, isRequired: required.includes(name) }));
}

/** Follows `$ref`, and joins `allOf` and the one real part of `anyOf`, which is how Cog writes choices and nullables. */
function resolve(property: unknown, schemas: Schemas): Record<string, unknown> {
  if (!isRecord(property)) return {};
  const { $ref: reference, allOf, anyOf, ...own } = property;
  let inherited: Record<string, unknown> = {};
  for (const part of [...listOf(allOf), ...listOf(anyOf), ...(reference === undefined ? [] : [{ $ref: reference }])]) {
    if (!isRecord(part) || part.type === 'null') continue;
    // #/components/schemas/aspect_ratio
    const name = typeof part.$ref === 'string' ? part.$ref.split('/').at(-1) : undefined;
    const found = name === undefined ? part : schemas[name];
    inherited = { ...inherited, ...(isRecord(found) ? found : {}) };
  }
  return { ...inherited, ...own };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isDeprecated({ description, deprecated }: Record<string, unknown>): boolean {
  return deprecated === true || (typeof description === 'string' && /^deprecated\b/i.test(description));
}

function orderOf(property: Record<string, unknown>): number {
  return numberOf(property['x-order']) ?? Number.MAX_SAFE_INTEGER;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function toField(
  name: string,
  property: Record<string, unknown>,
  { schemas, isRequired }: { schemas: Schemas; isRequired: boolean },
): InputField {
  const { title, description, enum: choices, default: preset } = property;
  const isSetting = ['string', 'number', 'boolean'].includes(typeof preset);
  return {
    name,
    label: typeof title === 'string' && title !== '' ? title : name,
    description: typeof description === 'string' ? description : '',
    kind: kindOf(property, schemas),
    choices: Array.isArray(choices) ? choices.filter((value) => ['string', 'number'].includes(typeof value)) : null,
    min: numberOf(property.minimum),
    max: numberOf(property.maximum),
    maxLength: numberOf(property.maxItems) ?? numberOf(property.maxLength),
    default: isSetting ? (preset as SettingValue) : null,
    isRequired,
  };
}

function kindOf({ type, format, items }: Record<string, unknown>, schemas: Schemas): InputField['kind'] {
  switch (type) {
    case 'string':
      return format === 'uri' ? 'file' : 'text';
    case 'integer':
      return 'whole-number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return resolve(items, schemas).format === 'uri' ? 'files' : 'other';
    default:
      return 'other';
  }
}

/** Names in use at Replicate, best first, and the kinds of field that they are expected to be. */
const meanings: Record<FieldMeaning, { names: string[]; kinds: Array<InputField['kind']> }> = {
  prompt: { names: ['prompt'], kinds: ['text'] },
  'negative-prompt': { names: ['negative_prompt'], kinds: ['text'] },
  duration: { names: ['duration', 'duration_seconds', 'seconds'], kinds: ['whole-number', 'number', 'text'] },
  size: { names: ['size'], kinds: ['text'] },
  resolution: { names: ['resolution'], kinds: ['text'] },
  'aspect-ratio': { names: ['aspect_ratio'], kinds: ['text'] },
  sound: { names: ['generate_audio', 'enable_audio', 'with_audio'], kinds: ['switch'] },
  seed: { names: ['seed'], kinds: ['whole-number'] },
  'first-frame': {
    names: ['image', 'start_image', 'first_frame_image', 'first_frame', 'start_image_url', 'image_url', 'input_image'],
    kinds: ['file', 'text'],
  },
  'last-frame': {
    names: ['last_frame_image', 'end_image', 'last_frame', 'last_image', 'end_image_url'],
    kinds: ['file', 'text'],
  },
  reference: {
    names: ['reference_images', 'subject_references', 'input_images', 'subject_reference'],
    kinds: ['files', 'file'],
  },
  voice: { names: ['audio', 'audio_file', 'audio_url'], kinds: ['file'] },
};

/** Which field holds what; a meaning that no field has is left out. */
export function nameFields(fields: readonly InputField[]): NamedFields {
  const named: NamedFields = {};
  for (const meaning of Object.keys(meanings) as FieldMeaning[]) {
    const { names, kinds } = meanings[meaning];
    const candidates = names.map((name) => fields.find((field) => field.name === name));
    const found = candidates.find((field) => field !== undefined && kinds.includes(field.kind));
    if (found) named[meaning] = found;
  }
  return named;
}

/** Stand in a preview for the fields of a model whose schema the submit will read first. */
export function unreadFields(settings: readonly string[]): { named: NamedFields; fields: InputField[] } {
  const named: NamedFields = {};
  for (const meaning of Object.keys(meanings) as FieldMeaning[]) {
    const name = meaning === 'prompt' ? 'prompt' : `<${meaning}>`;
    named[meaning] = unreadField(name, meaning === 'reference' ? 'files' : 'other');
  }
  return { named, fields: settings.map((key) => unreadField(key, 'other')) };
}

function unreadField(name: string, kind: InputField['kind']): InputField {
  return {
    name,
    label: name,
    description: '',
    kind,
    choices: null,
    min: null,
    max: null,
    maxLength: null,
    default: null,
    isRequired: false,
  };
}
