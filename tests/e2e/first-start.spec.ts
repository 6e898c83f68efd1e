/** The app starts: the window shows the studio, and nothing in it reports an error. */
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';

test('the window opens, and opens again after a crash', async ({ shell }) => {
  await expect(shell.page).toHaveTitle(/Shotwright/);
  await expect(shell.page.locator('#root > *').first()).toBeVisible();
  await keepScreenshot(shell.page, 'first-start');
  await shell.kill9();
  await expect(shell.page.locator('#root > *').first()).toBeVisible();
});
