/** Takes of a shot stand side by side: played in step, rated, noted, chosen, and run again from their own recipe. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import { type PaidLibrary, paidConnectionLabel, paidModel, preparePaidLibrary } from './paid-library.ts';
import { card, cards, expectSaved, inspector, newProject, openProject, writeShot } from './studio-window.ts';

test.setTimeout(180_000);
const renderTimeout = { timeout: 60_000 };

test('takes are compared by keyboard alone', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Compared');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: 'Rail', Duration: '0:12' });
  await inspector(page).getByRole('button', { name: 'Generate take' }).click();
  await expect(card(page, 'take 1 of 1')).toHaveCount(1, renderTimeout);
  await inspector(page).getByLabel('Camera', { exact: true }).selectOption('Push in');
  await expect(card(page, 'outdated')).toHaveCount(1);
  await writeShot(page, card(page, 'Shot 1A,'), { Duration: '1:00' });
  await inspector(page).getByRole('button', { name: 'Generate take' }).click();
  await expect(card(page, 'take 2 of 2')).toHaveCount(1, renderTimeout);

  await cards(page).first().focus();
  await keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: /^Takes of shot 1A/ });
  const [first, second] = [take(dialog, 1), take(dialog, 2)];
  await expect(second).toBeFocused();
  await expect(second).toHaveAccessibleName('Take 2, chosen');
  await expect(first).toHaveAccessibleName('Take 1, outdated');

  await test.step('focus, rating and choice', async () => {
    await keyboard.press('ArrowLeft');
    await expect(first).toBeFocused();
    await expect(dialog.getByText('these changed: duration and camera')).toBeVisible();
    await keyboard.press('Shift+Digit4');
    await expect(stars(first, 1).getByRole('button', { name: '4 of 5' })).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Shift+Digit0');
    await expect(stars(first, 1).getByRole('button', { pressed: true })).toHaveCount(0);
    await keyboard.press('Enter');
    await expect(first).toHaveAccessibleName('Take 1, chosen, outdated');
    await keyboard.press('2');
    await expect(second).toHaveAccessibleName('Take 2, chosen');
    await expect(second).toBeFocused();
    await stars(second, 2).getByRole('button', { name: '5 of 5' }).click();
    await expect(stars(second, 2).getByRole('button', { name: '5 of 5' })).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a note saves itself', async () => {
    await keyboard.press('n');
    await expect(dialog.getByLabel('Note')).toBeFocused();
    await keyboard.type('Best light, 1 hand too many');
    await keyboard.press('Escape');
    await expect(second).toBeFocused();
    await expect(second).toContainText('Best light, 1 hand too many');
    await expect(second).toHaveAccessibleName('Take 2, chosen');
  });

  await test.step('all play in step, hold their last frame, and stop', async () => {
    await keyboard.press('Space');
    await expect.poll(() => secondsOf(dialog, 2), { timeout: 20_000 }).toBeGreaterThan(0);
    await expect(dialog.getByRole('button', { name: 'Pause' })).toBeVisible();
    await keyboard.press('Space');
    await expect(dialog.getByRole('button', { name: 'Play all in sync' })).toBeVisible();
    expect(await playingCount(dialog)).toBe(0);
    await keyboard.press('Home');
    await keyboard.press('Shift+Space');
    await expect.poll(() => playingCount(dialog), { timeout: 20_000 }).toBe(1);
    await keyboard.press('Shift+Space');
    await dialog.getByRole('slider', { name: 'Position' }).fill('0.75');
    // Take 1 has 12 frames: it stands on its last one.
    await expect.poll(async () => Math.floor((await secondsOf(dialog, 1)) * 24)).toBe(11);
    await expect.poll(async () => Math.floor((await secondsOf(dialog, 2)) * 24)).toBe(18);
    await first.focus();
    await keyboard.press('.');
    await expect.poll(async () => Math.floor((await secondsOf(dialog, 2)) * 24)).toBe(19);
  });
  await look(shell, 'take-compare-grid');

  await test.step('two large', async () => {
    await keyboard.press('v');
    await expect(dialog.getByRole('region', { name: 'Left: Take 2' })).toBeVisible();
    await expect(dialog.getByRole('region', { name: 'Right: Take 1' })).toBeVisible();
    await look(shell, 'take-compare-pair');
    await dialog.getByRole('button', { name: 'Change sides' }).click();
    await expect(dialog.getByRole('region', { name: 'Right: Take 2' })).toBeVisible();
    // Escape goes back also while the mouse rests on the button and its tooltip is shown.
    await page.mouse.move(2, 2);
    await dialog.getByRole('button', { name: 'Change sides' }).hover();
    await expect(page.getByRole('tooltip')).toBeVisible();
    await keyboard.press('Escape');
    await expect(first).toBeVisible();
  });

  await test.step('run again: free, so at once', async () => {
    await dialog.getByRole('button', { name: 'Run again free' }).click();
    await expect(take(dialog, 3)).toBeVisible(renderTimeout);
  });
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(cards(page).first()).toBeFocused();
  await expectSaved(page);

  await test.step('the search takes its place', async () => {
    await cards(page).first().focus();
    await keyboard.press('c');
    await expect(dialog).toBeVisible();
    await keyboard.press('ControlOrMeta+k');
    await keyboard.type('split');
    await expect(dialog).toBeHidden();
    const field = page.getByRole('combobox', { name: 'Search and commands' });
    await expect(field).toHaveValue('split');
    await keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(cards(page).first()).toBeFocused();
  });

  await test.step('all of it is there after a restart, and nothing can be deleted', async () => {
    await shell.restart();
    await openProject(shell.page, 'Compared');
    await card(shell.page, 'Shot 1A,').click();
    await inspector(shell.page)
      .getByRole('tab', { name: /^Takes/ })
      .click();
    const listed = inspector(shell.page).getByRole('article', { name: 'Take 2' });
    await expect(listed).toContainText('Best light');
    await expect(stars(listed, 2).getByRole('button', { name: '5 of 5' })).toHaveAttribute('aria-pressed', 'true');
    await listed.getByRole('button', { name: 'More for take 2' }).click();
    await expect(shell.page.getByRole('menuitem')).toHaveText([
      'Play',
      'Choose none',
      /^Compare takes/,
      'Recipe',
      'Run again',
      'Run again with a change…',
    ]);
    await shell.page.getByRole('menuitem', { name: 'Recipe' }).click();
    const recipe = shell.page.getByRole('dialog', { name: 'Recipe of take 2' });
    await expect(recipe).toContainText('Animatic');
    await expect(recipe).toContainText('1280×720');
    await expect(recipe).toContainText('Push in');
  });
});

test.describe('takes that cost something', () => {
  let library: PaidLibrary;
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    appEnv: async ({}, use, info) => {
      library = await preparePaidLibrary(info.outputPath('library'), { title: 'Paid', prompts: ['Gulls over water'] });
      library.standIn.finish('well');
      await use({});
      await library.standIn.close();
    },
  });

  test('the recipe tells what was sent and paid, and a changed one is sent once more for its price', async ({
    shell,
  }) => {
    const { page } = shell;
    await openProject(page, 'Paid');
    await card(page, 'Shot 1A,').click();
    await generateOne(page);
    await expect(card(page, 'take 1 of 1')).toHaveCount(1, renderTimeout);
    await cards(page).first().focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: /^Takes of shot 1A/ });
    await expect(take(dialog, 1)).toContainText('$0.40');
    const about = dialog.getByRole('region', { name: 'About take 1' });
    await expect(about).toContainText(paidModel.label);
    await expect(about).toContainText(paidConnectionLabel);
    await expect(about).toContainText('Gulls over water');
    await look(shell, 'take-compare-recipe');

    await about.getByRole('button', { name: 'Run again with a change…' }).click();
    const form = page.getByRole('dialog', { name: 'Run take 1 again' });
    await expect(form.getByRole('button', { name: /^Run again about \$0\.40/ })).toBeVisible();
    await form.getByLabel('Prompt as it will be sent').fill('');
    await expect(form.getByRole('button', { name: /^Run again about/ })).toBeDisabled();
    await form.getByLabel('Prompt as it will be sent').fill('Gulls over still water');
    await look(shell, 'take-run-again');
    await form.getByRole('button', { name: /^Run again about/ }).click();
    await expect(take(dialog, 2)).toBeVisible(renderTimeout);
    expect(library.standIn.countCreates('Gulls over still water')).toBe(1);
    expect(library.standIn.countCreates('Gulls over water')).toBe(1);
  });
});

function take(dialog: Locator, number: number): Locator {
  return dialog.getByRole('article', { name: new RegExp(`^Take ${number}\\b`) });
}

function stars(article: Locator, number: number): Locator {
  return article.getByRole('group', { name: `Rating of take ${number}` });
}

function secondsOf(dialog: Locator, number: number): Promise<number> {
  return take(dialog, number)
    .locator('video')
    .evaluate((video) => (video as HTMLVideoElement).currentTime);
}

function playingCount(dialog: Locator): Promise<number> {
  return dialog
    .locator('video')
    .evaluateAll((videos) => videos.filter((one) => !(one as HTMLVideoElement).paused).length);
}

/** Makes one take of the selected shot, whatever the window asks before it sends something. */
async function generateOne(page: Page): Promise<void> {
  await inspector(page)
    .getByRole('button', { name: /^Generate take/ })
    .click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Generate/ });
  await expect(
    confirm.or(card(page, 'waiting').or(card(page, 'running')).or(card(page, 'take 1 of 1'))).first(),
  ).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();
}
