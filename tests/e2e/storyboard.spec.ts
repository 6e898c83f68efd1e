/** A storyboard is made by keyboard alone, and by mouse alone; what is written is there after a crash. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import {
  card,
  cards,
  dragCard,
  expectSaved,
  giveFile,
  goHome,
  inspector,
  newProject,
  openProject,
  shotTitles,
  tabTo,
  writeShot,
} from './studio-window.ts';

test.setTimeout(120_000);

test('by keyboard alone a storyboard is made, changed, and taken back after a crash', async ({ shell }) => {
  await test.step('new project', async () => {
    await tabTo(shell.page, shell.page.getByRole('link', { name: 'Shotwright, all projects' }));
    await shell.page.keyboard.press('Enter');
    await tabTo(shell.page, shell.page.getByRole('button', { name: /Empty storyboard/ }));
    await shell.page.keyboard.press('Enter');
    await expect(shell.page.getByRole('dialog').getByLabel('Title')).toBeFocused();
    await shell.page.keyboard.type('Keys only');
    await shell.page.keyboard.press('Enter');
    await expect(cards(shell.page)).toHaveCount(1);
  });

  const { page } = shell;
  const { keyboard } = page;
  await test.step('shots, words, duration, camera', async () => {
    await tabTo(page, cards(page).first());
    await keyboard.press('ArrowRight');
    await tabTo(page, inspector(page).getByLabel('Title'));
    await keyboard.type('Gulls');
    await tabTo(page, inspector(page).getByLabel('Prompt'));
    await keyboard.type('Gulls over grey water');
    await tabTo(page, inspector(page).getByLabel('Duration', { exact: true }));
    await keyboard.type('1:12');
    await tabTo(page, inspector(page).getByLabel('Camera', { exact: true }));
    await keyboard.type('Push');
    await expectSaved(page);
    await expect(cards(page).first()).toContainText('Shot 1A, Gulls, no board, 01:12');
    await expect(inspector(page).getByLabel('Camera', { exact: true })).toHaveValue('push-in');
    await keyboard.press('Escape');
    for (const title of ['Lamp', 'Stairs']) {
      const count = await cards(page).count();
      await keyboard.press('n');
      await expect(cards(page)).toHaveCount(count + 1);
      await expect(inspector(page).getByLabel('Title')).toHaveValue('');
      await tabTo(page, inspector(page).getByLabel('Title'));
      await keyboard.type(title);
      await keyboard.press('Escape');
      await expectSaved(page);
    }
    await expect.poll(() => shotTitles(page)).toEqual(['1A Gulls', '1B Lamp', '1C Stairs']);
  });

  await test.step('duplicate, move, delete, undo, redo', async () => {
    await keyboard.press('ControlOrMeta+d');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Gulls', '1B Lamp', '1C Stairs', '1D Stairs']);
    await keyboard.press('Alt+ArrowLeft');
    await keyboard.press('Alt+ArrowLeft');
    await keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Stairs', '1B Gulls', '1C Lamp', '1D Stairs']);
    await expectSaved(page);
    await keyboard.press('Delete');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Gulls', '1B Lamp', '1C Stairs']);
    await expect(page.getByText('Shot moved to the trash.')).toBeVisible();
    await keyboard.press('ControlOrMeta+z');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Stairs', '1B Gulls', '1C Lamp', '1D Stairs']);
    await keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Gulls', '1B Lamp', '1C Stairs']);
  });

  await test.step('“Saved” is true when the power goes', async () => {
    await keyboard.press('Home');
    await tabTo(page, inspector(page).getByLabel('Notes'));
    await keyboard.type('Written just before the power went.');
    await expectSaved(page);
    await shell.kill9();
    await openProject(shell.page, 'Keys only');
    await card(shell.page, 'Gulls').click();
    await expect(inspector(shell.page).getByLabel('Notes')).toHaveValue('Written just before the power went.');
  });

  await test.step('undo after the restart takes back the last edit', async () => {
    await card(shell.page, 'Gulls').focus();
    await shell.page.keyboard.press('ControlOrMeta+z');
    await expect(inspector(shell.page).getByLabel('Notes')).toHaveValue('');
    await shell.page.keyboard.press('ControlOrMeta+z');
    await expect(cards(shell.page)).toHaveCount(4);
  });
});

test('by mouse alone shots and scenes are arranged, get boards, go to the trash and come back', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Mouse only');
  await test.step('scenes and shots', async () => {
    for (const count of [2, 3]) {
      await page.getByRole('button', { name: 'New shot' }).first().click();
      await expect(cards(page)).toHaveCount(count);
    }
    await page.getByRole('button', { name: 'Add scene' }).click();
    await page.getByRole('button', { name: 'Add a shot to scene 2' }).click();
    await expect(cards(page)).toHaveCount(4);
    for (const [number, title] of [
      ['1A', 'Rail'],
      ['1B', 'Boats'],
      ['1C', 'Bell'],
      ['2A', 'Room'],
    ] as const) {
      await writeShot(page, card(page, `Shot ${number},`), { Title: title });
    }
  });

  await test.step('dragging within a scene and across scenes', async () => {
    await dragCard(page, card(page, 'Rail'), card(page, 'Bell'), 'after');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Boats', '1B Bell', '1C Rail', '2A Room']);
    await dragCard(page, card(page, 'Boats'), card(page, 'Room'), 'after');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Bell', '1B Rail', '2A Room', '2B Boats']);
    await dragAtOnce(page, card(page, 'Bell'), card(page, 'Rail'));
    await expect.poll(() => shotTitles(page)).toEqual(['1A Rail', '1B Bell', '2A Room', '2B Boats']);
    await dragCard(page, card(page, 'Bell'), card(page, 'Rail'), 'before');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Bell', '1B Rail', '2A Room', '2B Boats']);
  });

  await test.step('several at once, and the context menu', async () => {
    await card(page, 'Bell').click();
    await card(page, 'Boats').click({ modifiers: ['Shift'] });
    await expect(page.getByText('4 selected', { exact: true })).toBeVisible();
    await card(page, 'Room').click({ modifiers: ['ControlOrMeta'] });
    await expect(page.getByText('3 selected', { exact: true })).toBeVisible();
    await card(page, 'Bell').click();
    await card(page, 'Rail').click({ modifiers: ['ControlOrMeta'] });
    await dragCard(page, card(page, 'Rail'), card(page, 'Room'), 'before');
    await expect.poll(() => shotTitles(page)).toEqual(['2A Bell', '2B Rail', '2C Room', '2D Boats']);
    await card(page, 'Boats').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Move back/ }).click();
    await expect.poll(() => shotTitles(page)).toEqual(['2A Bell', '2B Rail', '2C Boats', '2D Room']);
  });

  await test.step('boards by file, by drop and by paste', async () => {
    const png = (seed: number) => createPng({ widthPx: 64, heightPx: 36, seed });
    await card(page, 'Bell').click();
    const chooser = page.waitForEvent('filechooser');
    await inspector(page).getByRole('button', { name: 'Choose image…' }).click();
    await (await chooser).setFiles({ name: 'bell.png', mimeType: 'image/png', buffer: png(1) });
    await expect(card(page, 'Shot 2A, Bell, board')).toBeVisible();
    await giveFile(card(page, 'Rail'), 'drop', { name: 'rail.png', type: 'image/png', bytes: png(2) });
    await expect(card(page, 'Shot 2B, Rail, board')).toBeVisible();
    await card(page, 'Boats').click();
    await giveFile(page.locator('body'), 'paste', { name: 'image.png', type: 'image/png', bytes: png(3) });
    await expect(card(page, 'Shot 2C, Boats, board')).toBeVisible();
    await expect(card(page, 'Boats').locator('img')).toHaveJSProperty('complete', true);
  });

  await test.step('a picture that is cut short is refused in words, and the board stays', async () => {
    const before = await card(page, 'Boats').locator('img').getAttribute('src');
    const whole = createPng({ widthPx: 640, heightPx: 360, seed: 4 });
    const chooser = page.waitForEvent('filechooser');
    await inspector(page).getByRole('button', { name: 'Replace…' }).click();
    await (await chooser).setFiles({
      name: 'half.png',
      mimeType: 'image/png',
      buffer: whole.subarray(0, whole.length / 2),
    });
    await expect(inspector(page).getByRole('alert')).toContainText('“half.png” is damaged or cut short');
    expect(await card(page, 'Boats').locator('img').getAttribute('src')).toBe(before);
  });

  await test.step('to the trash, and back from its page', async () => {
    await card(page, 'Rail').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Delete shot/ }).click();
    await expect(page.getByText('Shot moved to the trash.')).toBeVisible();
    await page.getByRole('button', { name: 'More for scene 1' }).click();
    await page.getByRole('menuitem', { name: 'Delete scene' }).click();
    await expect.poll(() => shotTitles(page)).toEqual(['1A Bell', '1B Boats', '1C Room']);
    await page.getByRole('button', { name: 'Trash', exact: true }).click();
    await expect(page.getByText('in Mouse only')).toHaveCount(2);
    await page.getByRole('listitem').filter({ hasText: 'Rail' }).getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByText('1 thing was put back.')).toBeVisible();
    await expect(page.getByText('in Mouse only')).toHaveCount(1);
  });

  await test.step('emptying the trash asks first', async () => {
    await page.getByRole('button', { name: 'Empty trash' }).click();
    const dialog = page.getByRole('dialog', { name: 'Empty the trash?' });
    await expect(dialog).toContainText('1 scene with its shots');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('in Mouse only')).toHaveCount(1);
    await page.getByRole('button', { name: 'Empty trash' }).click();
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(page.getByText(/1 thing erased/)).toBeVisible();
    await expect(page.getByText('The trash is empty')).toBeVisible();
    await goHome(page);
    await page.getByRole('button', { name: 'Open Mouse only' }).click();
    await expect.poll(() => shotTitles(page)).toEqual(['1A Bell', '1B Rail', '1C Boats', '1D Room']);
  });
});

/** A whole drag behind another card, before the window can draw any of it, as on a computer with too much to do. */
async function dragAtOnce(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('both cards must be on the screen');
  const path = [
    { type: 'pointerdown', x: start.x + 20, y: start.y + 20 },
    { type: 'pointermove', x: start.x + 40, y: start.y + 20 },
    { type: 'pointermove', x: end.x + end.width * 0.85, y: end.y + 20 },
    { type: 'pointerup', x: end.x + end.width * 0.85, y: end.y + 20 },
  ];
  await page.evaluate((events) => {
    for (const { type, x, y } of events) {
      const init = { bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, clientX: x, clientY: y };
      document.elementFromPoint(x, y)?.dispatchEvent(new PointerEvent(type, { ...init, button: 0, buttons: 1 }));
    }
  }, path);
}
