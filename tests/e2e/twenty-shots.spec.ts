/** A storyboard of twenty shots is made from nothing, once without a mouse and once without keys other than for words. */
import type { Page } from '@playwright/test';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import {
  card,
  cards,
  dragCard,
  expectSaved,
  giveFile,
  inspector,
  openProject,
  shotTitles,
  tabTo,
} from './studio-window.ts';

test.setTimeout(180_000);

const story = [
  { heading: 'EXT. PIER - DAWN', titles: ['Rail', 'Boats', 'Bell', 'Gulls', 'Rope'] },
  { heading: 'INT. NET LOFT - DAY', titles: ['Lamp', 'Stairs', 'Hands', 'Knife', 'Window'] },
  { heading: 'EXT. SEA - DAY', titles: ['Bow', 'Wake', 'Net', 'Fish', 'Spray'] },
  { heading: 'INT. KITCHEN - NIGHT', titles: ['Door', 'Table', 'Bread', 'Faces', 'Dark'] },
] as const;

const picture = createPng({ widthPx: 64, heightPx: 36, seed: 20 });

test('by keyboard alone twenty shots are planned, described, arranged and played', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await test.step('a project', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Shotwright, all projects' }));
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: /Empty storyboard/ }));
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel('Title')).toBeFocused();
    await keyboard.type('By keys');
    await keyboard.press('Enter');
    await expect(cards(page)).toHaveCount(1);
  });

  for (const [sceneIndex, { heading, titles }] of story.entries()) {
    await test.step(heading, async () => {
      const field = page.getByLabel(`Heading of scene ${sceneIndex + 1}`);
      if (sceneIndex > 0) {
        await keyboard.press('Shift+N');
        await expect(field).toBeFocused();
        await expect(field).toBeInViewport();
      } else {
        await tabTo(page, field);
      }
      await keyboard.type(heading);
      await keyboard.press('Enter');
      for (const [index, title] of titles.entries()) {
        if (sceneIndex > 0 || index > 0) await newShotByKey(page);
        await keyboard.press('F2');
        await expect(inspector(page).getByLabel('Title')).toBeFocused();
        await keyboard.type(title);
        await keyboard.press('Escape');
        await expect(page.locator('[data-shot-id][aria-pressed=true]')).toContainText(title);
      }
    });
  }
  await expect(page.getByText(/^20 shots/)).toBeVisible();
  await keepScreenshot(page, 'twenty-shots-by-keys');

  await test.step('words, size, length', async () => {
    await keyboard.press('Home');
    await expect(inspector(page).getByLabel('Title')).toHaveValue('Rail');
    await keyboard.press('F6');
    await tabTo(page, inspector(page).getByLabel('Prompt'));
    await keyboard.type('Wet rail, grey light');
    await tabTo(page, inspector(page).getByLabel('Shot size'));
    await keyboard.type('Close');
    await tabTo(page, inspector(page).getByLabel('Dialogue'));
    await keyboard.type('MARA: They are late.');
    await tabTo(page, inspector(page).getByLabel('Duration', { exact: true }));
    await keyboard.type('2:12');
    await keyboard.press('Escape');
    await expectSaved(page);
    await expect(card(page, 'Rail')).toContainText('02:12');
    await expect(inspector(page).getByLabel('Shot size')).toHaveValue('close-up');
  });

  await test.step('several at once', async () => {
    await keyboard.press('Home');
    for (let presses = 0; presses < 4; presses += 1) await keyboard.press('Shift+ArrowRight');
    await expect(page.getByText('5 selected', { exact: true })).toBeVisible();
    await keyboard.press('Alt+4');
    await expect(card(page, 'Bell')).toContainText('approved');
    await keyboard.press('Escape');
  });

  await test.step('within a scene and across scenes', async () => {
    await keyboard.press('Home');
    await keyboard.press('Alt+ArrowRight');
    await expect.poll(async () => (await shotTitles(page)).slice(0, 2)).toEqual(['1A Boats', '1B Rail']);
    for (let presses = 0; presses < 4; presses += 1) await keyboard.press('Alt+ArrowRight');
    await expect(page.locator('[data-shot-id][aria-pressed=true]')).toContainText('Shot 2');
    await expectSaved(page);
    for (let presses = 0; presses < 5; presses += 1) await keyboard.press('ControlOrMeta+z');
    await expect.poll(async () => (await shotTitles(page)).slice(0, 2)).toEqual(['1A Rail', '1B Boats']);
  });

  await test.step('it plays', async () => {
    await keyboard.press('Home');
    await keyboard.press('Space');
    await expect(page.getByRole('region', { name: 'Strip' }).getByRole('button', { name: 'Pause' })).toBeVisible();
    await keyboard.press('k');
    await expect(
      page.getByRole('region', { name: 'Strip' }).getByRole('button', { name: 'Play', exact: true }),
    ).toBeVisible();
    await keyboard.press('Escape');
  });

  await shell.restart();
  await openProject(shell.page, 'By keys');
  await expect(shell.page.getByText(/^20 shots/)).toBeVisible();
  await expect
    .poll(async () => (await shotTitles(shell.page)).slice(0, 5))
    .toEqual(['1A Rail', '1B Boats', '1C Bell', '1D Gulls', '1E Rope']);
});

