/** Files other than scripts: subtitles, cells of a spreadsheet, a Storyboarder folder; chosen, dropped and pasted. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { aStoryboarderFolder, writeFolder } from '../support/storyboarder-folder.ts';
import { look } from './look.ts';
import { cards, giveFile, goHome, inspector, newProject, shotTitles } from './studio-window.ts';

// Each looks at two views in two schemes.
test.setTimeout(180_000);

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('banner').getByRole('button', { name: 'Import a file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  return dialog;
}

function confirm(dialog: Locator): Promise<void> {
  return dialog.getByRole('button', { name: 'Import', exact: true }).click();
}

test('dropped subtitles become the words of the shots at their time, and undo takes them back', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Pier');
  const srt =
    '1\n00:00:00,500 --> 00:00:01,500\nMara: Nine.\n\n2\n00:00:02,000 --> 00:00:02,500\nTen.\n\n' +
    '3\n01:00:00,000 --> 01:00:01,000\nMuch later.\n';
  await giveFile(page.locator('body'), 'drop', { name: 'pier.srt', type: '', bytes: Buffer.from(srt) });
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByRole('row', { name: /Ten\. 1A/ })).toBeVisible();
  await expect(dialog.getByText('“Much later.” begins after the end of the storyboard: left out.')).toBeVisible();
  await look(shell, 'import-subtitles');
  await confirm(dialog);
  await expect(dialog.getByText('Imported: dialogue of 1 shot.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await cards(page).first().click();
  const dialogue = inspector(page).getByLabel('Dialogue', { exact: true });
  await expect(dialogue).toHaveValue('MARA: Nine.\nTen.');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(dialogue).toHaveValue('');
});

test('pasted cells become scenes and shots by the columns that a person chose', async ({ shell }) => {
  const { page } = shell;
  await goHome(page);
  const dialog = await openImport(page);
  const cells = [
    'Scene\tShot\tDescription\tDuration\tWeather',
    '1\tWide\tRain on the pier\t4\t35',
    '1\tClose\t=HYPERLINK("x")\tsoon\t50',
    '2\tLamp\tA lamp goes out\t01:12\t85',
  ].join('\n');
  await dialog.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
  }, cells);
  await expect(dialog.getByText('2 scenes, 3 shots')).toBeVisible();
  await expect(dialog.getByText('“soon” is no duration: the shot gets the usual one.')).toBeVisible();
  await look(shell, 'import-table');
  await dialog.getByRole('combobox', { name: 'What “Weather” becomes' }).click();
  await page.getByRole('option', { name: 'Notes' }).click();
  await expect(dialog.getByText('Rain on the pier · 35')).toBeVisible();
  await confirm(dialog);
  await expect(cards(page)).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect.poll(() => shotTitles(page)).toEqual(['1A Wide', '1B Close', '2A Lamp']);
  await cards(page).nth(1).click();
  await expect(inspector(page).getByLabel('Prompt', { exact: true })).toHaveValue('=HYPERLINK("x")');
  await expect(inspector(page).getByLabel('Notes', { exact: true })).toHaveValue('50');
});

test('a Storyboarder folder comes with its pictures, and a report tells what is missing', async ({ shell }, info) => {
  const { page } = shell;
  const folder = info.outputPath('Pier project');
  writeFolder(folder, aStoryboarderFolder());
  await goHome(page);
  const dialog = await openImport(page);
  await dialog.locator('input[type=file]').nth(1).setInputFiles(folder);
  await expect(dialog.getByText('3 pictures, 2 sounds')).toBeVisible();
  await look(shell, 'import-storyboarder');
  await confirm(dialog);
  await expect(dialog.getByText('“../../outside.png” leads out of the folder: left out.')).toBeVisible();
  await expect(dialog.getByText(/broken\.png” cannot be read as a picture/)).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await look(shell, 'import-report');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(cards(page)).toHaveCount(5);
  await expect(cards(page).first().locator('img')).toBeVisible();
});

test('a project file alone finds its pictures in the desktop app, and asks for its folder in a browser', async ({
  shell,
}, info) => {
  const { page } = shell;
  const folder = info.outputPath('Pier alone');
  writeFolder(folder, aStoryboarderFolder());
  await goHome(page);
  const dialog = await openImport(page);
  await dialog.locator('input[type=file]').first().setInputFiles(path.join(folder, 'Pier.storyboarder'));
  if (shell.kind === 'browser') {
    await expect(dialog.getByText('Only the project file was chosen.')).toBeVisible();
    await expect(dialog.getByText('0 pictures, 0 sounds')).toBeVisible();
    return;
  }
  await expect(dialog.getByText('come from the folder “images” beside the project file')).toBeVisible();
  await expect(dialog.getByText('3 pictures, 2 sounds')).toBeVisible();
  await expect(dialog.getByText('“../../outside.png” leads out of the folder: left out.')).toBeVisible();
  await look(shell, 'import-storyboarder-alone');
  await confirm(dialog);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(cards(page)).toHaveCount(5);
  await expect(cards(page).first().locator('img')).toBeVisible();
});

test('a table of 100,000 rows comes in parts, each as large as a project can be', async ({ shell }) => {
  test.skip(shell.kind === 'electron', 'the window is the same in both hosts');
  const { page } = shell;
  await goHome(page);
  const dialog = await openImport(page);
  const row = (_: unknown, index: number) => `${Math.floor(index / 30) + 1},Shot ${index + 1},Rain on the pier.\n`;
  const text = `Scene,Title,Description\n${Array.from({ length: 100_000 }, row).join('')}`;
  await dialog
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'Year.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(dialog.getByText('333 scenes, 9990 shots')).toBeVisible();
  await expect(dialog.getByText('There is no room for rows 9992–100001 in one import')).toBeVisible();
  await confirm(dialog);
  const next = dialog.getByRole('button', { name: 'Import the next rows' });
  await expect(next).toBeVisible({ timeout: 30_000 });
  await next.click();
  await expect(dialog.getByLabel('First row', { exact: true })).toHaveValue('9992');
  await expect(dialog.getByText('rows 19982–100001')).toBeVisible();
  await expect(dialog.getByText('Shot 9991', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(cards(page).first()).toBeVisible();
});

test('cells that are pasted onto a page are a table to import', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Pier');
  await cards(page).first().click();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Scene\tShot\tDescription\n7\tWide\tRain\n');
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  });
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByText('1 scene, 1 shot')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(cards(page).first()).toBeFocused();
});

test('what cannot be read is refused in words, and another file can be chosen at once', async ({ shell }) => {
  const { page } = shell;
  await goHome(page);
  const dialog = await openImport(page);
  const choose = (name: string, text: string) =>
    dialog
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text, 'latin1') });
  await choose('book.xlsx.csv', 'PK\x03\x04');
  await expect(dialog.getByRole('alert')).toContainText('is no table of plain text');
  await choose('a.vtt', 'WEBVTT\n\nNOTE nothing');
  await expect(dialog.getByRole('alert')).toContainText('holds no subtitles that can be read');
  await choose('a.storyboarder', '{');
  await expect(dialog.getByRole('alert')).toContainText('is no Storyboarder project');
  await choose('a.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nNine.');
  await expect(dialog.getByText('1 scene, 2 shots')).toBeVisible();
});
