/** What a list of models to choose from holds, and what a search leaves of it. */
import type { Connection } from '#shared/domain/connection.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelCatalog } from './model-catalog.ts';

export type ModelGroup = { connection: Connection; models: readonly ListedModel[] };

/** A list longer than this is searched, not scrolled. */
const mostShown = 60;

/**
 * Models whose label, id or connection has all words of the search, by connection; connections without one are left
 * out.
 *
 * @returns how many more there are beyond those that are shown.
 */
export function findModels(catalog: ModelCatalog, search: string): { groups: ModelGroup[]; moreCount: number } {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  let left = mostShown;
  let moreCount = 0;
  const groups = catalog.connections.flatMap((connection) => {
    const found = (catalog.models.get(connection.id) ?? []).filter(({ label, modelId }) => {
      const text = `${label} ${modelId} ${connection.label}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const models = found.slice(0, left);
    left -= models.length;
    moreCount += found.length - models.length;
    return models.length > 0 ? [{ connection, models }] : [];
  });
  return { groups, moreCount };
}
