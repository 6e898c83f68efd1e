/** Takes are made, compared and chosen; jobs are paused, cancelled and tried again; the film plays and is exported. */
import { execFile } from 'node:child_process';
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expect, type Shell, test } from '../support/e2e-app.ts';
import { card, cards, expectSaved, inspector, newProject, writeShot } from './studio-window.ts';

test.setTimeout(180_000);
const renderTimeout = { timeout: 60_000 };

test('takes are chosen, play frame by frame, and become a film', async ({ shell }, info) => {
  const { page } = shell;
  await newProject(page, 'Takes');
  await page.getByRole('button', { name: 'New shot' }).click();
  await expect(cards(page)).toHaveCount(2);
  await writeShot(page, card(page, 'Shot 1A,'), {
    Title: 'Rail',
    Duration: '1:00',
    Dialogue: 'MARA: Nine, ten, eleven.',
  });
  await writeShot(page, card(page, 'Shot 1B,'), { Title: 'Boats', Duration: '0:18' });
  await page.getByRole('button', { name: 'Generate all' }).click();
  await expect(card(page, 'take 1 of 1')).toHaveCount(2, renderTimeout);

  await test.step('the pointer runs through a take on its card', async () => {
    const picture = await card(page, 'Rail').boundingBox();
    if (!picture) throw new Error('the card is not on the screen');
    const tileAt = async (part: number) => {
      await page.mouse.move(picture.x + picture.width * part, picture.y + 40);
      return card(page, 'Rail').evaluate((element) => {
        const layer = [...element.querySelectorAll<HTMLElement>('span')].find(({ style }) => style.backgroundImage);
        return { url: layer?.style.backgroundImage ?? '', at: layer?.style.backgroundPositionX ?? '' };
      });
    };
    await tileAt(0.1);
    await expect.poll(async () => (await tileAt(0.12)).url).toContain('/media/');
    const [early, late] = [await tileAt(0.12), await tileAt(0.9)];
    expect(Number.parseFloat(late.at)).toBeGreaterThan(Number.parseFloat(early.at));
  });

  await test.step('an edit makes the take outdated, another take is chosen', async () => {
    await card(page, 'Rail').click();
    await inspector(page).getByLabel('Camera', { exact: true }).selectOption('Push in');
    await expect(card(page, 'Shot 1A, Rail, outdated')).toBeVisible();
    await inspector(page).getByRole('button', { name: 'Generate take' }).click();
    await inspector(page)
      .getByRole('tab', { name: /^Takes/ })
      .click();
    const [first, second] = [take(page, 1), take(page, 2)];
    await expect(second).toBeVisible(renderTimeout);
    await expect(first).toContainText('outdated');
    await expect(second).not.toContainText('outdated');
    await first.getByRole('button', { name: 'Choose take 1' }).click();
    await expect(first).toContainText('chosen');
    await expect(second.getByRole('button', { name: 'Choose take 2' })).toBeVisible();
    await page.keyboard.press('2');
    await expect(second).toContainText('chosen');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('rate the take with four');
    await page.getByRole('option', { name: 'Rate the take with four stars' }).click();
    await expect(first.getByRole('button', { name: '4 of 5' })).toHaveAttribute('aria-pressed', 'true');
    await expectSaved(page);
    await expect(card(page, 'Shot 1A, Rail, take 2 of 2')).toBeVisible();
  });

  await test.step('the player steps by exactly one frame', async () => {
    await card(page, 'Rail').click();
    await page.keyboard.press('Enter');
    const player = page.getByRole('group', { name: 'Player, shot 1A' });
    await expect.poll(() => readVideo(player)).toMatchObject({ isReady: true });
    await page.keyboard.press('Home');
    await player.getByRole('button', { name: 'One frame forward' }).click();
    const position = player.getByText(/^Position \d/);
    await page.keyboard.press('Home');
    await expect(position).toHaveText('Position 00:00:00:00');
    for (const text of ['Position 00:00:00:01', 'Position 00:00:00:02', 'Position 00:00:00:03']) {
      await player.getByRole('button', { name: 'One frame forward' }).click();
      await expect(position).toHaveText(text);
    }
    await page.keyboard.press(',');
    await expect(position).toHaveText('Position 00:00:00:02');
    await expect.poll(async () => Math.floor((await readVideo(player)).seconds * 24)).toBe(2);
    await page.keyboard.press('End');
    await expect(position).toHaveText('Position 00:00:00:23');
    await page.keyboard.press('1');
    await page.keyboard.press('Escape');
    await expect(card(page, 'Shot 1A, Rail, outdated')).toBeVisible();
  });

  await test.step('the search takes the place of the player', async () => {
    await page.keyboard.press('Enter');
    const player = page.getByRole('group', { name: 'Player, shot 1A' });
    await expect(player).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('split');
    await expect(player).toBeHidden();
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toHaveValue('split');
    await page.keyboard.press('Escape');
    await expect(card(page, 'Shot 1A, Rail')).toBeFocused();
  });

  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await test.step('the film plays over the border of two clips', async () => {
    const stage = page.getByRole('group', { name: 'Picture' });
    const playhead = page.getByRole('slider', { name: 'Position in the film' });
    const frame = async () => Number(await playhead.getAttribute('aria-valuenow'));
    await expect.poll(() => readVideo(stage)).toMatchObject({ isReady: true });
    const { source } = await readVideo(stage);
    await page.keyboard.press('Space');
    await expect.poll(frame, { timeout: 20_000 }).toBeGreaterThan(24);
    await expect.poll(async () => (await readVideo(stage)).seconds).toBeGreaterThan(0);
    expect((await readVideo(stage)).source).not.toBe(source);
    await expect.poll(frame, { timeout: 20_000 }).toBe(41);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  await test.step('a cancelled export leaves nothing', async () => {
    const before = await filesIn(shell.libraryDir);
    const target = info.outputPath('cancelled.mp4');
    await answerSaveDialog(shell, target);
    // The queue is held, so that Cancel is pressed while the export is there.
    await setQueue(page, 'Pause all');
    const dialog = await openExport(page);
    await dialog.getByRole('button', { name: 'Export film' }).click();
    await dialog.getByRole('button', { name: 'Cancel export' }).click();
    await expect(dialog).toContainText('The export was cancelled. Nothing half-done was kept.');
    await page.keyboard.press('Escape');
    await setQueue(page, 'Resume');
    expect(await filesIn(shell.libraryDir)).toEqual(before);
    expect(await readdir(info.outputDir)).not.toContain('cancelled.mp4');
  });

  await test.step('subtitles are drawn into the picture', async () => {
    const target = info.outputPath('film.mp4');
    await answerSaveDialog(shell, target);
    const dialog = await openExport(page);
    await dialog.getByLabel('Drawn into the picture').check();
    // Takes of Animatic have them in the picture already, so nothing is encoded anew.
    await expect(dialog).toContainText('Every clip is copied as it is');
    await dialog.getByRole('button', { name: 'Export film' }).click();
    await expect(dialog).toContainText('The film is ready.', renderTimeout);
    await expect(dialog).toContainText('42 frames');
    if (shell.kind === 'browser') {
      const download = page.waitForEvent('download');
      await dialog.getByRole('link', { name: 'Download film' }).click();
      await copyFile(await (await download).path(), target);
    }
    expect(await streamKinds(target)).not.toContain('subtitle');
  });
});

test('jobs wait, are cancelled and tried again, one by one and all at once', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Jobs');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: 'Long', Duration: '90s' });
  for (const [number, title] of [
    ['1B', 'Boats'],
    ['1C', 'Bell'],
  ] as const) {
    await page.getByRole('button', { name: 'New shot' }).click();
    await writeShot(page, card(page, `Shot ${number},`), { Title: title, Duration: '0:12' });
  }
  await setQueue(page, 'Pause all');
  await page.getByRole('button', { name: 'Generate all' }).click();
  await expect(card(page, 'waiting')).toHaveCount(3);
  const panel = await openQueue(page);
  await expect(panel).toContainText('nothing new is started');
  await panel.getByRole('button', { name: /^Cancel .*Bell/ }).click();
  await expect(job(panel, 'Bell')).toContainText('cancelled');
  await panel.getByRole('button', { name: 'Resume' }).click();

  await test.step('a running job is cancelled', async () => {
    await expect(job(panel, 'Long').getByRole('progressbar')).toBeVisible(renderTimeout);
    await panel.getByRole('button', { name: /^Cancel .*Long/ }).click();
    await expect(job(panel, 'Long')).toContainText('cancelled');
    await expect(job(panel, 'Boats')).toContainText('done', renderTimeout);
  });

  await test.step('a cancelled job is tried again', async () => {
    await panel.getByRole('button', { name: /^Try .*Bell again/ }).click();
    await expect(job(panel, 'Bell').filter({ hasText: 'done' })).toBeVisible(renderTimeout);
  });

  await panel.getByRole('button', { name: 'Clear ended' }).click();
  await expect(panel).toContainText('Nothing in the queue');
  await page.keyboard.press('Escape');
  await expect(card(page, 'take 1 of 1')).toHaveCount(2);
  await expect(card(page, 'Shot 1A, Long, no board')).toBeVisible();
});

function take(page: Page, number: number): Locator {
  return inspector(page).getByRole('article', { name: `Take ${number}` });
}

function job(panel: Locator, label: string): Locator {
  return panel.getByRole('listitem').filter({ hasText: label });
}

type VideoFacts = { isReady: boolean; seconds: number; source: string };

/** Facts of the video that is shown; as if nothing were loaded while there is none. */
function readVideo(player: Locator): Promise<VideoFacts> {
  return player.locator('video').evaluateAll((videos) => {
    const shown = (videos as HTMLVideoElement[]).find((video) => getComputedStyle(video).visibility === 'visible');
    return {
      isReady: (shown?.readyState ?? 0) >= 2 && !shown?.seeking,
      seconds: shown?.currentTime ?? 0,
      source: shown?.currentSrc ?? '',
    };
  });
}

async function openQueue(page: Page): Promise<Locator> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Queue|running|waiting|paused/ })
    .click();
  const panel = page.getByRole('dialog', { name: 'Queue' });
  await expect(panel).toBeVisible();
  return panel;
}

async function setQueue(page: Page, command: 'Pause all' | 'Resume'): Promise<void> {
  const panel = await openQueue(page);
  await panel.getByRole('button', { name: command }).click();
  await expect(panel.getByRole('button', { name: command === 'Resume' ? 'Pause all' : 'Resume' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
}

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export…' }).click();
  return page.getByRole('dialog', { name: 'Export film' });
}

async function answerSaveDialog({ electronApp }: Shell, filePath: string): Promise<void> {
  await electronApp?.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen, bookmark: '' });
  }, filePath);
}

/** Media and leftovers in the library; the database and the log write on their own. */
async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(db|db-wal|db-shm|log|lock)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function streamKinds(file: string): Promise<string[]> {
  const { stderr } = await promisify(execFile)('ffmpeg', ['-hide_banner', '-nostdin', '-i', file, '-f', 'null', '-']);
  const input = stderr.slice(0, stderr.indexOf('Stream mapping'));
  return [...input.matchAll(/Stream #0:\d.*?: (Video|Audio|Subtitle)/g)]
    .map(([, kind]) => `${kind}`.toLowerCase())
    .sort();
}
