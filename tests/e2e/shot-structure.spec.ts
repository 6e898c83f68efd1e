/** Shots are described, cut, merged, copied to another project, numbered for good, and written in a table. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import {
  card,
  cards,
  expectSaved,
  inspector,
  newProject,
  openProject,
  shotTitles,
  writeShot,
} from './studio-window.ts';

test.setTimeout(120_000);

test('shots are described, cut in two, merged and copied to another project', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Structure');
  await writeShot(page, cards(page).first(), {
    Title: 'Rail',
    Prompt: '@mara waits.',
    Action: 'She turns.',
    Lens: '35 mm',
    Tags: 'night, stunt',
    Dialogue: 'MARA: One.\nMARA: Two.',
    Duration: '4:00',
  });
  await inspector(page).getByLabel('Shot size').selectOption('Close-up');
  await inspector(page).getByLabel('Angle').selectOption('Low');
  await expectSaved(page);
  // What goes to a model says it.
  await inspector(page)
    .getByText(/^Prompt with everything filled in/)
    .click();
  await expect(inspector(page)).toContainText('Close-up, low angle, 35 mm lens.');

  await test.step('framing by keys', async () => {
    await inspector(page).getByRole('button', { name: 'Draw start and end' }).click();
    const end = inspector(page).getByRole('slider', { name: 'Camera end' });
    await end.focus();
    const before = await end.getAttribute('aria-valuetext');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('-');
    await expect(end).not.toHaveAttribute('aria-valuetext', before ?? '');
    await expectSaved(page);
  });

  await test.step('split, merge, undo', async () => {
    await card(page, 'Rail').click();
    await keyboard.press('s');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Rail', '1B Rail']);
    await expect(cards(page).first()).toContainText('02:00');
    await cards(page).first().click();
    await expect(inspector(page).getByLabel('Dialogue')).toHaveValue('MARA: One.');
    await cards(page).first().focus();
    await keyboard.press('m');
    await expect(cards(page)).toHaveCount(1);
    await expect(inspector(page).getByLabel('Dialogue')).toHaveValue('MARA: One.\nMARA: Two.');
    await cards(page).first().focus();
    await keyboard.press('ControlOrMeta+z');
    await expect(cards(page)).toHaveCount(2);
  });

  await test.step('status and colour', async () => {
    await cards(page).first().click();
    await keyboard.press('Alt+4');
    await keyboard.press('Alt+Shift+6');
    await expect(cards(page).first()).toContainText(', approved, blue');
  });

  await test.step('locked numbers', async () => {
    await keyboard.press('ControlOrMeta+Shift+l');
    await expect(page.getByText('Numbers are locked.')).toBeVisible();
    await cards(page).first().click();
    await keyboard.press('n');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Rail', '1A-1 Untitled shot', '1B Rail']);
  });

  await look(shell, 'shot-structure');
  await test.step('into another project, with what it names', async () => {
    await addElement(page, 'mara');
    await openProject(page, 'Structure');
    await card(page, 'Shot 1A, Rail').click();
    await keyboard.press('ControlOrMeta+c');
    await newProject(page, 'Other');
    await cards(page).first().click();
    await keyboard.press('ControlOrMeta+v');
    const dialog = page.getByRole('dialog', { name: /^Paste 1 shot/ });
    await expect(dialog).toContainText('@mara');
    await dialog.getByRole('button', { name: 'Paste with elements' }).click();
    await expect.poll(() => shotTitles(page)).toEqual(['1A Untitled shot', '1B Rail']);
    await expect(inspector(page).getByLabel('Lens')).toHaveValue('35');
  });
});

test('every field is written in the table, one row or many', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Table');
  for (let count = 2; count < 5; count += 1) {
    await cards(page).first().focus();
    await keyboard.press('n');
    await expect(cards(page)).toHaveCount(count);
  }
  await page.getByRole('radiogroup', { name: 'How the shots are shown' }).getByText('Table').click();
  const grid = page.getByRole('grid', { name: 'Shots as a table' });
  const cell = (row: number, name: string) => cellOf(page, row, name);
  await expect(grid.locator('[data-row]')).toHaveCount(4);

  await test.step('typing, Enter, Tab, Escape', async () => {
    await (await cell(1, 'Title')).click();
    await keyboard.type('Gulls');
    await keyboard.press('Enter');
    await expect(await cell(1, 'Title')).toHaveText('Gulls');
    await expect(await cell(2, 'Title')).toBeFocused();
    await keyboard.press('F2');
    await keyboard.type('Lamp');
    await keyboard.press('Tab');
    await expect(await cell(2, 'Prompt')).toBeFocused();
    await keyboard.press('Enter');
    await keyboard.type('nothing of this');
    await keyboard.press('Escape');
    await expect(await cell(2, 'Prompt')).toHaveText('');
    await expect(await cell(2, 'Title')).toHaveText('Lamp');
  });

  await test.step('one edit for all selected rows, taken back as one', async () => {
    await (await cell(1, 'Status')).click();
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Enter');
    await grid.getByRole('combobox', { name: 'Status' }).selectOption('Approved');
    await keyboard.press('Enter');
    for (const row of [1, 2, 3]) await expect(await cell(row, 'Status')).toHaveText('Approved');
    await expect(await cell(4, 'Status')).toHaveText('Planned');
    await keyboard.press('ControlOrMeta+z');
    for (const row of [1, 2, 3]) await expect(await cell(row, 'Status')).toHaveText('Planned');
  });

  await test.step('cells copied and pasted as a spreadsheet has them', async () => {
    await (await cell(1, 'Title')).click();
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('ControlOrMeta+c');
    await (await cell(3, 'Title')).click();
    await keyboard.press('ControlOrMeta+v');
    await expect(await cell(3, 'Title')).toHaveText('Gulls');
    await expect(await cell(4, 'Title')).toHaveText('Lamp');
    await expectSaved(page);
  });

  await test.step('a field of the project is a column', async () => {
    await inspector(page).getByRole('button', { name: 'Fields of this project' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fields of this project' });
    await dialog.getByLabel('New field').fill('Unit');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await expect(dialog.getByRole('button', { name: 'Remove field Unit' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(grid.getByRole('columnheader', { name: 'Unit' })).toBeAttached();
  });
  await look(shell, 'shot-table');
  // Written once, found again.
  await page.reload();
  await expect(grid).toBeVisible();
});

/** A cell by the 1-based number of its row and the name of its column. */
async function cellOf(page: Page, row: number, name: string) {
  const grid = page.getByRole('grid', { name: 'Shots as a table' });
  const column = await grid.getByRole('columnheader', { name, exact: false }).first().getAttribute('aria-colindex');
  return grid.locator(`[data-row="${row - 1}"] [aria-colindex="${column}"]`);
}

async function addElement(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Elements' }).click();
  await page.getByRole('button', { name: 'New character' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expectSaved(page);
}
