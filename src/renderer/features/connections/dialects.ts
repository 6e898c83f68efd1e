/** Decisions of the fields that say how a server makes clips. */
import type { VideoDialect } from '#shared/domain/connection.ts';
import { defaultDialects, type DialectName } from '#shared/domain/video-dialects.ts';

export const dialectNames = Object.keys(defaultDialects) as DialectName[];

/** The dialect of that name. One's own begins as what was chosen before it. */
export function chooseDialect(name: DialectName, before: VideoDialect | null): VideoDialect {
  return name === 'custom' && before ? { ...before, name } : defaultDialects[name];
}

/** Fields sent with each request, one `name=value` a line. */
export function extraFieldsText(fields: VideoDialect['extraFields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** Lines without a name or an equals sign are left out. */
export function readExtraFields(text: string): VideoDialect['extraFields'] {
  const fields: VideoDialect['extraFields'] = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(0, at)).trim();
    if (name) fields[name] = line.slice(at + 1).trim();
  }
  return fields;
}
