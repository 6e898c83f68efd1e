/** How much JavaScript the window loads before it shows anything: gzipped bytes, as a browser would fetch them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Benchmark, CannotMeasure, type Measured } from './benchmark.ts';

const rendererDir = path.resolve(import.meta.dirname, '../out/renderer');

export const windowFirstLoad: Benchmark = {
  name: 'window-first-load-js',
  unit: 'kB',
  limit: 350,
  async measure(): Promise<Measured> {
    const files = await findFirstLoad(rendererDir).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new CannotMeasure('the window is not built; run "npm run build" first');
      }
      throw error;
    });
    const contents = await Promise.all(files.map((file) => readFile(file)));
    const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0) / 1_000;
    return {
      value: sum(contents.map((bytes) => gzipSync(bytes).length)),
      baseline: sum(contents.map((bytes) => bytes.length)),
      spread: null,
    };
  },
};

/** The scripts of a page's `index.html`, with all that they import at once; `import()` is left out. */
export async function findFirstLoad(pageDir: string): Promise<string[]> {
  const html = await readFile(path.join(pageDir, 'index.html'), 'utf8');
  const found = new Set<string>();
  const open = async (file: string): Promise<void> => {
    if (found.has(file)) return;
    found.add(file);
    const text = await readFile(file, 'utf8');
    for (const specifier of staticImports(text)) await open(path.resolve(path.dirname(file), specifier));
  };
  for (const address of scriptAddresses(html)) await open(path.join(pageDir, address));
  if (found.size === 0) throw new Error(`no script in ${path.join(pageDir, 'index.html')}`);
  return [...found];
}

/** Addresses of `<script src>` and `<link rel="modulepreload" href>`. */
export function scriptAddresses(html: string): string[] {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  return tags
    .filter((tag) => tag.startsWith('<script') || /\brel=["']?modulepreload\b/.test(tag))
    .flatMap((tag) => /\b(?:src|href)=["']([^"']+)["']/.exec(tag)?.[1] ?? []);
}

/** What a module imports or exports from at once: `import{a}from"./a.js"`, `import"./b.js"`, `export*from"./c.js"`. */
export function staticImports(text: string): string[] {
  const pattern = /\b(?:import|export)(?:\s*[\w$*{][^"'`;()]*?\bfrom\s*|\s*)["'](\.{1,2}\/[^"']+)["']/g;
  return [...text.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []);
}
