/** Choosing a model, reading what it makes of the shots and costs, seeing what is sent, and generating. */
import type { Locator, Page } from '@playwright/test';
import { microsFromDollars } from '#shared/domain/money.ts';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { openTestStudio } from '../support/test-studio.ts';
import { expectNothingFound } from './look.ts';
import { type PaidLibrary, preparePaidLibrary } from './paid-library.ts';
import { card, expectSaved, giveFile, inspector, newProject, openProject, writeShot } from './studio-window.ts';

test.setTimeout(180_000);
const renderTimeout = { timeout: 60_000 };

test('free takes run at one press; more of them and other times go through the plan', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Free');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: 'Rail', Duration: '0:12' });
  await page.getByRole('button', { name: 'Generate all Free' }).click();
  await expect(card(page, 'take 1 of 1')).toBeVisible(renderTimeout);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await chooseMore(page, 'More takes, another time…');
  const plan = page.getByRole('dialog', { name: 'Generate' });
  await expect(plan.getByRole('row', { name: /^1A Rail Animatic/ })).toContainText('Everything as it is set.');
  await plan.getByRole('button', { name: 'One take more of each shot' }).click();
  await expect(plan.getByText('1 shot, 2 takes')).toBeVisible();
  await plan.getByLabel('Begin').click();
  await page.getByRole('option', { name: 'At a time of your own' }).click();
  await plan.getByLabel('Not before').fill('2020-01-01T00:00');
  await expect(plan.getByText('A time that is still to come.')).toBeVisible();
  await expect(plan.getByRole('button', { name: /^Generate later/ })).toBeDisabled();
  await plan.getByLabel('Begin').click();
  await page.getByRole('option', { name: 'At once' }).click();
  await plan.getByRole('button', { name: 'Generate Free' }).click();
  await expect(plan).toBeHidden();
  await expect(card(page, 'of 3')).toBeVisible(renderTimeout);
});

