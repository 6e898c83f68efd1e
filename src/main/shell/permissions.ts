/**
 * What the page may ask the system for: the microphone, and nothing that sees or finds the person.
 *
 * Two more are allowed: writing to the clipboard (the Copy buttons) and full screen (the player). Both need a click
 * and give the page nothing to read.
 */
import { isAppUrl } from './app-origin.ts';

export type PermissionQuestion = {
  permission: string;
  /** Address of the page that asks. */
  url: string;
  isMainFrame: boolean;
  mediaTypes: readonly string[];
};

/** Whether a page gets what it asks for. */
export function isAllowed({ permission, url, isMainFrame, mediaTypes }: PermissionQuestion): boolean {
  if (!isAppUrl(url) || !isMainFrame) return false;
  if (permission === 'media') return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen';
}
