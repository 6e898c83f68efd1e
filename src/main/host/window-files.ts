/**
 * Serves the built window from `out/renderer`.
 *
 * Only files that were there at the start are served, looked up by their exact address: no part of a request ever
 * becomes part of a path, so there is nothing to escape from.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { secured, windowCsp } from './security-headers.ts';

const typeByExtension: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface WindowFiles {
  /** Answers `GET` and `HEAD` of a file of the window; 404 for all else. `/` is `index.html`. */
  serve(request: Request): Promise<Response>;
}

/** @param rendererDir the built window; one that is not there answers 404 to everything. */
export async function openWindowFiles(rendererDir: string): Promise<WindowFiles> {
  const files = await listFiles(rendererDir, '/');
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return {
    async serve(request) {
      const { pathname } = new URL(request.url);
      const file = files.get(pathname);
      if (!file) return secured(new Response('Not found', { status: 404 }), windowCsp);
      const bytes = await readFile(file);
      const headers = {
        'content-type': typeByExtension[path.extname(file)] ?? 'application/octet-stream',
        'content-length': String(bytes.byteLength),
        'cache-control': cacheRule(pathname),
      };
      return secured(new Response(request.method === 'HEAD' ? null : bytes, { headers }), windowCsp);
    },
  };
}

/** Files under `assets/` carry a hash of their content in their name. */
function cacheRule(pathname: string): string {
  return pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
}

/** Files by address. Walks by hand: `recursive` is missing in older Node and inside an archive. */
async function listFiles(folder: string, address: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const at = path.join(folder, entry.name);
    if (entry.isFile()) files.set(address + encodeURIComponent(entry.name), at);
    if (!entry.isDirectory()) continue;
    const inside = await listFiles(at, `${address}${encodeURIComponent(entry.name)}/`);
    for (const [name, file] of inside) files.set(name, file);
  }
  return files;
}