test.describe('with a model that costs something', () => {
  let library: PaidLibrary;
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    appEnv: async ({}, use, info) => {
      const libraryDir = info.outputPath('library');
      library = await preparePaidLibrary(libraryDir, { title: 'Paid', prompts: ['Gulls', 'Lamp', 'Boat'] });
      await addModels(libraryDir, library);
      library.standIn.finish('well');
      await use({});
      await library.standIn.close();
    },
  });

  test('the inspector shows what the model takes, what it makes of the shot, and the price', async ({ shell }) => {
    const { page } = shell;
    await openProject(page, 'Paid');
    await writeShot(page, card(page, 'Shot 1A,'), { Duration: '6.5' });
    const generation = inspector(page).getByRole('region', { name: 'Generation' });
    await expect(generation.getByText('8 s instead of 6.5 s')).toBeVisible();
    await expect(inspector(page).getByRole('button', { name: 'Generate take $0.80' })).toBeVisible();
    await expect(generation.getByLabel('Seed', { exact: true })).toHaveCount(0);

    await chooseModel(page, generation, 'Model', /^Rich 1/);
    await expect(inspector(page).getByRole('button', { name: 'Generate take $1.20' })).toBeVisible();
    await expect(page.getByText('1 shot uses Rich 1, which ends on')).toBeVisible();
    const seed = generation.getByLabel('Seed', { exact: true });
    await seed.fill('many');
    await expect(generation.getByText('A whole number from 0 to 4294967295.')).toBeVisible();
    await seed.fill('12');
    await generation.getByLabel('Resolution').selectOption('1080p');
    await generation.getByText('Settings of Rich 1').click();
    await generation.getByLabel('Guidance').fill('7,5');
    await generation.getByLabel('Rewrite the prompt').selectOption('off');
    await expectSaved(page);
    await expect(generation.getByText('2 set')).toBeVisible();

    await test.step('pictures are dropped on it, put in order, and taken away', async () => {
      const references = generation.getByRole('region', { name: 'Reference pictures' });
      await giveFile(references, 'drop', picture('one.png', 1));
      await expect(references.getByText('1 of at most 2')).toBeVisible();
      await giveFile(references, 'drop', picture('two.png', 2));
      await expect(references.getByText('2 of at most 2')).toBeVisible();
      const first = await references.locator('img').first().getAttribute('src');
      await references.getByRole('button', { name: 'Move reference 1 back' }).click();
      await expect(references.locator('img').last()).toHaveAttribute('src', String(first));
      await references.getByRole('button', { name: 'Remove reference 1' }).click();
      await expect(references.locator('img')).toHaveCount(1);
      await giveFile(generation.getByRole('region', { name: 'Last frame' }), 'drop', picture('end.png', 3));
      await expect(generation.getByAltText('Last frame of shot 1A')).toBeVisible();
    });
    await expectNothingFound(page, 'generation');
    await keepScreenshot(page, 'inspector-generation');

    await test.step('another model leaves nothing out in silence, and one step back brings the old one', async () => {
      await chooseModel(page, generation, 'Model', /^Project’s default/);
      const becomes = generation.getByRole('region', { name: 'What the model makes of it' });
      await expect(becomes.getByRole('listitem')).toHaveText([
        /^Last frame is not taken/,
        /^Reference pictures are not taken/,
        /^1280×720 instead of 1920×1080/,
        /^8 s instead/,
        /^Seed is not taken/,
        /^guidance 7.5 is not known/,
        /^rewrite false is not known/,
      ]);
      await expect(seed).toHaveValue('12');
      await page.keyboard.press('ControlOrMeta+z');
      await expect(generation.getByRole('combobox', { name: /^Model Rich 1/ })).toBeVisible();
    });

    await test.step('several shots show what they have in common', async () => {
      await card(page, 'Shot 1B,').click({ modifiers: ['ControlOrMeta'] });
      await expect(generation.getByRole('combobox', { name: 'Model Several models' })).toBeVisible();
      await chooseModel(page, generation, 'Model', /^Rich 1/);
      await expect(seed).toHaveAttribute('placeholder', 'Several values');
      await seed.fill('3');
      await expectSaved(page);
      await card(page, 'Shot 1B,').click();
      await expect(seed).toHaveValue('3');
    });
  });

  test('the plan tells everything before it runs, and what is sent is what was shown', async ({ shell }) => {
    const { page } = shell;
    await openProject(page, 'Paid');
    await card(page, 'Shot 1C,').click();
    await inspector(page).getByRole('switch', { name: 'Begin with the last frame of the shot before' }).click();
    await expect(inspector(page).getByText('Shot 1B has no chosen take yet.')).toBeVisible();
    await expectSaved(page);
    await page.getByRole('button', { name: /^Generate all \$0\.80/ }).click();
    const plan = page.getByRole('dialog', { name: 'Generate' });
    await expect(plan.getByRole('row', { name: /^1A Gulls Sora 2/ })).toContainText('$0.40');
    const run = plan.getByRole('button', { name: /^Generate \$/ });
    await expect(run).toBeDisabled();
    await expect(plan.getByRole('region', { name: '1 shot cannot be generated' })).toContainText('Shot 1C');
    await plan.getByLabel('Leave this shot out').check();
    await expect(run).toBeEnabled();
    await expectNothingFound(page, 'generation');
    await keepScreenshot(page, 'plan');

    await test.step('a budget blocks it until it is raised', async () => {
      await plan.getByRole('button', { name: 'Cancel' }).click();
      await chooseMore(page, 'Project settings…');
      const settings = page.getByRole('dialog', { name: 'Settings of “Paid”' });
      await settings.getByLabel('Most for one take').fill('0.10');
      await expectNothingFound(page, 'generation');
      await keepScreenshot(page, 'project-settings');
      await settings.getByRole('button', { name: 'Save' }).click();
      await expect(settings).toBeHidden();
      await page.getByRole('button', { name: /^Generate all/ }).click();
      await plan.getByLabel('Leave this shot out').check();
      await expect(plan.getByText('more than the $0.10 that this project allows')).toBeVisible();
      await expect(run).toBeDisabled();
      await plan.getByRole('button', { name: 'Project settings…' }).click();
      await settings.getByLabel('Most for one take').fill('');
      await settings.getByRole('button', { name: 'Save' }).click();
      await plan.getByLabel('Leave this shot out').check();
      await expect(run).toBeEnabled();
    });

    await test.step('exactly what will be sent', async () => {
      await plan.getByRole('button', { name: 'Show what will be sent' }).click();
      const preview = page.getByRole('dialog', { name: 'What will be sent' });
      await expect(preview.getByRole('heading', { name: /^POST to 127\.0\.0\.1/ })).toBeVisible();
      await expect(preview.getByRole('region', { name: 'Body' })).toContainText('prompt: Gulls');
      await expectNothingFound(page, 'generation');
      await keepScreenshot(page, 'preview');
      await preview.getByRole('button', { name: 'Next shot' }).click();
      await expect(preview.getByRole('region', { name: 'Body' })).toContainText('prompt: Lamp');
      await page.keyboard.press('Escape');
    });
    expect(library.standIn.videos.creates).toHaveLength(0);
    await run.click();
    await expect(card(page, 'take 1 of 1')).toHaveCount(2, renderTimeout);
    expect(library.standIn.countCreates('Gulls')).toBe(1);
    expect(library.standIn.countCreates('Lamp')).toBe(1);
    expect(library.standIn.countCreates('Boat')).toBe(0);
  });

  test('where each request waits for a look, only what is approved is sent', async ({ shell }) => {
    const { page } = shell;
    await page.getByRole('banner').getByRole('button', { name: 'Connections' }).click();
    await page.getByRole('switch', { name: 'Show each request before it is sent' }).click();
    await openProject(page, 'Paid');
    await page.getByRole('button', { name: /^Generate all/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Generate \$/ })
      .click();
    const approval = page.getByRole('dialog', { name: 'Send this?' });
    await expect(approval.getByRole('region', { name: 'Body' })).toContainText('prompt: Gulls');
    await keepScreenshot(page, 'approve');
    await approval.getByRole('button', { name: 'Leave this shot out' }).click();
    await expect(approval.getByRole('region', { name: 'Body' })).toContainText('prompt: Lamp');
    await approval.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(approval.getByRole('region', { name: 'Body' })).toContainText('prompt: Boat');
    await approval.getByRole('button', { name: 'Leave this shot out' }).click();
    await expect(card(page, 'take 1 of 1')).toHaveCount(1, renderTimeout);
    const sent = () => library.standIn.videos.creates.map(({ fields }) => fields.prompt);
    expect(sent()).toEqual(['Lamp']);

    await test.step('so is the request of a take that is run again', async () => {
      await card(page, 'Shot 1B,').click();
      await inspector(page)
        .getByRole('tab', { name: /^Takes/ })
        .click();
      const more = inspector(page).getByRole('button', { name: 'More for take 1' });
      await more.click();
      await page.getByRole('menuitem', { name: 'Run again with a change…' }).click();
      const again = page.getByRole('dialog', { name: /^Run take 1 again/ });
      await again.getByLabel('Prompt as it will be sent').fill('Lamp at night');
      await again.getByRole('button', { name: /^Run again/ }).click();
      await expect(approval.getByRole('region', { name: 'Body' })).toContainText('prompt: Lamp at night');
      await page.keyboard.press('Escape');
      await expect(approval).toBeHidden();
      expect(sent()).toEqual(['Lamp']);
      await expect(again.getByRole('button', { name: /^Run again/ })).toBeFocused();
      await again.getByRole('button', { name: /^Run again/ }).click();
      library.standIn.finish('badly');
      await approval.getByRole('button', { name: 'Approve and generate' }).click();
      await expect(card(page, 'Shot 1B,')).toContainText('failed', renderTimeout);
      expect(sent()).toEqual(['Lamp', 'Lamp at night']);
      await expect(more).toBeFocused();
      await inspector(page).getByRole('tab', { name: 'Shot' }).click();
    });

    await test.step('and that of a job that is tried again', async () => {
      await inspector(page).getByRole('button', { name: 'Try again' }).click();
      await expect(approval.getByRole('region', { name: 'Body' })).toContainText('prompt: Lamp at night');
      await approval.getByRole('button', { name: 'Leave this shot out' }).click();
      await expect(approval).toBeHidden();
      await expect(inspector(page).getByRole('button', { name: 'Try again' })).toBeFocused();
      expect(sent()).toHaveLength(2);
      library.standIn.finish('well');
      await inspector(page).getByRole('button', { name: 'Try again' }).click();
      await approval.getByRole('button', { name: 'Approve and generate' }).click();
      await expect(card(page, 'take 1 of 2')).toHaveCount(1, renderTimeout);
      expect(sent()).toEqual(['Lamp', 'Lamp at night', 'Lamp at night']);
    });
  });

  test('a project leaves its provider in one step, and comes back in one', async ({ shell }) => {
    const { page } = shell;
    await openProject(page, 'Paid');
    await writeShot(page, card(page, 'Shot 1A,'), { Duration: '6.5' });
    await chooseMore(page, 'Change model of the whole project…');
    const dialog = page.getByRole('dialog', { name: 'Change model of the whole project' });
    await expect(dialog.getByRole('button', { name: /^Change model of/ })).toBeDisabled();
    await chooseModel(page, dialog, 'New model', /^Animatic/);
    await expect(dialog.getByText('One take of each: $1.60 now, Free then')).toBeVisible();
    await expect(dialog.getByRole('row', { name: /^1A Gulls Sora 2/ })).toContainText('$0.80');
    await expectNothingFound(page, 'generation');
    await keepScreenshot(page, 'retarget');
    await dialog.getByRole('button', { name: 'Change model of 3 shots' }).click();
    await expect(page.getByRole('button', { name: 'Generate all Free' })).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Undone: change model (3)')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Generate all \$1\.60/ })).toBeVisible();
  });
});

