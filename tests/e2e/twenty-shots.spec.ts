/** A storyboard of twenty shots is made from nothing, once without a mouse and once without keys other than for words. */
import type { Page } from '@playwright/test';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { card, cards, expectSaved, inspector, openProject, shotTitles, tabTo } from './studio-window.ts';

test.setTimeout(180_000);

const story = [
  { heading: 'EXT. PIER - DAWN', titles: ['Rail', 'Boats', 'Bell', 'Gulls', 'Rope'] },
  { heading: 'INT. NET LOFT - DAY', titles: ['Lamp', 'Stairs', 'Hands', 'Knife', 'Window'] },
  { heading: 'EXT. SEA - DAY', titles: ['Bow', 'Wake', 'Net', 'Fish', 'Spray'] },
  { heading: 'INT. KITCHEN - NIGHT', titles: ['Door', 'Table', 'Bread', 'Faces', 'Dark'] },
] as const;

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
    await expect(page.getByRole('region', { name: 'Strip' }).getByRole('button', { name: 'Play' })).toBeVisible();
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
