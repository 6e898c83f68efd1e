/** Drawing a board: strokes, layers, undo, saving, going on later, and the storyboard's own undo. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, keepScreenshot, type Shell, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { expectNothingFound } from './look.ts';
import { card, cards, expectSaved, giveFile, inspector, newProject, openProject, writeShot } from './studio-window.ts';

test('a board is drawn, kept, gone on with and taken back', async ({ shell }) => {
  test.setTimeout(120_000);
  await newProject(shell.page, 'Sketches');
  await cards(shell.page).first().click();

  await test.step('strokes are drawn and taken back inside the pad', async () => {
    const { page } = shell;
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(stage(page)).toBeFocused();
    await draw(page, [0.2, 0.2], [0.8, 0.3]);
    await expect.poll(() => darkPixels(page)).toBeGreaterThan(500);
    await page.keyboard.press('b');
    await draw(page, [0.2, 0.7], [0.8, 0.6]);
    const both = await darkPixels(page);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => darkPixels(page)).toBeLessThan(both);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(() => darkPixels(page)).toBe(both);
    await look(shell, 'pad');
  });

  await test.step('a layer of its own can be hidden, and an eraser reaches no other one', async () => {
    const { page } = shell;
    await page.getByRole('button', { name: 'New layer' }).click();
    const before = await darkPixels(page);
    await page.getByRole('button', { name: 'Red', exact: true }).click();
    await draw(page, [0.3, 0.1], [0.3, 0.9]);
    await page.keyboard.press('e');
    await draw(page, [0.1, 0.5], [0.9, 0.5]);
    await page.getByRole('button', { name: 'Hide Layer 2' }).click();
    await expect.poll(() => darkPixels(page)).toBe(before);
    await page.getByRole('button', { name: 'Show Layer 2' }).click();
    await expect(page.getByText('Draft kept')).toBeVisible();
  });

  await test.step('Done makes it the board of the shot', async () => {
    const { page } = shell;
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(stage(page)).toHaveCount(0);
    await expect(inspector(page).getByRole('button', { name: 'Draw', exact: true })).toBeFocused();
    await expect(cards(page).first().locator('img').first()).toBeVisible();
    await expectSaved(page);
  });

  await test.step('the next time it goes on, layers and all', async () => {
    const { page } = shell;
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Layer 2', exact: true })).toBeVisible();
    await expect.poll(() => darkPixels(page)).toBeGreaterThan(500);
    await draw(page, [0.5, 0.1], [0.5, 0.9]);
    await expect(page.getByText('Draft kept')).toBeVisible();
  });

  await test.step('a crash loses no stroke that was kept', async () => {
    await shell.kill9();
    const { page } = shell;
    await openProject(page, 'Sketches');
    await cards(page).first().click();
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByText('There is a drawing that was not saved')).toBeVisible();
    await look(shell, 'draft');
    await page.getByRole('button', { name: 'Go on with it' }).click();
    await expect(stage(page)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const asking = page.getByRole('dialog', { name: 'Keep what you drew?' });
    await asking.getByRole('button', { name: 'Give up the changes' }).click();
    await expect(stage(page)).toHaveCount(0);
  });

  await test.step('undo in the storyboard takes the board away, and redo brings it back', async () => {
    const { page } = shell;
    const picture = inspector(page).getByAltText(/^Board of/);
    await expect(picture).toBeVisible();
    await cards(page).first().focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(picture).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(picture).toBeVisible();
  });

  await test.step('a stroke that is still held when the pad closes is in the board', async () => {
    const { page } = shell;
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Layer 2', exact: true })).toBeVisible();
    await expect.poll(() => darkPixels(page)).toBeGreaterThan(500);
    const before = await darkPixels(page);
    await page.keyboard.press('b');
    await draw(page, [0.3, 0.35], [0.7, 0.4], { isHeld: true });
    await expect.poll(() => darkPixels(page)).toBeGreaterThan(before);
    await page.keyboard.press('Escape');
    await expect(stage(page)).toHaveCount(0);
    await page.mouse.up();
    await expectSaved(page);
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Layer 2', exact: true })).toBeVisible();
    await expect.poll(() => darkPixels(page)).toBeGreaterThan(before);
    await page.keyboard.press('Escape');
    await expect(stage(page)).toHaveCount(0);
  });
});

test('frames of takes and videos become boards, which shine through and are drawn over', async ({ shell }) => {
  test.setTimeout(180_000);
  const { page, libraryDir } = shell;
  await newProject(page, 'Frames');
  await page.getByRole('button', { name: 'New shot' }).click();
  await expect(cards(page)).toHaveCount(2);
  await writeShot(page, card(page, 'Shot 1A,'), { Title: 'Rail', Duration: '1:00' });
  // Each frame looks different: the camera moves over a picture.
  const bytes = createPng({ widthPx: 320, heightPx: 180, seed: 3 });
  const board = { name: 'rail.png', type: 'image/png', bytes };
  await giveFile(page.locator('body'), 'paste', board);
  await expect(inspector(page).getByAltText(/^Board of/)).toBeVisible();
  await inspector(page).getByLabel('Camera', { exact: true }).selectOption('Push in');
  await expectSaved(page);

  await test.step('the frame in the player becomes the board of this shot and of the next', async () => {
    await inspector(page).getByRole('button', { name: 'Generate take' }).click();
    await expect(card(page, 'take 1 of 1')).toHaveCount(1, { timeout: 60_000 });
    await card(page, 'Rail').press('Enter');
    await expect(page.getByRole('slider', { name: 'Position', exact: true })).toBeVisible();
    await page.keyboard.press('k');
    await page.keyboard.press('Home');
    for (const name of ['Board of 1A, this shot', 'Board of 1B, the next shot']) {
      await page.getByRole('button', { name: 'Use this frame as a board' }).click();
      await page.getByRole('menuitem', { name }).click();
      await expect(page.getByText('The frame is the board now.')).toBeVisible({ timeout: 30_000 });
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(inspector(page).getByAltText(/^Board of/)).toBeVisible();
  });

  await test.step('a video dropped on the board asks for the frame', async () => {
    const bytes = await readClip(libraryDir);
    const before = await inspector(page)
      .getByAltText(/^Board of/)
      .getAttribute('src');
    await giveFile(inspector(page).getByAltText(/^Board of/), 'drop', { name: 'rail.mp4', type: 'video/mp4', bytes });
    const dialog = page.getByRole('dialog', { name: 'Choose the frame for the board' });
    await expect(dialog).toBeVisible();
    const position = dialog.getByLabel('Position in the video').or(dialog.getByLabel('Seconds into the video'));
    await position.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await look(shell, 'video');
    await dialog.getByRole('button', { name: 'Use this frame' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 30_000 });
    await expect(inspector(page).getByAltText(/^Board of/)).not.toHaveAttribute('src', before ?? '');
  });

  await test.step('the pad lays a layer over the board, shows the neighbours, and goes to the next shot', async () => {
    await inspector(page).getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Board before', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Layer 2', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('o');
    await expect(page.getByLabel('Opacity of the onion skin')).toBeVisible();
    await draw(page, [0.2, 0.2], [0.8, 0.8]);
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('heading', { name: '1B' })).toBeVisible({ timeout: 30_000 });
    await draw(page, [0.2, 0.8], [0.8, 0.2]);
    await page.setViewportSize({ width: 900, height: 700 });
    await look(shell, 'onion-narrow');
    await page.keyboard.press('Escape');
    await expect(stage(page)).toHaveCount(0, { timeout: 30_000 });
    await expectSaved(page);
  });
});

/** The bytes of the one clip in the library. */
async function readClip(libraryDir: string): Promise<Buffer> {
  const media = path.join(libraryDir, 'media');
  const name = (await readdir(media, { recursive: true })).find((file) => file.endsWith('.mp4'));
  if (!name) throw new Error('no clip in the library');
  return readFile(path.join(media, name));
}

