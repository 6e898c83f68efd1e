/** Keys and commands of the pages beside the storyboard: rows that have the focus, views, dialogs, switches, notices. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import { goHome, goToPage, newProject } from './studio-window.ts';

test('what has the focus, a view and a dialog are reached by keys and from the palette', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Pages');

  await test.step('a project is deleted, and put back from its row in the trash', async () => {
    await goHome(page);
    const open = page.getByRole('button', { name: 'Open Pages' });
    await open.focus();
    await keyboard.press('Delete');
    await expect(open).toHaveCount(0);
    await goToPage(page, 'Trash');
    await page.getByRole('checkbox', { name: /Pages/ }).focus();
    await runCommand(page, 'Put back what has the focus');
    await expect(page.getByText('The trash is empty')).toBeVisible();
  });

  await test.step('views of a page by their places, and what a page adds', async () => {
    await goToPage(page, 'Costs');
    await keyboard.press('Shift+4');
    await expect(page.getByRole('radio', { name: 'Entries' })).toBeChecked();
    await goToPage(page, 'Connections');
    await keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    // What lies under it is out of reach.
    await keyboard.press('n');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('elements are added and renamed', async () => {
    await goHome(page);
    await page.getByRole('button', { name: 'Open Pages' }).click();
    await page.getByRole('link', { name: 'Elements', exact: true }).click();
    await expect(page.getByText('Who and what comes back in this film?')).toBeVisible();
    await runCommand(page, 'New place');
    const name = page.getByRole('complementary').getByLabel('Name', { exact: true });
    await expect(name).toBeFocused();
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await expect(name).toBeHidden();
    await expect(page.locator('[data-element-id]')).toBeFocused();
    await keyboard.press('F2');
    await expect(name).toBeFocused();
  });
});

test('a command without keys is given some, and works with them wherever one is', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await goToPage(page, 'Settings');
  const keys = page.getByRole('region', { name: 'Keyboard' });
  await keyboard.press('ControlOrMeta+f');
  await expect(keys.getByLabel('Find a key or a command')).toBeFocused();
  await keyboard.type('offline');
  const row = keys.getByRole('button', { name: /^Work offline/ });
  await giveKeys(row, 'y');
  await expect(row).toHaveAccessibleName(/: Y\. Change$/);

  await goToPage(page, 'Costs');
  await keyboard.press('y');
  await expect(page.getByText('Offline: nothing leaves this computer.')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Offline' })).toBeVisible();
  await keyboard.press('y');
  await expect(page.getByText('Online again')).toBeVisible();
  await runCommand(page, 'Close the newest notice');
  await expect(page.getByText('Online again')).toBeHidden();

  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByLabel('Find a key or a command').fill('work offline');
  await expect(sheet.getByRole('definition')).toHaveText('Y');
  await sheet.getByLabel('Find a key or a command').fill('');
  await expect(sheet.getByText('Back up the library now')).toBeHidden();
  await look(shell, 'key-sheet-of-a-page');
  await keyboard.press('Escape');

  await goToPage(page, 'Settings');
  await row.focus();
  await keyboard.press('Delete');
  await expect(row).toHaveAccessibleName(/: no keys\. Change$/);
});

/** Runs a command by its words from the palette. */
async function runCommand(page: Page, words: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await page.keyboard.press('ControlOrMeta+k');
  await palette.getByRole('combobox').fill(words);
  await palette.getByRole('option', { name: words }).click();
  await expect(palette).toBeHidden();
}

async function giveKeys(row: Locator, key: string): Promise<void> {
  await row.click();
  await row.page().getByRole('button', { name: 'Press the new keys…' }).press(key);
}
