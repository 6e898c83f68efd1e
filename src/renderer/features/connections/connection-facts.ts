/** What a card says about a connection, worked out from its record. */
import type { Connection, SendPermissions } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';

/** The built-in engine first; the others as they come. */
export function inCardOrder(connections: readonly Connection[]): Connection[] {
  const isBuiltIn = ({ id }: Connection) => id === animaticConnectionId;
  return [...connections.filter(isBuiltIn), ...connections.filter((connection) => !isBuiltIn(connection))];
}

/** `api.example.com:8188`; empty for an address that cannot be read. */
export function hostOf(address: string): string {
  return parseUrl(address)?.host ?? '';
}

/** Where an address leads, as far as its words tell: a name may lead elsewhere than it seems. */
export type Place = 'this-machine' | 'own-network' | 'internet';

export function placeOf(address: string): Place | null {
  const host = parseUrl(address)?.hostname.replace(/^\[|\]$/g, '');
  if (!host) return null;
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host)) {
    return 'this-machine';
  }
  // fd12::1, fe80::1
  if (/^(f[cd][0-9a-f]{2}|fe80):/.test(host)) return 'own-network';
  // 192.168.0.2, 10.0.0.2, 172.16.0.2, 169.254.0.2
  if (/^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host)) return 'own-network';
  // gpu-box.local, gpu-box
  if (/\.(local|lan|home\.arpa|internal)$/.test(host) || !/[.:]/.test(host)) return 'own-network';
  return 'internet';
}

const sendKinds = ['images', 'voice', 'video'] as const satisfies ReadonlyArray<keyof SendPermissions>;

/** What may not be sent besides words. */
export function keptBack(maySend: SendPermissions): Array<(typeof sendKinds)[number]> {
  return sendKinds.filter((kind) => !maySend[kind]);
}

/** How many models each connection has. */
export function countModels(models: readonly ListedModel[]): Map<ConnectionId, number> {
  const counts = new Map<ConnectionId, number>();
  for (const { connectionId } of models) counts.set(connectionId, (counts.get(connectionId) ?? 0) + 1);
  return counts;
}

/** Connections that can look at prompts and pictures before they are sent; one that is chosen stays in the list. */
export function precheckChoices(
  connections: readonly Connection[],
  models: readonly ListedModel[],
  chosenId: ConnectionId | null,
): Connection[] {
  const able = new Set(models.filter(({ kind }) => kind === 'moderation').map(({ connectionId }) => connectionId));
  return connections.filter(({ id }) => able.has(id) || id === chosenId);
}

function parseUrl(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}