/** N, then the new card has the selection. */
async function newShotByKey(page: Page): Promise<void> {
  await page.keyboard.press('n');
  await expect(inspector(page).getByLabel('Title')).toHaveValue('');
}

test('by mouse alone twenty shots are planned, described, arranged and played', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await test.step('a project', async () => {
    await page.getByRole('link', { name: 'Shotwright, all projects' }).click();
    await page.getByRole('button', { name: /^Empty storyboard/ }).click();
    const dialog = page.getByRole('dialog', { name: 'New project' });
    await dialog.getByLabel('Title').click();
    await keyboard.type('By mouse');
    await dialog.getByRole('button', { name: 'Make project' }).click();
    await expect(cards(page)).toHaveCount(1);
  });

  for (const [sceneIndex, { heading, titles }] of story.entries()) {
    await test.step(heading, async () => {
      const number = sceneIndex + 1;
      const field = page.getByLabel(`Heading of scene ${number}`);
      if (sceneIndex > 0) await page.getByRole('button', { name: 'Add scene' }).click();
      else await field.click();
      await expect(field).toBeFocused();
      await keyboard.type(heading);
      for (const [index, title] of titles.entries()) {
        if (sceneIndex === 0 && index === 0) await cards(page).first().click();
        else await page.getByRole('button', { name: `Add a shot to scene ${number}` }).click();
        await expect(inspector(page).getByLabel('Title')).toHaveValue('');
        await inspector(page).getByLabel('Title').click();
        await keyboard.type(title);
        await expect(card(page, `, ${title},`)).toBeVisible();
      }
    });
  }
  await expect(page.getByText(/^20 shots/)).toBeVisible();
  await expectSaved(page);

  await test.step('boards, size, status', async () => {
    await inOutline(page, 'Rail').click();
    await giveFile(card(page, 'Rail'), 'drop', { name: 'rail.png', type: 'image/png', bytes: picture });
    await expect(card(page, 'Shot 1A, Rail, board')).toBeVisible();
    await inspector(page).getByLabel('Shot size').selectOption('Wide');
    await test.step('a frame around several', async () => {
      const [first, third] = [await card(page, 'Rail').boundingBox(), await card(page, 'Bell').boundingBox()];
      if (!first || !third) throw new Error('the first cards are not on the screen');
      await page.mouse.move(third.x + third.width / 2, third.y + third.height + 5);
      await page.mouse.down();
      await page.mouse.move(first.x + 20, first.y + first.height / 2, { steps: 6 });
      await keepScreenshot(page, 'cards-in-a-frame');
      await page.mouse.up();
      await expect(page.getByText('3 selected', { exact: true })).toBeVisible();
    });
    await card(page, 'Boats').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Approved' }).click();
    for (const title of ['Rail', 'Boats', 'Bell']) await expect(card(page, title)).toContainText('approved');
  });

  await test.step('within a scene and across scenes', async () => {
    await card(page, 'Rail').click();
    await dragCard(page, card(page, 'Rail'), card(page, 'Bell'), 'after');
    await expect
      .poll(async () => (await shotTitles(page)).slice(0, 5))
      .toEqual(['1A Boats', '1B Bell', '1C Rail', '1D Gulls', '1E Rope']);
    await dragCard(page, card(page, 'Rope'), card(page, 'Lamp'), 'before');
    await expect(card(page, 'Shot 2A, Rope')).toBeVisible();
  });

  await test.step('length by the end of a shot in the strip', async () => {
    await inOutline(page, 'Boats').click();
    const duration = inspector(page).getByLabel('Duration', { exact: true });
    await expect(duration).toHaveValue('03:00');
    const end = page
      .getByRole('region', { name: 'Strip' })
      .getByTitle(/^Drag to change the duration/)
      .first();
    const box = await end.boundingBox();
    if (!box) throw new Error('the end of the first shot is not on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect(duration).not.toHaveValue('03:00');
    await expectSaved(page);
  });

  await test.step('a scene is folded, and a shot that is looked for unfolds it', async () => {
    await page.getByRole('button', { name: 'Hide the shots of scene 1', exact: true }).click();
    await expect(card(page, 'Rail')).toHaveCount(0);
    await expect(card(page, 'Lamp')).toBeVisible();
    await keepScreenshot(page, 'scene-folded');
    await page.getByRole('region', { name: 'Strip' }).getByText('1C', { exact: true }).click();
    await expect(card(page, 'Rail')).toBeVisible();
  });

  await test.step('it plays', async () => {
    const strip = page.getByRole('region', { name: 'Strip' });
    await strip.getByRole('button', { name: 'Play', exact: true }).click();
    await strip.getByRole('button', { name: 'Pause' }).click();
    await expect(strip.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await keepScreenshot(page, 'twenty-shots-by-mouse');
  });

  await shell.restart();
  await openProject(shell.page, 'By mouse');
  await expect(shell.page.getByText(/^20 shots/)).toBeVisible();
  await expect(card(shell.page, 'Shot 2A, Rope')).toBeVisible();
  await expect(card(shell.page, 'Shot 1C, Rail, board')).toBeVisible();
});

/** The line of a shot in the outline on the left. */
function inOutline(page: Page, title: string) {
  return page.getByRole('complementary', { name: 'Outline' }).getByText(title, { exact: true });
}
