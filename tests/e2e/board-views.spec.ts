/** The four views of the same shots: what is selected goes with them, and the script says what has no shot yet. */
import path from 'node:path';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { card, cards, giveFile, expectSaved, importScript, inspector, shotTitles } from './studio-window.ts';

const script = path.join(import.meta.dirname, '__fixtures__/harbour.fountain');

test('a shot follows from view to view, and is written from the lines of the script', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, script);
  await expect(cards(page)).toHaveCount(3);
  await card(page, 'Shot 1B,').click();
  await page.getByRole('radiogroup', { name: 'How the shots are shown' }).getByText('Script', { exact: true }).click();
  await expect(page.getByRole('link', { name: 'Script', exact: true })).toHaveAttribute('aria-current', 'page');

  const lines = page.getByRole('region', { name: 'The script' });
  const lit = lines.locator('[data-line][data-lit]');
  await test.step('the shot that is selected lights up its lines, and a line selects its shot', async () => {
    await expect(card(page, 'Shot 1B,')).toHaveAttribute('aria-pressed', 'true');
    await expect(lit.first()).toContainText('She turns away from the rail.');
    await lines.getByText('Nine… ten… eleven.').click();
    await expect(card(page, 'Shot 1A,')).toHaveAttribute('aria-pressed', 'true');
    await expect(inspector(page).getByLabel('Title')).toHaveValue('Boats leave under a low sun');
    await expect(lit.first()).toContainText('Boats leave under a low sun.');
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'Shot 1B,')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a picture dropped on a shot beside its lines becomes its board', async () => {
    const bytes = createPng({ widthPx: 64, heightPx: 36, seed: 8 });
    await giveFile(card(page, 'Shot 1B,'), 'drop', { name: 'rail.png', type: 'image/png', bytes });
    await expect(card(page, 'Shot 1B,').locator('img')).toBeVisible();
    await expectSaved(page);
  });

  await test.step('lines without a shot are found, and become one', async () => {
    await expect(page.getByText('Every line has a shot')).toBeVisible();
    await card(page, 'Shot 1B,').click();
    await page.keyboard.press('Delete');
    await expect(page.getByText('1 place without a shot')).toBeVisible();
    await expect(lines.getByText('No shot yet')).toBeVisible();
    await keepScreenshot(page, 'script-without-shot');
    await page.keyboard.press('u');
    await expect(lines.locator('[data-line][data-chosen]')).toContainText(['She turns away from the rail.']);
    await page.getByRole('button', { name: 'New shot from these lines' }).click();
    await expect(card(page, 'Shot 1B,')).toHaveAttribute('aria-pressed', 'true');
    await expect(inspector(page).getByLabel('Prompt')).toHaveValue('She turns away from the rail.');
    await expect(page.getByText('Every line has a shot')).toBeVisible();
    await expectSaved(page);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(page.getByText('1 place without a shot')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(page.getByText('Every line has a shot')).toBeVisible();
  });

  await test.step('in the strip an end is dragged and a shot is moved by its keys', async () => {
    await card(page, 'Shot 1A,').click();
    await page.keyboard.press('Shift+7');
    await expect(page.getByRole('link', { name: 'Storyboard', exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(card(page, 'Shot 1A,')).toHaveAttribute('aria-pressed', 'true');
    const duration = inspector(page).getByLabel('Duration', { exact: true });
    await expect(duration).toHaveValue('03:00');
    const end = page
      .getByRole('main')
      .getByTitle(/^Drag to change the duration/)
      .first();
    const box = await end.boundingBox();
    if (!box) throw new Error('the end of the first shot is not on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 70, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect(duration).not.toHaveValue('03:00');
    await expectSaved(page);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(duration).toHaveValue('03:00');
    await card(page, 'Shot 1A,').click();
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await expect(duration).toHaveValue('04:00');
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'Shot 2A,')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => shotTitles(page)).toContain('1C Dust turns in the light');
    await keepScreenshot(page, 'strip-view');
  });
});
