/** Which models a key may call: the API's own list, and what the studio knows of each. */
import type { Model } from '#shared/domain/model.ts';
import { hasCode } from '#shared/errors/app-error.ts';
import { askJson, bare, type GeminiContext } from './gemini-context.ts';
import { arrayOf, recordOf, textOf } from './gemini-json.ts';
import { bundledModels, keepListed } from './gemini-models.ts';

/** As many as the API gives at a time. */
const pageSize = 1000;
/** A list without an end would be a broken server's. */
const mostPages = 10;

/** The address of the list; also the cheapest call that needs the key. */
export function modelListPath(pageToken = ''): string {
  const query = new URLSearchParams({ pageSize: String(pageSize), ...(pageToken !== '' && { pageToken }) });
  return `/v1beta/models?${query.toString()}`;
}

/**
 * What of the table the key may call; the whole table where the server has no list, as gateways do, or has trouble with
 * it. What only a person can put right, such as the key, is thrown, and so is that nobody answered.
 *
 * @throws {AppError}
 */
export async function listGeminiModels(context: GeminiContext, signal?: AbortSignal): Promise<Model[]> {
  try {
    return await listLive(context, signal);
  } catch (error) {
    if (hasCode(error, 'PROVIDER_ERROR') || hasCode(error, 'PROVIDER_ANSWER_UNREADABLE')) return [...bundledModels];
    throw error;
  }
}

async function listLive(context: GeminiContext, signal?: AbortSignal): Promise<Model[]> {
  const names: string[] = [];
  let pageToken = '';
  for (let page = 0; page < mostPages; page += 1) {
    const list = await askJson(context, bare('list-models', 'GET', modelListPath(pageToken)), { signal });
    if (!list) return [...bundledModels];
    names.push(...modelNames(list));
    pageToken = textOf(list.nextPageToken);
    if (pageToken === '') break;
  }
  return keepListed(names);
}

/** Names of one page, such as `models/gemini-omni-1.2-flash`. */
export function modelNames(list: Record<string, unknown>): string[] {
  return arrayOf(list.models).map((model) => textOf(recordOf(model).name));
}