function stage(page: Page): Locator {
  return page.getByRole('application', { name: 'Drawing area' });
}

/** A line from one place of the paper to another; both as parts of its width and height. */
async function draw(page: Page, from: [number, number], to: [number, number], { isHeld = false } = {}): Promise<void> {
  const box = await stage(page).locator('canvas').first().boundingBox();
  if (!box) throw new Error('no paper on the stage');
  const at = ([x, y]: [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 12 });
  if (!isHeld) await page.mouse.up();
}

/** How many pixels of the three canvases hold something. */
function darkPixels(page: Page): Promise<number> {
  return stage(page)
    .locator('canvas')
    .evaluateAll((list) =>
      list.reduce((count, element) => {
        const canvas = element as HTMLCanvasElement;
        if (canvas.style.visibility === 'hidden') return count;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let filled = 0;
        for (let index = 3; index < pixels.length; index += 4) if ((pixels[index] ?? 0) > 127) filled += 1;
        return count + filled;
      }, 0),
    );
}

/** Both schemes: a picture for people, and nothing that axe finds wrong. */
async function look({ page, kind }: Shell, name: string): Promise<void> {
  for (const scheme of kind === 'browser' ? (['light', 'dark'] as const) : (['dark'] as const)) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await keepScreenshot(page, `sketch/${name}-${scheme}`);
    await expectNothingFound(page, name);
  }
}
