/**
 * Decides which requests reach the studio. All of it is needed:
 *
 * - `Host` must be this server's own: a foreign name that was pointed at 127.0.0.1 would pass every other check.
 * - `Origin` and `Sec-Fetch-Site` must be this page's own: pages of other sites can send requests here.
 * - a random token, from the address that was printed, then in a cookie: other people on this computer have none.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Guard {
  /** The address to open first: path and query. */
  readonly loginPath: string;
  /** Value of the `set-cookie` header that a login is answered with. */
  readonly setCookie: string;
  /** Whether the request comes to this server by its own name, and not from another site's page. */
  isFromHere(request: IncomingMessage): boolean;
  /** Whether a request to `/login` carries the token. */
  hasToken(request: IncomingMessage): boolean;
  /** Whether the cookie is there and right. */
  isSignedIn(request: IncomingMessage): boolean;
}

/** @param port the one that the server listens on: part of the names that it answers to, and of the cookie's name. */
export function createGuard(port: number): Guard {
  const token = randomBytes(32).toString('base64url');
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  // Cookies do not know ports: two local hosts must not overwrite each other's.
  const cookieName = `shotwright-${port}`;
  return {
    loginPath: `/login?t=${token}`,
    setCookie: `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    isFromHere: ({ method, headers }) => {
      if (!headers.host || !hosts.includes(headers.host)) return false;
      // Browsers send an origin with every PUT and every upgrade; without one it is no page of ours.
      const needsOrigin = method === 'PUT' || headers.upgrade !== undefined;
      return headers.origin === undefined ? !needsOrigin : origins.includes(headers.origin);
    },
    hasToken: ({ url }) => isSame(readToken(url), token),
    isSignedIn: ({ headers }) =>
      isSameSite(headers['sec-fetch-site']) && isSame(readCookie(headers.cookie, cookieName), token),
  };
}

/** `none` is an address typed by a person. A page on another port of this computer is `same-site`, and is refused. */
function isSameSite(fetchSite: string | string[] | undefined): boolean {
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
}

function readToken(url: string | undefined): string {
  return new URLSearchParams(url?.split('?')[1] ?? '').get('t') ?? '';
}

/** From `a=1; shotwright-4170=x; b=2`. */
function readCookie(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return '';
}

/** Takes as long for a wrong text as for the right one. */
function isSame(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given);
  const expectedBytes = Buffer.from(expected);
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}