/** Gives the connection's model a price, and adds one that takes everything and ends. */
async function addModels(libraryDir: string, { connectionId }: PaidLibrary): Promise<void> {
  const studio = await openTestStudio({ libraryDir });
  try {
    const { models } = studio.services;
    const [listed] = models.list(connectionId);
    if (!listed?.video) throw new Error('the connection lists no model for clips');
    const { connectionId: _connectionId, origin: _origin, ...sora } = listed;
    const price = (dollars: number) => [{ unit: 'second', amount: microsFromDollars(dollars) }];
    models.edit(connectionId, { ...sora, retiresOn: null, prices: price(0.1) });
    const one = { min: 0, max: 1 };
    models.edit(connectionId, {
      ...sora,
      modelId: 'rich-1',
      label: 'Rich 1',
      prices: price(0.15),
      retiresOn: '2199-01-01',
      video: {
        ...listed.video,
        size: { kind: 'tiers', resolutions: ['720p', '1080p'], aspectRatios: ['16:9', '9:16'] },
        inputs: { 'first-frame': one, 'last-frame': one, reference: { min: 0, max: 2 } },
        hasSeed: true,
        settings: [
          {
            key: 'guidance',
            label: 'Guidance',
            field: { kind: 'number', min: 0, max: 20, isWhole: false },
            default: 7,
          },
          { key: 'rewrite', label: 'Rewrite the prompt', field: { kind: 'switch' }, default: true },
        ],
      },
    });
  } finally {
    await studio.close();
  }
}

function picture(name: string, seed: number): { name: string; type: string; bytes: Buffer } {
  return { name, type: 'image/png', bytes: Buffer.from(createPng({ widthPx: 64, heightPx: 36, seed })) };
}

async function chooseMore(page: Page, item: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'More ways to generate' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function chooseModel(page: Page, place: Locator, label: string, option: RegExp): Promise<void> {
  await place.getByRole('combobox', { name: new RegExp(`^${label}`) }).click();
  await page.getByRole('option', { name: option }).click();
  await expect(page.getByRole('listbox')).toHaveCount(0);
}
