/** Holds requests against an OpenAPI document: the schema of their body, and that every field is one it knows. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { StandInRequest } from '../servers/stand-in-server.ts';

type Schema = Record<string, unknown>;

export type OpenApiCheck = {
  /** What is wrong with the body of a request, which arrived at `path` of the document; empty when nothing is. */
  problemsOf(request: StandInRequest, path: string): Promise<string[]>;
};

/** @param file YAML of OpenAPI 3.1 */
export function openApiCheck(file: string): OpenApiCheck {
  const document = withoutNullable(parse(readFileSync(file, 'utf8')));
  const json = createValidators(document, false);
  // Fields of a form are texts; a list of one is a single field.
  const form = createValidators(document, 'array');

  return {
    async problemsOf(request, path) {
      const media = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
      const steps = ['paths', path, request.method.toLowerCase(), 'requestBody', 'content', media, 'schema'];
      const schema = steps.reduce<unknown>((node, step) => (node as Schema | undefined)?.[step], document);
      if (!schema) return [`${request.method} ${path} takes no ${media}`];
      const pointer = steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
      const isForm = media === 'multipart/form-data';
      const body = isForm ? await formBody(request) : (request.json() as Schema);
      const validate = (isForm ? form : json)(pointer);
      const problems = validate(body)
        ? []
        : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
      const known = propertiesOf(document, schema as Schema);
      const unknown = Object.keys(body).filter((name) => !known.has(name));
      return [...problems, ...unknown.map((name) => `${name} is not known`)];
    },
  };
}

/** `nullable` is a word of OpenAPI 3.0 that this document of 3.1 still uses; nothing that is sent here is null. */
function withoutNullable(document: unknown): Schema {
  const text = JSON.stringify(document, (key, value: unknown) =>
    key === 'nullable' && typeof value === 'boolean' ? undefined : value,
  );
  return JSON.parse(text) as Schema;
}

function createValidators(document: Schema, coerceTypes: 'array' | false): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, coerceTypes, allErrors: true });
  ajv.addSchema(document, 'document');
  return (pointer) => ajv.compile({ $ref: `document#${pointer}` });
}

/** As the schema describes a form: a file is text, `name[]` an item of a list. */
async function formBody(request: StandInRequest): Promise<Schema> {
  const body: Schema = {};
  for (const [name, value] of await request.form()) {
    const plain = typeof value === 'string' ? value : 'bytes';
    const bare = name.replace(/\[\]$/, '');
    body[bare] = bare === name ? plain : [...((body[bare] as unknown[] | undefined) ?? []), plain];
  }
  return body;
}

function propertiesOf(document: Schema, schema: Schema): Set<string> {
  const reference = schema.$ref;
  if (typeof reference === 'string') return propertiesOf(document, follow(document, reference));
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (list as Schema[] | undefined) ?? []);
  return new Set([
    ...Object.keys((schema.properties as Schema | undefined) ?? {}),
    ...parts.flatMap((part) => [...propertiesOf(document, part)]),
  ]);
}

function follow(document: Schema, reference: string): Schema {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((node, step) => (node as Schema)[step], document) as Schema;
}
