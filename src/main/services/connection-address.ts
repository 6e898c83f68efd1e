/** Addresses of connections as they are kept: whole, without a slash at the end and without secrets. */
import { AppError } from '#shared/errors/app-error.ts';

/**
 * The address of a service.
 *
 * @throws {AppError} INVALID_INPUT with `field` "baseUrl", also where a key stands in it
 */
export function checkedAddress(text: string): string {
  const url = parseAddress(text, 'baseUrl');
  if (url.username !== '' || url.password !== '') {
    throw new AppError('INVALID_INPUT', 'a key does not belong into an address', { params: { field: 'baseUrl' } });
  }
  return withoutSlash(url);
}

/** The address of a proxy, and the password that stood in it, still percent-encoded; both empty for none. */
export type ProxyAddress = { proxyUrl: string; password: string };

/** @throws {AppError} INVALID_INPUT with `field` "proxyUrl" */
export function readProxyAddress(text: string): ProxyAddress {
  if (text.trim() === '') return { proxyUrl: '', password: '' };
  const url = parseAddress(text, 'proxyUrl');
  const { password } = url;
  url.password = '';
  return { proxyUrl: withoutSlash(url), password };
}

/** @throws {AppError} INVALID_INPUT; what was typed may hold a key, so it is not repeated */
function parseAddress(text: string, field: string): URL {
  const url = toUrl(text.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new AppError('INVALID_INPUT', 'not an address', { params: { field } });
  }
  return url;
}

function toUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function withoutSlash({ href }: URL): string {
  return href.replace(/\/+$/, '');
}
