/**
 * The aim of the product, from one end to the other: a screenplay comes in, becomes a storyboard, takes arrive, and a
 * film goes out that any player plays.
 */
import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, keepScreenshot, type Shell, test } from '../support/e2e-app.ts';
import { cards, goHome, openProject } from './studio-window.ts';

const script = path.join(import.meta.dirname, '__fixtures__/harbour.fountain');

test.setTimeout(180_000);

test('a screenplay becomes a storyboard, takes and a film', async ({ shell }, info) => {
  const { page } = shell;
  await importScript(page);
  await expect(page).toHaveURL(/storyboard/);
  await expect(cards(page)).toHaveCount(3);
  await keepScreenshot(page, 'storyboard-imported');

  await page.getByRole('button', { name: 'Generate all' }).click();
  await keepScreenshot(page, 'storyboard-generating');
  await expect(cards(page).filter({ hasText: 'take 1 of 1' })).toHaveCount(3, { timeout: 90_000 });
  await keepScreenshot(page, 'storyboard-with-takes');

  await cards(page).first().click();
  await page.keyboard.press('Enter');
  const player = page.getByRole('group', { name: 'Player, shot 1A' });
  await expect(player).toBeVisible();
  await keepScreenshot(page, 'player');
  await page.keyboard.press('Escape');
  await expect(player).toBeHidden();

  await page
    .getByRole('link', { name: 'Film' })
    .or(page.getByRole('tab', { name: 'Film' }))
    .click();
  await keepScreenshot(page, 'film');
  const film = await exportFilm(shell, info.outputPath('film.mp4'));
  await keepScreenshot(page, 'film-exported');
  await expectFilm(film);
});

test('jobs go on after the app was killed, and nothing is made twice', async ({ shell }) => {
  await importScript(shell.page);
  await shell.page.getByRole('button', { name: 'Generate all' }).click();
  await expect(shell.page.getByText('take 1 of 1').first()).toBeVisible({ timeout: 60_000 });
  await shell.kill9();
  await openProject(shell.page, 'Eleven Out');
  await expect(cards(shell.page).filter({ hasText: 'take 1 of 1' })).toHaveCount(3, { timeout: 90_000 });
});

async function importScript(page: Page): Promise<void> {
  await goHome(page);
  await page.getByText('From a script').click();
  await page.locator('input[type=file]').first().setInputFiles(script);
  await expect(page.getByRole('dialog').getByText('EXT. HARBOUR - DAWN').first()).toBeVisible();
  await keepScreenshot(page, 'script-import');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
}

/** Exports as a person does in this host, and answers a copy of the finished file. */
async function exportFilm({ page, kind, electronApp }: Shell, copyPath: string): Promise<string> {
  if (electronApp) {
    await electronApp.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath, bookmark: '' });
    }, copyPath);
  }
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog')).toContainText('copied as it is');
  await keepScreenshot(page, 'export-dialog');
  await page.getByRole('button', { name: 'Export film' }).click();
  await expect(page.getByText('The film is ready.')).toBeVisible({ timeout: 60_000 });
  if (kind === 'electron') return copyPath;
  const download = page.waitForEvent('download');
  await page.getByText('Download film').click();
  const received = await (await download).path();
  await copyFile(received, copyPath);
  return copyPath;
}

async function expectFilm(file: string): Promise<void> {
  const bytes = await readFile(file);
  // The index stands before the media, so that a player can begin at once.
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  const { stderr } = await promisify(execFile)('ffmpeg', [
    '-v',
    'error',
    '-xerror',
    '-nostdin',
    '-i',
    file,
    '-f',
    'null',
    '-',
  ]);
  expect(stderr).toBe('');
}

test('a file that is no script is refused in words, and creates nothing', async ({ shell }, info) => {
  const { page } = shell;
  const file = info.outputPath('holiday.fountain');
  await writeFile(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0]));
  await goHome(page);
  await page.getByText('From a script').click();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.getByText(/holiday\.fountain/).first()).toBeVisible();
  await expect(page.getByText(/Nothing was imported/)).toBeVisible();
  // There is nothing to set and nothing to import, and another file is one key away.
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Other file' })).toBeFocused();
  await keepScreenshot(page, 'script-refused');
});
