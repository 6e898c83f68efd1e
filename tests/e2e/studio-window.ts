/** What the whole-app tests do in the window again and again, as a person would. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Shell } from '../support/e2e-app.ts';

/** Cards of the storyboard, in the order of the film as far as they are mounted. */
export function cards(page: Page): Locator {
  return page.locator('[data-shot-id]');
}

/** The card of a shot by what its name begins with, such as `Shot 1A, Boats leave`. */
export function card(page: Page, text: string): Locator {
  return cards(page).filter({ hasText: text });
}

export async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Shotwright, all projects' }).click();
  await expect(page.getByRole('heading', { name: 'What are we making?' })).toBeVisible();
}

/** Opens one of the pages that belong to no project by its button in the header. */
export async function goToPage(page: Page, title: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

/**
 * On the page of the connections: chooses a passphrase where the system keeps no keys. A browser's host never asks it
 * to.
 *
 * @returns whether there is a passphrase now
 */
export async function choosePassphrase({ page, electronApp }: Shell, passphrase: string): Promise<boolean> {
  const systemKeepsKeys = await electronApp?.evaluate(
    ({ safeStorage }) =>
      safeStorage.isEncryptionAvailable() && safeStorage.getSelectedStorageBackend?.() !== 'basic_text',
  );
  if (systemKeepsKeys) return false;
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Once more').fill(passphrase);
  await page.getByRole('button', { name: 'Choose passphrase' }).click();
  await expect(page.getByText('Your keys are in a file that is encrypted')).toBeVisible();
  return true;
}

export async function openProject(page: Page, title: string): Promise<void> {
  await goHome(page);
  await page
    .getByRole('button', { name: `Open ${title}` })
    .first()
    .click();
  await expect(cards(page).first()).toBeVisible();
}

/** Makes a project of 1280 × 720, which is quick to render, with one scene and one shot, and waits for its card. */
export async function newProject(page: Page, title: string): Promise<void> {
  await goHome(page);
  await page.getByRole('button', { name: /^Empty storyboard/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Picture size').click();
  await page.getByRole('option', { name: '1280×720' }).click();
  await dialog.getByRole('button', { name: 'Make project' }).click();
  await expect(cards(page)).toHaveCount(1);
}

/** Imports a script into a project of its own. */
export async function importScript(page: Page, file: string | { name: string; text: string }): Promise<void> {
  await goHome(page);
  await page.getByRole('button', { name: /^From a script/ }).click();
  const payload =
    typeof file === 'string'
      ? file
      : { name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text, 'utf8') };
  await page.locator('input[type=file]').first().setInputFiles(payload);
  await page.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 20_000 });
  await expect(cards(page).first()).toBeVisible({ timeout: 30_000 });
}

/** Waits until the window says that every edit is in the library. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('banner').getByText(/^Saved/)).toBeVisible();
}

/** Selects a shot and fills in fields of the inspector by their labels. */
export async function writeShot(page: Page, shot: Locator, fields: Record<string, string>): Promise<void> {
  await shot.click();
  for (const [label, text] of Object.entries(fields)) {
    await inspector(page).getByLabel(label, { exact: true }).fill(text);
  }
  await expectSaved(page);
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Inspector' });
}

/** Names of the cards in the order of the film, as a screen reader reads them. */
export function cardNames(page: Page): Promise<string[]> {
  return cards(page).evaluateAll((list) =>
    list
      .map((element) => ({ box: element.getBoundingClientRect(), name: element.firstElementChild?.textContent ?? '' }))
      .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
      .map(({ name }) => name),
  );
}

/** Number and title of each shot, in the order of the film: `1A Boats leave`. */
export async function shotTitles(page: Page): Promise<string[]> {
  return (await cardNames(page)).map((name) => name.replace(/^Shot (\S+), (.*?), .*$/, '$1 $2'));
}

/** A file as the browser gets it from outside. */
export type OutsideFile = { name: string; type: string; bytes: Buffer };

/** Drops or pastes files onto an element, as the browser does it from outside. */
export async function giveFile(
  target: Locator,
  how: 'drop' | 'paste',
  file: OutsideFile | readonly OutsideFile[],
): Promise<void> {
  const files = [file].flat().map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }));
  await target.evaluate(
    (element, { event, given }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const init = { bubbles: true, cancelable: true };
      if (event === 'paste') {
        element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
        return;
      }
      for (const step of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(step, { ...init, dataTransfer: data }));
      }
    },
    { event: how, given: files },
  );
}

/** Presses Tab, or Shift and Tab where the target stands before the focus, until the target has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isBefore = await target.evaluate((element) => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return false;
    return Boolean(activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING);
  });
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(isBefore ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`no Tab leads to ${target.toString()}`);
}

/** Drags a card to the left or right edge of another, in steps as a hand does. */
export async function dragCard(page: Page, from: Locator, to: Locator, side: 'before' | 'after'): Promise<void> {
  // To the middle: near an edge the page scrolls on for as long as the drag takes there.
  await to.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('both cards must be on the screen');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 3);
  await page.mouse.down();
  const x = side === 'before' ? end.x + end.width * 0.15 : end.x + end.width * 0.85;
  await page.mouse.move(x, end.y + end.height / 3, { steps: 8 });
  await page.mouse.move(x, end.y + end.height / 3 + 2);
  await page.mouse.up();
}
