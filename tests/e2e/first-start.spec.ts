/** The app starts: the window shows the studio with the sample project, and again after its process was killed. */
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';

test('the window opens with the sample project, and again after a kill', async ({ shell }) => {
  await expect(shell.page).toHaveTitle(/Shotwright/);
  await expect(shell.page.getByText('The Lamp at Gull Point').first()).toBeVisible();
  await keepScreenshot(shell.page, 'first-start');
  await shell.kill9();
  await expect(shell.page.getByText('The Lamp at Gull Point').first()).toBeVisible();
});
