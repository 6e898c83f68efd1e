/** A new draft of a script over the project that was made from an earlier one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { look } from './look.ts';
import { card, cards, expectSaved, giveFile, importScript, inspector, shotTitles, writeShot } from './studio-window.ts';

test.setTimeout(120_000);

const harbour = readFileSync(fileURLToPath(new URL('./__fixtures__/harbour.fountain', import.meta.url)), 'utf8');

/** The lamp room first, another word in it, the boats leave later, she does not turn away, and somebody comes. */
function newDraft(): string {
  const [title = '', pier = '', lamp = ''] = harbour.split(/(?=EXT\. HARBOUR|INT\. LAMP)/);
  const office = lamp.replace('Dust turns in the light.', 'Dust turns in the only light.').replace('> THE END <', '');
  const boats = pier.replace('under a low sun', 'under a high sun').replace(/She turns away.*\n/, '');
  const end = 'A boy runs down the whole length of the pier with a letter in his hand.\n\n> THE END <\n';
  return `${title}${office}${boats.replace('CUT TO:\n', '')}${end}`;
}

test('compares again when the project was changed meanwhile, and keeps what was chosen', async ({ shell }) => {
  test.skip(shell.kind === 'electron', 'the desktop app has one window: nobody else changes the project');
  const { page } = shell;
  await importScript(page, { name: 'harbour.fountain', text: harbour });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(card(other, 'Boats leave')).toBeVisible();
  const file = { name: 'harbour-2.fountain', type: '', bytes: Buffer.from(newDraft()) };
  await giveFile(page.locator('body'), 'drop', file);
  await page.getByRole('button', { name: 'Compare with the script of this project' }).click();
  const dialog = page.getByRole('dialog', { name: 'Update from a changed script' });
  await dialog.getByRole('button', { name: /^Gone/ }).click();
  await dialog.getByRole('button', { name: 'To the trash' }).click();

  await writeShot(other, card(other, 'Boats leave'), { Prompt: 'Eleven boats, as I see them.' });
  await expectSaved(other);
  await dialog.getByRole('button', { name: 'Update project' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It is compared anew below, with your choices');
  await expect(dialog.getByRole('button', { name: 'Changed on both sides 1' })).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText('1 goes to the trash');
  await dialog.getByRole('button', { name: 'Update project' }).click();
  await expect(dialog).toBeHidden();
  await card(page, 'Boats leave').click();
  await expect(inspector(page).getByLabel('Prompt', { exact: true })).toHaveValue('Eleven boats, as I see them.');
});

test('keeps boards and words of a person, and comes and goes in one step', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, { name: 'harbour.fountain', text: harbour });
  const before = await shotTitles(page);
  await writeShot(page, card(page, 'Boats leave'), { Prompt: 'Eleven boats, as I see them.' });
  const board = createPng({ widthPx: 320, heightPx: 180 });
  await giveFile(card(page, 'Boats leave'), 'drop', { name: 'board.png', type: 'image/png', bytes: board });
  await expect(card(page, 'Boats leave').locator('img')).toBeVisible();

  const file = { name: 'harbour-2.fountain', type: '', bytes: Buffer.from(newDraft()) };
  await giveFile(page.locator('body'), 'drop', file);
  await page.getByRole('button', { name: 'Compare with the script of this project' }).click();
  const dialog = page.getByRole('dialog', { name: 'Update from a changed script' });
  const list = dialog.getByRole('group', { name: 'What differs' });
  await expect(list.getByText('Stays with: board')).toBeVisible();
  await expect(list.getByText('Changed on both sides')).toBeVisible();
  await look(shell, 'script-difference');

  await dialog.getByRole('button', { name: /^Gone/ }).click();
  await dialog.getByRole('button', { name: 'To the trash' }).click();
  await expect(dialog.getByRole('status')).toContainText('1 goes to the trash');
  await dialog.getByRole('button', { name: /^Changed on both sides/ }).click();
  await list.getByRole('radiogroup').getByText('Take the script’s').click();
  await list.getByRole('radiogroup').getByText('Keep mine').click();
  await dialog.getByRole('button', { name: 'Update project' }).click();
  await expect(dialog).toBeHidden();
  await expect(cards(page).first()).toContainText('Dust turns in the only light');
  const words = /only light|Boats leave|A boy runs/;
  await expect
    .poll(async () => (await shotTitles(page)).map((title) => words.exec(title)?.[0]))
    .toEqual(['only light', 'Boats leave', 'A boy runs']);
  await expect(card(page, 'Boats leave').locator('img')).toBeVisible();
  await card(page, 'Boats leave').click();
  await expect(inspector(page).getByLabel('Prompt', { exact: true })).toHaveValue('Eleven boats, as I see them.');

  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => shotTitles(page)).toEqual(before);
});
