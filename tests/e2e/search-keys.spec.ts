/** Anything is found from anywhere, commands are run by name, and their keys can be changed. */
import path from 'node:path';
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import {
  card,
  cards,
  expectSaved,
  goHome,
  goToPage,
  importScript,
  inspector,
  newProject,
  openProject,
  writeShot,
} from './studio-window.ts';

test.setTimeout(180_000);

const harbour = path.join(import.meta.dirname, '__fixtures__/harbour.fountain');

test('the palette finds shots, lines and elements of every project, and runs commands', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  const field = palette.getByRole('combobox');
  await importScript(page, harbour);
  await newProject(page, 'Elsewhere');
  await writeShot(page, cards(page).first(), { Title: 'Küste', Prompt: 'a lighthouse over 夜晚的港口' });
  await goHome(page);

  await test.step('from the keyboard, over all projects', async () => {
    await keyboard.press('ControlOrMeta+k');
    await expect(field).toBeFocused();
    await keyboard.type('kuste');
    await expect(palette.getByRole('option', { name: /Küste/ })).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(card(page, 'Küste')).toHaveAttribute('aria-pressed', 'true');
    await expect(card(page, 'Küste')).toBeFocused();
  });

  await test.step('Chinese by any part', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Search and commands' }).click();
    await keyboard.type('港口');
    await expect(palette.getByRole('option', { name: /Küste/ })).toBeVisible();
    await look(shell, 'palette');
    await keyboard.press('Escape');
    await expect(palette).toBeHidden();
  });

  await test.step('a command of this view', async () => {
    const count = await cards(page).count();
    await keyboard.press('ControlOrMeta+k');
    await keyboard.type('new shot');
    await expect(palette.getByRole('option', { name: /New shot/ })).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(cards(page)).toHaveCount(count + 1);
    await expectSaved(page);
    // All at once, before the palette can be drawn: a letter of it must not make a shot.
    await page.evaluate(() => {
      const press = (init: KeyboardEventInit) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
        );
      press({ key: 'k', code: 'KeyK', ctrlKey: true });
      press({ key: 'n', code: 'KeyN' });
    });
    await expect(field).toBeFocused();
    await keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expectSaved(page);
    await expect(cards(page)).toHaveCount(count + 1);
    await expect(inspector(page)).toBeVisible();
  });
});

test('what is typed right behind its keys goes into the palette, however slow the computer is', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'In a hurry');
  const field = page.getByRole('combobox', { name: 'Search and commands' });
  const processor = await page.context().newCDPSession(page);
  for (const [rate, delay] of [
    [1, 0],
    [2, 14],
    [5, 35],
    [9, 5],
    [12, 19],
    [20, 40],
  ] as const) {
    // The code of the palette is not loaded yet.
    await page.reload();
    await cards(page).first().click();
    await processor.send('Emulation.setCPUThrottlingRate', { rate });
    await keyboard.press('ControlOrMeta+k');
    await keyboard.type('name', { delay });
    await processor.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('name');
    await keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(cards(page)).toHaveCount(1);
  }
});

test('shots are found within a project by words and filters, one by one or alone', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await importScript(page, harbour);
  const count = await cards(page).count();
  const bar = page.getByRole('search', { name: 'Find in this project' });
  // From any view of the project.
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Clips' })).toBeVisible();
  await keyboard.press('ControlOrMeta+f');
  await expect(bar.getByLabel('Words of a shot')).toBeFocused();
  await keyboard.type('mara');
  await expect(bar.getByRole('status')).toHaveText(/^\d+ hits?$/);
  const hitCount = Number.parseInt((await bar.getByRole('status').textContent()) ?? '', 10);
  expect(hitCount).toBeGreaterThan(0);
  expect(hitCount).toBeLessThan(count);
  await keyboard.press('Enter');
  await expect(page.locator('[data-shot-id][aria-pressed="true"]')).toHaveCount(1);
  await bar.getByLabel('Only hits').check({ force: true });
  await expect(cards(page)).toHaveCount(hitCount);
  await bar.getByLabel('Add a filter').fill('with dialogue');
  await page.getByRole('option', { name: 'with dialogue', exact: true }).click();
  const chip = bar.getByRole('button', { name: 'Remove the filter Dialogue: with dialogue' });
  await expect(chip).toBeVisible();
  await bar.getByLabel('Words of a shot').fill('');
  await expect(bar.getByRole('status')).toHaveText(/^\d+ hits?$/);
  const spokenCount = Number.parseInt((await bar.getByRole('status').textContent()) ?? '', 10);
  expect(spokenCount).toBeGreaterThan(0);
  await expect(cards(page)).toHaveCount(spokenCount);
  await bar.getByRole('button', { name: 'Select all' }).click();
  await expect(page.locator('[data-shot-id][aria-pressed="true"]')).toHaveCount(spokenCount);
  await look(shell, 'find-in-project');
  await chip.click();
  await expect(bar.getByLabel('Words of a shot')).toBeFocused();
  await expect(cards(page)).toHaveCount(count);
  await bar.getByRole('button', { name: 'Close the search' }).click();
  await expect(bar).toBeHidden();
  await expect(cards(page)).toHaveCount(count);

  // By its number: brought into view, and arrows go on from there.
  const last = cards(page).last();
  const number = /^Shot (\S+),/.exec((await last.textContent()) ?? '')?.[1] ?? '';
  await cards(page).first().click();
  await keyboard.press('ControlOrMeta+k');
  await keyboard.type(number);
  await expect(page.getByRole('option', { name: new RegExp(`^Shot ${number}`) })).toBeVisible();
  await keyboard.press('Enter');
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
});

test('a key is changed by pressing it, taken from who had it, and known everywhere', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Other keys');
  await goToPage(page, 'Settings');
  const keys = page.getByRole('region', { name: 'Keyboard' });
  await keys.getByRole('button', { name: /^New scene: / }).click();
  await keyboard.press('n');
  await expect(keys.getByText('N belong to: New shot.')).toBeVisible();
  await keys.getByRole('button', { name: 'Use them here' }).click();
  await expect(keys.getByRole('button', { name: 'New scene: N. Change' })).toBeVisible();
  await expect(keys.getByRole('button', { name: 'New shot: no keys. Change' })).toBeVisible();
  await look(shell, 'keys');

  await openProject(page, 'Other keys');
  await cards(page).first().click();
  await keyboard.press('n');
  await expect(page.getByRole('textbox', { name: /^Heading of scene/ })).toHaveCount(2);
  await expect(cards(page)).toHaveCount(1);
  // A new scene is named at once: the field has the focus.
  await keyboard.press('Escape');
  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByLabel('Find a key or a command').fill('new scene');
  await expect(sheet.getByRole('definition')).toHaveText('N');
  await look(shell, 'key-sheet');
  await sheet.getByRole('button', { name: 'Change keys…' }).click();
  await keys.getByRole('button', { name: 'All as in the preset' }).click();
  await expect(keys.getByRole('button', { name: 'New shot: N. Change' })).toBeVisible();
});
