/**
 * Which addresses a connection may reach.
 *
 * With its key: its own origin, and the hosts that its kind names. Without: also hosts that an answer named, but never
 * this machine or its network, unless the connection itself is there. Plain http only inside one's own network.
 */
import { BlockList, isIP } from 'node:net';
import { AppError } from '#shared/errors/app-error.ts';

/** Loopback, private, link-local and shared addresses (RFC 1918, 3927, 4193, 4291, 6598). */
const localAddresses = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  localAddresses.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  localAddresses.addSubnet(network, prefix, 'ipv6');
}

/** Names that no public name server answers: one's own machine and network (RFC 6761, 6762, 8375). */
const localNames = /^(?:[^.]+|(?:.+\.)?(?:localhost|local|lan|internal|home\.arpa))$/;

/** @param address such as `10.0.0.7` or `::1` */
export function isLocalAddress(address: string): boolean {
  // IPv4 inside IPv6, `::ffff:7f00:1`, is looked up as IPv4 by the list itself.
  return localAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a host is this machine or stands in its own network, as far as its name tells. */
export function isLocalHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(bare) === 0 ? localNames.test(bare.toLowerCase()) : isLocalAddress(bare);
}

/** Where a request goes. @throws {AppError} EGRESS_HOST_NOT_ALLOWED for what is no address */
export function resolveUrl(baseUrl: string, url: string): URL {
  try {
    return new URL(url.startsWith('/') ? baseUrl.replace(/\/+$/, '') + url : url);
  } catch {
    // What did not parse may hold anything, so nothing of it is repeated.
    throw new AppError('EGRESS_HOST_NOT_ALLOWED', 'this is no address', { params: { host: '' } });
  }
}

export type HostRules = {
  baseUrl: string;
  /** Hosts that the kind names, with a port where it is not the usual one. */
  alsoHosts: readonly string[];
};

/** Why a request may not go to this address; null when it may. */
export function refuseAddress(url: URL, auth: 'key' | 'none', { baseUrl, alsoHosts }: HostRules): AppError | null {
  const base = parseOrNull(baseUrl);
  const isLocal = isLocalHost(url.hostname);
  const isNamed = url.origin === base?.origin || alsoHosts.includes(url.host);
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  const hasNoCredentials = url.username === '' && url.password === '';
  const isOpen = auth === 'none' && (!isLocal || (base !== null && isSameMachine(base.hostname, url.hostname)));
  if (isSecure && hasNoCredentials && (isNamed || isOpen)) return null;
  return refusal(url);
}

/**
 * Whether an address that only an answer named must be looked up first: a public name can stand for a private address.
 */
export function mustBeLookedUp(url: URL, { baseUrl, alsoHosts }: HostRules): boolean {
  const isNamed = url.hostname === parseOrNull(baseUrl)?.hostname || alsoHosts.includes(url.host);
  return !isNamed && !isLocalHost(url.hostname) && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
}

/** What is thrown for an address that may not be reached. */
export function refusal(url: URL): AppError {
  return new AppError('EGRESS_HOST_NOT_ALLOWED', `not allowed for this connection: ${url.host}`, {
    params: { host: url.host },
  });
}

function isSameMachine(a: string, b: string): boolean {
  return a === b || (isLoopback(a) && isLoopback(b));
}

function isLoopback(hostname: string): boolean {
  // "localhost", "127.0.0.1", "[::1]", and "0.0.0.0", which servers that listen everywhere name themselves
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/.test(hostname);
}

function parseOrNull(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
