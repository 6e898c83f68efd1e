/**
 * Builds the three processes into `out/`: main and preload as CommonJS, the window as one web page.
 *
 * - The targets are older than the Electron that the app ships with, so that the same build also runs in an older
 *   runtime used for tests. They lower syntax only, never add features.
 * - Only what cannot be bundled stays outside: Electron itself, the native database driver, and ffmpeg-static, whose
 *   path would be wrong in a bundle. Imports such as `#main/db/…` come from "imports" in package.json.
 */

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      target: 'node18.15',
      externalizeDeps: { include: ['ffmpeg-static'] },
      rolldownOptions: {
        input: {
          index: resolve(here, 'src/main/index.ts'),
          host: resolve(here, 'src/main/local-host-entry.ts'),
          studio: resolve(here, 'src/main/command-line-entry.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      // A sandboxed preload can load nothing but Electron, neither packages nor a shared chunk.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { index: resolve(here, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      // Off by default in electron-vite.
      minify: true,
      // The policy of the window allows fonts from the app only: a small one must not become a data: address.
      assetsInlineLimit: 0,
      // Read from the disk, one larger file costs nothing.
      chunkSizeWarningLimit: 3000,
      rolldownOptions: { input: resolve(here, 'src/renderer/index.html') },
    },
  },
});
