/** The storyboard plays as it is, without a take: boards under their moves, cards, words; parts of it, round and round. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { look } from './look.ts';
import { card, expectSaved, inspector, newProject, writeShot } from './studio-window.ts';

test.setTimeout(180_000);

test('a storyboard without a single take plays at once', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await newProject(page, 'Animatic');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: 'Harbour', Dialogue: 'MARA: Nine… ten…', Duration: '20:00' });
  const chooser = page.waitForEvent('filechooser');
  await inspector(page).getByRole('button', { name: 'Choose image…' }).click();
  const png = createPng({ widthPx: 640, heightPx: 360, seed: 7 });
  await (await chooser).setFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: png });
  await expect(card(page, 'Shot 1A, Harbour, board')).toBeVisible();
  await inspector(page).getByLabel('Camera', { exact: true }).selectOption('Push in');
  await expectSaved(page);
  await page.getByRole('button', { name: 'New shot' }).last().click();
  await writeShot(page, card(page, 'Shot 1B,'), { Title: 'The lamp', Prompt: 'A lamp goes out.', Duration: '20:00' });

  await test.step('in the storyboard, with the move of its camera and its words', async () => {
    await card(page, 'Harbour').click();
    await keyboard.press('Space');
    await expect(stage(page).getByText('Nine… ten…')).toBeVisible();
    await expect.poll(() => boardTransform(page)).toMatch(/^translate\(-\d/);
    await keyboard.press('k');
    const stopped = await boardTransform(page);
    await keyboard.press('.');
    await expect.poll(() => boardTransform(page)).not.toBe(stopped);
    await keyboard.press('t');
    await expect(stage(page).getByText('Nine… ten…')).toBeHidden();
    await keyboard.press('t');
    await look(shell, 'playback-board');
  });

  await test.step('one shot of it alone, round and round, until one goes back', async () => {
    await keyboard.press('Escape');
    await card(page, 'The lamp').click();
    await keyboard.press('Enter');
    await expect(stage(page).getByText('A lamp goes out.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Escape');
    await expect(stage(page)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('on the film’s page, one shot round and round', async () => {
    await page.getByRole('link', { name: 'Film', exact: true }).click();
    await expect(page.getByRole('complementary', { name: 'Clips' })).toBeVisible();
    await keyboard.press('Home');
    await keyboard.press('ArrowRight');
    await expect(stage(page).getByText('A lamp goes out.')).toBeVisible();
    await look(shell, 'playback-card');
    await keyboard.press('x');
    await keyboard.press('End');
    await keyboard.press('r');
    await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Space');
    // From its last frame it comes to its first again.
    await expect.poll(() => position(page)).toBeLessThan(900);
    await keyboard.press('k');
    expect(await position(page)).toBeGreaterThanOrEqual(480);
  });

  await test.step('a part of it, marked with the mouse', async () => {
    const mark = (name: string) => page.getByRole('button', { name, exact: true });
    await mark('Play all again').click();
    await expect(mark('Play all again')).toBeHidden();
    await keyboard.press('Home');
    await keyboard.press('ArrowRight');
    await mark('Play from here').click();
    await expect(mark('Play from here')).toHaveAttribute('aria-pressed', 'true');
    await expect(mark('Play up to here')).toHaveAttribute('aria-pressed', 'false');
    await keyboard.press('Home');
    await expect.poll(() => position(page)).toBe(0);
    // What is marked is what plays.
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => position(page)).toBeGreaterThanOrEqual(480);
    await keyboard.press('k');
    await mark('Play all again').click();
  });

  await test.step('on the whole screen', async () => {
    await keyboard.press('f');
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await stage(page).hover();
    await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
    await keyboard.press('f');
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
  });
});

function stage(page: Page) {
  return page.getByRole('group', { name: 'Picture', exact: true });
}

/** How the board at the position is moved. */
function boardTransform(page: Page): Promise<string> {
  return stage(page)
    .locator('img')
    .first()
    .evaluate((image) => image.parentElement?.style.transform ?? '');
}

/** Frame of the film. */
async function position(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Position in the film' }).getAttribute('aria-valuenow'));
}
