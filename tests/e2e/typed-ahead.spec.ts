/** Keys that come before what they are meant for is there: they wait for it, and nothing else hears them. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { cards, expectSaved, inspector, newProject } from './studio-window.ts';

test.setTimeout(120_000);

/** How much slower than it is the processor seems to be. */
const rates = [1, 8, 20];

async function whileSlow(page: Page, rate: number, work: () => Promise<void>): Promise<void> {
  const processor = await page.context().newCDPSession(page);
  await processor.send('Emulation.setCPUThrottlingRate', { rate });
  await work();
  await processor.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await processor.detach();
}

test('a new scene and a new element have the name that was typed at once', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Names');
  await cards(page).first().click();
  for (const [index, rate] of rates.entries()) {
    await whileSlow(page, rate, async () => {
      await keyboard.press('Shift+n');
      await keyboard.type('EXT. NIGHT', { delay: 10 });
    });
    await expect(page.getByLabel(`Heading of scene ${index + 2}`)).toHaveValue('EXT. NIGHT');
    await keyboard.press('Escape');
  }
  await expectSaved(page);
  // No letter made a shot.
  await expect(cards(page)).toHaveCount(1);

  await page.getByRole('link', { name: 'Elements', exact: true }).click();
  const newOne = page.getByRole('button', { name: 'New character' });
  for (const [index, rate] of rates.entries()) {
    await expect(newOne).toBeVisible();
    await whileSlow(page, rate, async () => {
      await newOne.click();
      await keyboard.type(`maara${index}`, { delay: 10 });
      await keyboard.press('Backspace');
      await keyboard.type(`${index}`);
      await keyboard.press('Enter');
    });
    await expect(page.getByRole('heading', { name: `@maara${index}`, exact: true })).toBeVisible();
    await expectSaved(page);
  }
});

test('the search is opened from the pad, which keeps the drawing', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  const field = page.getByRole('combobox', { name: 'Search and commands' });
  const stage = page.getByRole('application', { name: 'Drawing' });
  await newProject(page, 'From above');
  await cards(page).first().click();
  for (const rate of rates) {
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(stage).toBeFocused();
    const box = await stage.boundingBox();
    if (!box) throw new Error('the paper is not on the screen');
    await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4 + rate);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await whileSlow(page, rate, async () => {
      await keyboard.press('ControlOrMeta+k');
      await keyboard.type('split');
    });
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('split');
    await expect(stage).toBeHidden();
    await keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(cards(page).first().locator('img').first()).toBeVisible();
    await expect(cards(page)).toHaveCount(1);
    await expect(inspector(page).getByRole('button', { name: 'Draw', exact: true })).toBeFocused();
  }
});
