/** One take from a picture and a few words, from anywhere in the window. */
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { expectNothingFound } from './look.ts';
import { type PaidLibrary, preparePaidLibrary } from './paid-library.ts';
import { card, cards, giveFile, goHome, inspector, openProject } from './studio-window.ts';

test.setTimeout(180_000);
const renderTimeout = { timeout: 60_000 };

test('a picture becomes a clip on this computer', async ({ shell }) => {
  const { page } = shell;
  await goHome(page);
  await page.getByRole('button', { name: /^Quick take One clip/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Quick take' });
  await expect(dialog.getByRole('combobox', { name: /^Model Animatic/ })).toBeVisible();
  await dialog.getByLabel('Prompt').fill('A lamp in the window');
  await dialog.getByLabel('Size').click();
  await page.getByRole('option', { name: '1280×720' }).click();
  await dialog.getByLabel('Seconds').fill('200');
  await expect(dialog.getByText('A number from 0.5 to 120.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Create/ })).toBeDisabled();
  await dialog.getByLabel('Seconds').fill('0.5');
  const bytes = Buffer.from(createPng({ widthPx: 64, heightPx: 36, seed: 5 }));
  await giveFile(dialog.getByRole('region', { name: 'Quick take' }), 'drop', {
    name: 'lamp.png',
    type: 'image/png',
    bytes,
  });
  await expect(dialog.getByAltText('The picture that the clip begins with')).toBeVisible();
  await expectNothingFound(page, 'quick take');
  await keepScreenshot(page, 'quick-take');
  await dialog.getByRole('button', { name: 'Create Free' }).click();
  await expect(page.getByRole('heading', { name: 'Quick takes' })).toBeVisible();
  await expect(inspector(page).getByLabel('Prompt', { exact: true })).toHaveValue('A lamp in the window');
  await expect(inspector(page).getByAltText('Board of shot 1A')).toBeVisible();
  await expect(card(page, 'take 1 of 1')).toBeVisible(renderTimeout);
});

test.describe('with a model that makes clips elsewhere', () => {
  let library: PaidLibrary;
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    appEnv: async ({}, use, info) => {
      library = await preparePaidLibrary(info.outputPath('library'), { title: 'Paid', prompts: ['Gulls'] });
      library.standIn.finish('well');
      await use({});
      await library.standIn.close();
    },
  });

  test('the plan stands beside the fields, and each take is a shot behind the others', async ({ shell }) => {
    const { page } = shell;
    await openProject(page, 'Paid');
    const dialog = page.getByRole('dialog', { name: 'Quick take' });
    const create = dialog.getByRole('button', { name: /^Create/ });
    await page.keyboard.press('q');
    await expect(dialog.getByRole('combobox', { name: /^Model Sora 2/ })).toBeVisible();
    await expect(dialog.getByText('Prompt is missing')).toBeVisible();
    await expect(create).toBeDisabled();
    await dialog.getByLabel('Prompt').fill('A lighthouse');
    await dialog.getByLabel('Seconds').fill('5');
    await expect(dialog.getByText('8 s instead of 5 s')).toBeVisible();
    await create.click();
    await expect(card(page, 'take 1 of 1')).toHaveCount(1, renderTimeout);

    await page.keyboard.press('q');
    await dialog.getByLabel('Prompt').fill('A gull');
    await create.click();
    await expect(cards(page)).toHaveCount(2);
    await expect(inspector(page).getByLabel('Prompt', { exact: true })).toHaveValue('A gull');
    await expect(card(page, 'take 1 of 1')).toHaveCount(2, renderTimeout);
    expect(library.standIn.videos.creates.map(({ fields }) => fields.prompt)).toEqual(['A lighthouse', 'A gull']);
  });
});
