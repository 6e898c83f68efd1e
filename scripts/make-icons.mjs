/** Renders `resources/icons/icon.svg` into the PNG sizes that the systems ask for. Run it after changing the drawing. */
import './lib/require-node.mjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { projectRoot } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';

const sizesPx = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];
const folder = path.join(projectRoot, 'resources/icons');

const { chromium: executablePath } = await (await thisComputersTools()).ensure(['chromium']);
if (!executablePath) process.exit(1);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const drawing = Buffer.from(readFileSync(path.join(folder, 'icon.svg'))).toString('base64');
for (const size of sizesPx) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = `<img width="${size}" height="${size}" src="data:image/svg+xml;base64,${drawing}" style="display:block">`;
  await page.setContent(`<body style="margin:0">${image}</body>`);
  await page.locator('img').evaluate((/** @type {HTMLImageElement} */ element) => element.decode());
  await page.screenshot({ path: path.join(folder, `${size}x${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
console.log(`${sizesPx.length} sizes written to resources/icons`);
