/** What the views of the shots share: folded scenes, drawn frames, drags that end early, and room beside notices. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { card, cards, expectSaved, importScript, shotTitles } from './studio-window.ts';

const script = path.join(import.meta.dirname, '__fixtures__/harbour.fountain');

test.skip(({ kind }) => kind === 'electron', 'the window is the same in both hosts');

test('a folded scene is folded in every view, and unfolds for a shot that is looked for', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, script);
  await expect(cards(page)).toHaveCount(3);
  const show = page.getByRole('main').getByRole('button', { name: 'Show the shots of scene 1' });
  await card(page, 'Shot 2A,').click();
  await page.getByRole('main').getByRole('button', { name: 'Hide the shots of scene 1' }).click();

  await test.step('in each view and in the outline', async () => {
    for (const view of ['Cards', 'Table', 'Strip', 'Script']) {
      await chooseView(page, view);
      await expect(show).toBeVisible();
      if (view === 'Table') await expect(page.locator('[data-row]')).toHaveCount(1);
      else await expect(cards(page)).toHaveCount(1);
      await expect(page.getByRole('main').getByText('2 shots', { exact: true }).first()).toBeVisible();
      await keepScreenshot(page, `folded-${view.toLowerCase()}`);
    }
    const outline = page.getByRole('complementary', { name: 'Outline' });
    await expect(outline.getByRole('button', { name: 'Unfold scene 1' })).toBeVisible();
  });

  await test.step('its block in the strip is as long as its shots were', async () => {
    await chooseView(page, 'Strip');
    const fold = page.getByRole('main').getByTitle('Show the shots of scene 1');
    const folded = await fold.boundingBox();
    await fold.click();
    await expect(cards(page)).toHaveCount(3);
    const [first, last] = [await card(page, 'Shot 1A,').boundingBox(), await card(page, 'Shot 1B,').boundingBox()];
    if (!folded || !first || !last) throw new Error('the scene is not on the screen');
    expect(Math.abs(last.x + last.width - first.x - folded.width)).toBeLessThan(4);
  });

  await test.step('keys pass over a folded scene, and unfold the one at hand when there is nothing else', async () => {
    await card(page, 'Shot 1B,').click();
    await page.getByRole('main').getByRole('button', { name: 'Hide the shots of scene 2' }).click();
    await page.keyboard.press('ArrowRight');
    await expect(card(page, 'Shot 1B,')).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('main').getByRole('button', { name: 'Hide the shots of scene 1' }).click();
    await expect(cards(page)).toHaveCount(0);
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'Shot 1B,')).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('main').getByRole('button', { name: 'Show the shots of scene 2' }).click();
    await expect(cards(page)).toHaveCount(3);
  });
});

test('what was cut stands pale in every view until it is pasted or given up', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, script);
  const pale = page.locator('main [class*="leaving"]');
  await card(page, 'Shot 1A,').click();
  await expect(pale).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+x');
  for (const view of ['Cards', 'Table', 'Strip', 'Script']) {
    await chooseView(page, view);
    await expect(pale).toHaveCount(1);
    await keepScreenshot(page, `cut-${view.toLowerCase()}`);
  }
  await card(page, 'Shot 2A,').click();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(pale).toHaveCount(0);
  await expectSaved(page);
});

test('the field one types into has a form of its own, and Enter in it sends nothing', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, script);
  await card(page, 'Shot 1A,').click();
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  const besides = (field: Locator) =>
    field.evaluate((element) => (element instanceof HTMLTextAreaElement ? element.form?.elements.length : undefined));
  await prompt.click();
  expect(await besides(prompt)).toBe(1);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await title.click();
  expect(await besides(prompt)).toBeUndefined();
  await title.fill('At the pier');
  await title.press('Enter');
  await expectSaved(page);
  await expect(card(page, 'At the pier')).toBeVisible();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('a frame drawn over the strip selects, and a cancelled drag leaves the order alone', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, script);
  await chooseView(page, 'Strip');
  const first = await boxOf(page, 'Shot 1A,');
  const last = await boxOf(page, 'Shot 2A,');
  const draw = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
  };
  // From the free place behind the last block of the second scene up and over.
  const beside = { x: last.x + last.width + 90, y: last.y + last.height / 2 };
  await draw(beside, { x: first.x + 4, y: first.y + first.height - 6 });
  await keepScreenshot(page, 'strip-frame');
  await page.mouse.up();
  await expect(page.locator('[data-shot-id][aria-pressed="true"]')).toHaveCount(3);
  await draw(beside, { x: last.x + 4, y: last.y + 10 });
  await page.mouse.up();
  await expect(page.locator('[data-shot-id][aria-pressed="true"]')).toHaveCount(1);
  await card(page, 'Shot 1A,').click();
  await page.keyboard.down('Shift');
  await draw(beside, { x: last.x + 4, y: last.y + 10 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.locator('[data-shot-id][aria-pressed="true"]')).toHaveCount(2);

  const order = await shotTitles(page);
  await draw({ x: first.x + 30, y: first.y + 30 }, { x: last.x + last.width - 4, y: last.y + last.height / 2 });
  await page.evaluate(() => dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1 })));
  await page.mouse.up();
  await chooseView(page, 'Cards');
  await expect.poll(() => shotTitles(page)).toEqual(order);
});

test('no notice covers a dialog, however small the window', async ({ shell }) => {
  const { page } = shell;
  await page.setViewportSize({ width: 900, height: 600 });
  await importScript(page, script);
  const notice = page.getByRole('alert').filter({ hasText: 'Imported' });
  await expect(notice).toBeVisible();
  await notice.hover();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toBeVisible();
  const gap = async () => {
    const [above, below] = [await dialog.boundingBox(), await notice.boundingBox()];
    return above && below ? below.y - above.y - above.height : Number.NaN;
  };
  await expect.poll(gap).toBeGreaterThan(0);
  await keepScreenshot(page, 'notice-below-dialog');
  await notice.getByRole('button', { name: 'Close' }).click();
  await expect(notice).toHaveCount(0);
  await expect.poll(async () => Math.round((await dialog.boundingBox())?.height ?? 0)).toBe(552);
});

async function chooseView(page: Page, name: string): Promise<void> {
  await page.getByRole('radiogroup', { name: 'How the shots are shown' }).getByText(name, { exact: true }).click();
}

async function boxOf(page: Page, name: string) {
  await expect(card(page, name)).toBeVisible();
  const box = await card(page, name).boundingBox();
  if (!box) throw new Error(`${name} is not on the screen`);
  return box;
}
