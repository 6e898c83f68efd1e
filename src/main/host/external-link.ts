/** Decides which links may leave the studio. */
import { AppError } from '#shared/errors/app-error.ts';

/** Whether a link is https, with a host and without a name or password in it. */
export function isExternalLink(url: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(url);
    return protocol === 'https:' && hostname !== '' && username === '' && password === '';
  } catch {
    return false;
  }
}

/** @throws {AppError} INVALID_INPUT for any other kind of link. */
export function requireExternalLink(url: string): void {
  if (!isExternalLink(url)) throw new AppError('INVALID_INPUT', 'only https links are opened outside the studio');
}
