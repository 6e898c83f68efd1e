/** Many boards at once, scene numbers where they stand, and the table: framing, many pasted rows, columns of a file. */
import type { Page } from '@playwright/test';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { aStoryboarderFolder } from '../support/storyboarder-folder.ts';
import { look } from './look.ts';
import { cards, expectSaved, giveFile, newProject, shotTitles } from './studio-window.ts';

test.setTimeout(120_000);

const pictures = (...names: string[]) =>
  names.map((name, seed) => ({ name, type: 'image/png', bytes: createPng({ widthPx: 64, heightPx: 36, seed }) }));

test('boards, scene numbers and the table take many things at once', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Many');

  await test.step('pictures onto a shot fill it, and the rest are new shots, in the order of their names', async () => {
    await giveFile(cards(page).first(), 'drop', pictures('b-10.png', 'b-2.png', 'b-1.png'));
    await expect(page.getByText(/3 boards set in the order of their names/)).toBeVisible();
    await expect(cards(page)).toHaveCount(3);
    await expect(cards(page).locator('img')).toHaveCount(3);
  });

  await test.step('pictures beside the shots are new shots, taken back as one step', async () => {
    await giveFile(page.getByRole('button', { name: /^New shot/ }), 'drop', pictures('c.png', 'd.png'));
    await expect(cards(page)).toHaveCount(5);
    await cards(page).first().focus();
    await keyboard.press('ControlOrMeta+z');
    await expect(cards(page)).toHaveCount(3);
  });

  await test.step('the number of a scene', async () => {
    const number = page.getByRole('textbox', { name: 'Number of scene 1' });
    await number.fill('12A');
    await number.press('Enter');
    await expect.poll(async () => (await shotTitles(page))[0]).toMatch(/^12AA /);
    await cards(page).first().focus();
    await keyboard.press('ControlOrMeta+Shift+l');
    await expect(page.getByRole('textbox', { name: 'Number of scene 12A' })).toHaveAttribute('readonly');
    await keyboard.press('ControlOrMeta+Shift+l');
    await expect(page.getByRole('textbox', { name: 'Number of scene 12A' })).not.toHaveAttribute('readonly');
  });
  await look(shell, 'boards-and-number');

  await page.getByRole('radiogroup', { name: 'How the shots are shown' }).getByText('Table').click();
  const cell = (row: number, name: string) => cellOf(page, row, name);

  await test.step('framing is drawn from its cell', async () => {
    await (await cell(2, 'Camera framing')).dblclick();
    const dialog = page.getByRole('dialog', { name: 'Camera' });
    await dialog.getByRole('button', { name: 'Draw start and end' }).click();
    await dialog.getByRole('slider', { name: 'Camera end' }).focus();
    await keyboard.press('-');
    await expectSaved(page);
    await look(shell, 'table-framing');
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(await cell(2, 'Camera framing')).toHaveText(/^100 % → \d+ %$/);
  });

  await test.step('rows that are pasted are one step, the number of the scene with them', async () => {
    await (await cell(1, 'Title')).click();
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const init = { bubbles: true, cancelable: true, clipboardData };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
    }, 'One\tFirst.\nTwo\tSecond.\nThree\tThird.');
    await expect(await cell(3, 'Prompt')).toHaveText('Third.');
    await keyboard.press('ControlOrMeta+z');
    await expect(await cell(3, 'Prompt')).toHaveText('');
    await expect(await cell(1, 'Title')).toHaveText('');
    await (await cell(1, 'Scene no.')).click();
    await keyboard.type('7');
    await keyboard.press('Enter');
    await expect(await cell(3, 'Scene no.')).toHaveText('7');
  });

  await test.step('a column of a file becomes a field of the project', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Import a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import' });
    await dialog
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Title,Permit\nWide,yes\n') });
    await dialog.getByRole('combobox', { name: 'What “Permit” becomes' }).click();
    await page.getByRole('option', { name: 'A new field' }).click();
    await expect(dialog.getByRole('combobox', { name: 'What “Permit” becomes' })).toHaveValue('A new field');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(await cell(4, 'Permit')).toHaveText('Yes');
  });

  await test.step('a Storyboarder file without its folder says what to do', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Import a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import' });
    const [project] = aStoryboarderFolder();
    const file = { name: 'Pier.storyboarder', mimeType: '', buffer: Buffer.from(project?.bytes ?? '') };
    await dialog.locator('input[type="file"]').first().setInputFiles(file);
    await expect(dialog.getByText(/^Only the project file was chosen/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await keepScreenshot(page, 'import-lone-project');
  });
});

/** A cell by the 1-based number of its row and the name of its column. */
async function cellOf(page: Page, row: number, name: string) {
  const grid = page.getByRole('grid', { name: 'Shots as a table' });
  const column = await grid.getByRole('columnheader', { name, exact: false }).first().getAttribute('aria-colindex');
  return grid.locator(`[data-row="${row - 1}"] [aria-colindex="${column}"]`);
}
