/** Music and effects under the film, and voices that are recorded. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, type Shell, test } from '../support/e2e-app.ts';
import { createWav } from '../support/wav.ts';
import { look } from './look.ts';
import { cards, expectSaved, giveFile, inspector } from './studio-window.ts';

test.setTimeout(240_000);

const door = { name: 'door.wav', type: 'audio/wav', bytes: createWav({ seconds: 3 }) };

function lanes(page: Page): Locator {
  return page.getByRole('region', { name: 'Sound lanes' });
}

async function openFilm({ page }: Shell): Promise<void> {
  // A desktop app that starts again may stand there already.
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await expect(lanes(page)).toBeVisible();
}

test('a sound is dropped, moved, trimmed, split and taken off, each a step to undo, also after a restart', async ({
  shell,
}) => {
  const { page } = shell;
  await openFilm(shell);
  await giveFile(lanes(page), 'drop', door);
  const sounds = page.getByRole('slider', { name: 'Sound door.wav' });
  await expect(sounds).toHaveCount(1, { timeout: 20_000 });
  await expect(page.getByLabel('Name of lane Music')).toHaveValue('Music');
  await expect(sounds).toHaveAttribute('aria-valuetext', 'begins at 00:00:00:00, lasts 03:00, 0 decibels');
  await expect(sounds.locator('canvas')).toBeVisible({ timeout: 20_000 });
  // The lane came with the sound, and goes and comes with it.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByLabel('Name of lane Music')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(sounds).toHaveCount(1);

  await sounds.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(sounds).toHaveAttribute('aria-valuetext', 'begins at 00:00:00:02, lasts 02:23, 1 decibels');
  await page.getByLabel('Start', { exact: true }).fill('0.5');
  await expect(sounds).toHaveAttribute('aria-valuetext', /^begins at 00:00:00:12/);
  await page.getByLabel('Start', { exact: true }).fill('00:00:00:02');
  await page.getByLabel('Fade in').fill('0.5');
  await expect(sounds.locator('svg')).toBeVisible();
  await expectSaved(page);
  await look(shell, 'sound-lanes');

  const box = await sounds.boundingBox();
  if (!box) throw new Error('the sound is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(sounds).not.toHaveAttribute('aria-valuetext', /^begins at 00:00:00:02/);
  await expectSaved(page);

  await shell.restart();
  await openFilm(shell);
  const again = shell.page.getByRole('slider', { name: 'Sound door.wav' });
  await expect(again).not.toHaveAttribute('aria-valuetext', /^begins at 00:00:00:02/);
  await shell.page.keyboard.press('ControlOrMeta+z');
  await expect(again).toHaveAttribute('aria-valuetext', /^begins at 00:00:00:02/);
});

test('a sound is split at the playhead; a muted lane and its deletion come back', async ({ shell }) => {
  const { page } = shell;
  await openFilm(shell);
  await giveFile(lanes(page), 'drop', door);
  const sounds = page.getByRole('slider', { name: 'Sound door.wav' });
  await expect(sounds).toHaveCount(1, { timeout: 20_000 });
  await page.getByRole('slider', { name: 'Position in the film' }).focus();
  await page.keyboard.press('PageUp');
  await sounds.first().focus();
  await page.keyboard.press('s');
  await expect(sounds).toHaveCount(2);
  await expect(sounds.nth(1)).toHaveAttribute('aria-valuetext', /^begins at 00:00:01:00, lasts 02:00/);
  await sounds.nth(1).focus();
  await page.keyboard.press('Delete');
  await expect(sounds).toHaveCount(1);
  await expect(lanes(page)).toBeFocused();

  const mute = page.getByRole('button', { name: 'Mute Music' });
  await mute.click();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'More for lane Music' }).click();
  await page.getByRole('menuitem', { name: 'Delete lane and its sounds' }).click();
  await expect(page.getByLabel('Name of lane Music')).toHaveCount(0);
  await expect(lanes(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await expect(sounds).toHaveCount(1);
});

test('sounds that come together follow one another, and what is no sound is named and left out', async ({ shell }) => {
  const { page } = shell;
  await openFilm(shell);
  const named = (name: string, seconds: number) => ({ ...door, name, bytes: createWav({ seconds }) });
  const broken = { ...door, name: 'broken.wav', bytes: Buffer.from('no sound at all') };
  await giveFile(lanes(page), 'drop', broken);
  await expect(page.getByText('“broken.wav” cannot be read as a sound and was left out.')).toBeVisible();
  await expect(page.getByLabel('Name of lane Music')).toHaveCount(0);

  await giveFile(lanes(page), 'drop', [named('10 rain.wav', 1), broken, named('2 wind.wav', 2)]);
  const sound = (name: string) => page.getByRole('slider', { name: `Sound ${name}` });
  await expect(sound('10 rain.wav')).toHaveAttribute('aria-valuetext', /^begins at 00:00:02:00/, { timeout: 20_000 });
  await expect(sound('2 wind.wav')).toHaveAttribute('aria-valuetext', /^begins at 00:00:00:00/);

  await page.getByRole('button', { name: 'More for lane Music' }).click();
  await page.getByRole('menuitem', { name: 'Another lane like this' }).click();
  await expect(page.getByLabel('Name of lane Music 2')).toBeVisible();

  // Called off on its way, it is no failure. The desktop app sends files by other means.
  if (shell.electronApp) return;
  await page.route('**/media/upload/**', () => undefined);
  await giveFile(lanes(page), 'drop', named('never.wav', 1));
  // What is dropped meanwhile waits for its turn, and is called off along with it.
  await giveFile(lanes(page), 'drop', named('later.wav', 1));
  await lanes(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(lanes(page).getByRole('button', { name: 'Cancel' })).toBeHidden();
  await expectSaved(page);
  await expect(page.getByText('Something went wrong inside the studio.')).toHaveCount(0);
});

/** Bytes of recordings that nobody decided about yet. */
async function recordedBytes(libraryDir: string): Promise<number> {
  const folder = path.join(libraryDir, 'recordings');
  const names = await readdir(folder).catch(() => []);
  const sizes = names
    .filter((name) => name.endsWith('.part'))
    .map(async (name) => (await stat(path.join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function voice(page: Page): Locator {
  return inspector(page).getByRole('region', { name: 'Voice', exact: true });
}

test('a voice is counted in, recorded, played back and kept as one step; what a crash cuts off is offered', async ({
  shell,
}) => {
  const { page } = shell;
  await page
    .context()
    .grantPermissions(['microphone'])
    .catch(() => undefined);
  await cards(page).first().click();
  // All of it by keyboard: whatever stands where the button was has the focus.
  await voice(page).getByRole('button', { name: 'Record', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(voice(page).getByRole('meter', { name: 'Level of the microphone' })).toBeVisible();
  await expect(voice(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(voice(page).getByText('Recording', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => recordedBytes(shell.libraryDir), { timeout: 20_000 }).toBeGreaterThan(0);
  await look(shell, 'sound-recording');
  await expect(voice(page).getByRole('button', { name: 'Stop' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(voice(page).getByLabel('Play back what was recorded')).toBeVisible();
  await expect(voice(page).getByRole('button', { name: 'Keep as voice' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(voice(page).getByLabel(/^Voice of shot/)).toBeVisible({ timeout: 20_000 });
  await expect(voice(page).getByRole('button', { name: 'Record', exact: true })).toBeFocused();
  await expect.poll(() => recordedBytes(shell.libraryDir)).toBe(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(voice(page).getByLabel(/^Voice of shot/)).toHaveCount(0);

  await voice(page).getByLabel('Count in 3, 2, 1').uncheck();
  await voice(page).getByRole('button', { name: 'Record', exact: true }).click();
  await expect.poll(() => recordedBytes(shell.libraryDir), { timeout: 20_000 }).toBeGreaterThan(0);
  await shell.kill9();
  await cards(shell.page).first().click();
  await expect(voice(shell.page).getByText(/A recording .*was cut off/)).toBeVisible();
  const cutOff = voice(shell.page).getByLabel('Play back what was recorded');
  await expect.poll(() => cutOff.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0);
  await look(shell, 'sound-cut-off');
  await voice(shell.page).getByRole('button', { name: 'Keep as voice' }).click();
  await expect(voice(shell.page).getByLabel(/^Voice of shot/)).toBeVisible({ timeout: 20_000 });
});

test('a microphone that is refused, or unplugged in the middle, loses nothing and says what to do', async ({
  shell,
}) => {
  const { page } = shell;
  await page
    .context()
    .grantPermissions(['microphone'])
    .catch(() => undefined);
  await cards(page).first().click();
  await voice(page).getByLabel('Count in 3, 2, 1').uncheck();
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    const answers = [() => Promise.reject(new DOMException('no', 'NotAllowedError')), ask];
    devices.getUserMedia = async (wanted) => {
      const stream = await (answers.shift() ?? ask)(wanted);
      Object.assign(window, { track: stream.getTracks()[0] });
      return stream;
    };
  });
  const record = voice(page).getByRole('button', { name: 'Record', exact: true });
  await record.click();
  await expect(voice(page).getByRole('alert')).toContainText('The microphone was refused.');
  await record.click();
  await expect.poll(() => recordedBytes(shell.libraryDir), { timeout: 20_000 }).toBeGreaterThan(0);
  await page.evaluate(() => (window as unknown as { track: MediaStreamTrack }).track.dispatchEvent(new Event('ended')));
  await expect(voice(page).getByRole('alert')).toContainText('The microphone was unplugged');
  await voice(page).getByRole('button', { name: 'Let go' }).click();
  await expect(record).toBeVisible();
  await expect.poll(() => recordedBytes(shell.libraryDir)).toBe(0);

  // Another shot records as the one before; what is being said when one leaves is kept, and said to be.
  await cards(page).nth(1).click();
  await expect(voice(page).getByLabel('Count in 3, 2, 1')).not.toBeChecked();
  await record.click();
  await expect.poll(() => recordedBytes(shell.libraryDir), { timeout: 20_000 }).toBeGreaterThan(0);
  await cards(page).first().click();
  await expect(page.getByText(/^The recording ended when you left its shot\./)).toBeVisible();
  await cards(page).nth(1).click();
  await expect(voice(page).getByText(/A recording .*was cut off/)).toBeVisible();
});
