/** A project that begins with a template, and one that begins with the plan of that project. */
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import { card, cards, goHome, shotTitles } from './studio-window.ts';

test.setTimeout(120_000);

test('a project begins with a template, another with its plan', async ({ shell }) => {
  const { page } = shell;
  await goHome(page);
  await page.getByRole('button', { name: /^From a template/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Begin with a template' });
  await expect(dialog.getByRole('radio', { name: /^Ad in six shots/ })).toBeFocused();
  await dialog.getByRole('radio', { name: /^Vertical story/ }).check();
  await expect(dialog.getByLabel('Picture size')).toHaveValue(/1080×1920/);
  await look(shell, 'templates');
  await dialog.getByRole('radio', { name: /^Ad in six shots/ }).check();
  await dialog.getByLabel('Title').fill('Lamp ad');
  await dialog.getByRole('button', { name: 'Make project' }).click();
  await expect(cards(page)).toHaveCount(6);
  await expect(card(page, 'Hook')).toBeVisible();
  const titles = await shotTitles(page);

  await goHome(page);
  await page.getByRole('button', { name: /^From a template/ }).click();
  await dialog.getByRole('radio', { name: /^A project of mine/ }).check();
  await expect(dialog.getByRole('combobox', { name: 'Project' })).toHaveValue('Lamp ad');
  await expect(dialog.getByLabel('Title')).toHaveValue('Lamp ad, new version');
  await dialog.getByRole('button', { name: 'Make project' }).click();
  await expect.poll(() => shotTitles(page)).toEqual(titles);
});
