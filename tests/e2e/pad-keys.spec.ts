/** Keys of the sketch pad that a person chose, and an undo that means what is seen. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Shell, test } from '../support/e2e-app.ts';
import { cards, goToPage, inspector, newProject, openProject } from './studio-window.ts';

test.setTimeout(120_000);

test('the pad has the keys that a person chose, and the menu undoes in it', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Own keys');
  await cards(page).first().click();
  await page.keyboard.press('n');
  await expect(cards(page)).toHaveCount(2);
  await goToPage(page, 'Settings');
  const keys = page.getByRole('region', { name: 'Keyboard' });
  await keys.getByLabel('Find a key or a command').fill('eraser');
  await keys.getByRole('button', { name: 'Eraser: E. Change' }).click();
  await page.keyboard.press('x');
  await expect(keys.getByRole('button', { name: 'Eraser: X. Change' })).toBeVisible();

  await openProject(page, 'Own keys');
  await cards(page).first().click();
  await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(stage(page)).toBeFocused();
  const eraser = page.getByRole('button', { name: 'Eraser' });
  await page.keyboard.press('e');
  await expect(eraser).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('x');
  await expect(eraser).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('p');
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: 'Grey', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+C');
  await page.keyboard.press('Shift+C');
  await expect(page.getByRole('button', { name: 'Skin', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('n');
  const layer = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(layer('Layer 2')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(layer('Layer 1')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(layer('Layer 2')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(layer('Layer 2')).toHaveCount(0);

  const undo = page.getByRole('button', { name: 'Undo in the drawing' });
  await draw(page);
  await expect(undo).toBeEnabled();
  await undoByMenu(shell);
  await expect(undo).toBeDisabled();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByLabel('Find a key or a command').fill('eraser');
  await expect(sheet.getByRole('definition')).toHaveText('X');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await stage(page).focus();
  await page.keyboard.press('Escape');
  await expect(stage(page)).toHaveCount(0);
  // The storyboard behind it kept what was done before.
  await expect(cards(page)).toHaveCount(2);
});

function stage(page: Page): Locator {
  return page.getByRole('application', { name: 'Drawing area' });
}

async function draw(page: Page): Promise<void> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error('there is no paper');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 5 });
  await page.mouse.up();
}

/** Edit > Undo of the desktop app; by its keys where there is no menu. */
async function undoByMenu({ page, electronApp }: Shell): Promise<void> {
  if (!electronApp) return page.keyboard.press('ControlOrMeta+z');
  await electronApp.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Edit');
    edit?.submenu?.items.find(({ label }) => label === 'Undo')?.click();
  });
}
