/** Where the paths of a server with the shape of OpenAI's API begin, and whose server it is. */
import { isLocalHost } from '#main/net/host-rules.ts';
import type { VideoDialect } from '#shared/domain/connection.ts';

/** What stands between the connection's address and `/videos`: nothing when the address has the prefix already. */
export function apiPathOf(baseUrl: string, { pathPrefix }: Pick<VideoDialect, 'pathPrefix'>): string {
  const prefix = normalPrefix(pathPrefix);
  return prefix === '' || withoutSlash(baseUrl).endsWith(prefix) ? '' : prefix;
}

/** The address without the dialect's prefix: where a server answers what is no part of OpenAI's API. */
export function rootOf(baseUrl: string, { pathPrefix }: Pick<VideoDialect, 'pathPrefix'>): string {
  const address = withoutSlash(baseUrl);
  const prefix = normalPrefix(pathPrefix);
  return prefix !== '' && address.endsWith(prefix) ? address.slice(0, -prefix.length) : address;
}

function normalPrefix(pathPrefix: string): string {
  const inner = pathPrefix.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

/** Whether the address is OpenAI's own, regions such as `eu.api.openai.com` included. */
export function isOpenAiAddress(baseUrl: string): boolean {
  return /^([a-z]+\.)?api\.openai\.com$/.test(hostOf(baseUrl));
}

/** Whether the server stands on this machine or in its own network, and so is the person's own. */
export function isOwnAddress(baseUrl: string): boolean {
  return isLocalHost(hostOf(baseUrl));
}

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).hostname;
  } catch {
    return '';
  }
}
