/** Puts the headers of a request together: what the adapter asks, the key, and nothing that would tell who asks. */
import { AppError } from '#shared/errors/app-error.ts';
import type { KeyScheme } from './provider-http.ts';

/** What a package is given as its key. */
export const placeholderKey = 'shotwright-placeholder-key';

/** Only the gate sets these. */
const ownHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

/** What a request may still carry to another host than the one it was meant for. */
const travellingHeaders = new Set(['accept', 'accept-encoding', 'range', 'if-range']);

/** Without the key. Keys of packages, their telemetry, and what only the gate may set are left out. */
export function plainHeaders(headers: Record<string, string>, scheme: KeyScheme): Record<string, string> {
  const keyHeader = keyHeaderName(scheme);
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const isOurs = ownHeaders.has(lower) || lower === keyHeader || lower.startsWith('x-stainless-');
    if (!isOurs && !value.includes(placeholderKey)) plain[lower] = value;
  }
  return { ...plain, 'user-agent': 'Shotwright' };
}

/** What goes along after a redirect to another host. */
export function travelling(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => travellingHeaders.has(name));
  return { ...Object.fromEntries(kept), 'user-agent': 'Shotwright' };
}

/** The header that the key goes in; null for a scheme without one. */
export function keyHeaderName(scheme: KeyScheme): string | null {
  switch (scheme.kind) {
    case 'bearer':
    case 'authorization':
      return 'authorization';
    case 'header':
      return scheme.name.toLowerCase();
    case 'none':
      return null;
  }
}

/** The header's value, such as `Bearer …`. */
export function keyHeaderValue(scheme: KeyScheme, key: string): string {
  switch (scheme.kind) {
    case 'bearer':
      return `Bearer ${key}`;
    case 'authorization':
      return `${scheme.prefix} ${key}`;
    case 'header':
    case 'none':
      return key;
  }
}

/**
 * What makes a request one of this connection's: the person's own headers and the key.
 *
 * @throws {AppError} PROVIDER_KEY_REJECTED when one holds what no header can; what it holds is not repeated
 */
export function secretHeaders(
  scheme: KeyScheme,
  { key, headers }: { key: string | null; headers: Record<string, string> },
): Record<string, string> {
  const secret: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) secret[name.toLowerCase()] = value;
  const keyHeader = keyHeaderName(scheme);
  if (keyHeader !== null && key !== null && key !== '') secret[keyHeader] = keyHeaderValue(scheme, key);
  for (const [name, value] of Object.entries(secret)) {
    // "x-api-key", and printable Latin-1: what the platform throws for anything else would name the value.
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\x20-\x7e\xa0-\xff]*$/.test(value)) continue;
    throw new AppError('PROVIDER_KEY_REJECTED', 'the key or a header holds characters that cannot be sent', {
      params: { status: 0, detail: '' },
      retry: 'after-user-action',
    });
  }
  return secret;
}
