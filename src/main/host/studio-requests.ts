/**
 * The one request handler of both hosts: `/media/…` goes to the studio, the rest is the window's own files.
 *
 * Answers with 400 to an address that tries to leave its place, in whatever spelling, and with 405 to other methods.
 */
import type { Logger } from '#main/logger.ts';
import { mediaRoot } from '#shared/contract/media-urls.ts';
import { secured, securedMedia, windowCsp } from './security-headers.ts';
import type { HostedStudio } from './studio.ts';

export type StudioRequestsOptions = {
  currentStudio(): HostedStudio | null;
  serveWindow(request: Request): Promise<Response>;
  logger: Logger;
};

const windowMethods = ['GET', 'HEAD'];
const mediaMethods = ['GET', 'HEAD', 'PUT'];

/** Never rejects. */
export function createRequestHandler({ currentStudio, serveWindow, logger }: StudioRequestsOptions) {
  return async (request: Request): Promise<Response> => {
    try {
      const { pathname } = new URL(request.url);
      if (!isPlainPath(pathname)) return refuse(400, 'Bad address');
      const isMedia = pathname.startsWith(mediaRoot);
      const allowed = isMedia ? mediaMethods : windowMethods;
      if (!allowed.includes(request.method)) return refuse(405, 'Method not allowed', { allow: allowed.join(', ') });
      if (!isMedia) return await serveWindow(request);
      const studio = currentStudio();
      if (!studio) return refuse(503, 'No library is open');
      return securedMedia(await studio.handleMedia(request));
    } catch (thrown) {
      logger.error('request.failed', thrown);
      return refuse(500, 'Something went wrong');
    }
  };
}

/**
 * Whether every part of a path means itself. Refuses, among others: `/media/../x` where it was not resolved before,
 * `/media/%2e%2e/x`, `/media/..%2fx`, `/media/%252e%252e/x`, `/a\b`, `/%00`.
 */
export function isPlainPath(pathname: string): boolean {
  let text = pathname;
  // Decoded until nothing changes, so that an address encoded twice is read as the worst that it could mean.
  for (let round = 0; round < 4; round++) {
    if (/[\\\0]/.test(text) || text.split('/').some((part) => part === '..' || part === '.')) return false;
    const decoded = tryDecode(text);
    if (decoded === null) return false;
    if (decoded === text) return true;
    text = decoded;
  }
  return false;
}

function tryDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function refuse(status: number, words: string, headers: Record<string, string> = {}): Response {
  return secured(new Response(words, { status, headers: { 'content-type': 'text/plain', ...headers } }), windowCsp);
}
