/** Durations changed in the strip: by dragging the end of a shot, and by keys. */
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { cards, expectSaved, inspector } from './studio-window.ts';

test('the end of a shot is dragged and stepped by keys, each one step to undo', async ({ shell }) => {
  const { page } = shell;
  await cards(page).first().click();
  const duration = inspector(page).getByLabel('Duration', { exact: true });
  await expect(duration).toHaveValue('04:00');

  const end = page
    .getByRole('region', { name: 'Strip' })
    .getByTitle(/^Drag to change the duration/)
    .first();
  const box = await end.boundingBox();
  if (!box) throw new Error('the end of the first shot is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 5 });
  await keepScreenshot(page, 'strip-dragged');
  await page.mouse.up();
  await expect(duration).not.toHaveValue('04:00');
  await expectSaved(page);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(duration).toHaveValue('04:00');

  await cards(page).first().click();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(duration).toHaveValue('04:01');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(duration).toHaveValue('04:00');
});
