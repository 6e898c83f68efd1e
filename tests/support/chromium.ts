/** The Chromium of this computer, and how it is started where nobody looks at it. */
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The one that was named or is installed; undefined leaves it to Playwright's own. */
export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM_PATH ?? places.find((file) => existsSync(file));
}

export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
