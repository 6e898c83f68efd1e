/** Every view and dialog, in both schemes and sizes: nothing that axe finds wrong, nothing that sticks out. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, keepScreenshot, type Shell, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import {
  card,
  cards,
  choosePassphrase,
  expectSaved,
  giveFile,
  goHome,
  goToPage,
  inspector,
  newProject,
  openProject,
  writeShot,
} from './studio-window.ts';
import { expectNothingFound } from './look.ts';

const script = path.join(import.meta.dirname, '__fixtures__/harbour.fountain');
const wide = { width: 1440, height: 900 };
const small = { width: 1024, height: 700 };
type Scheme = 'dark' | 'light';
type Look = { scheme: Scheme; size: typeof wide; isOnlySeen?: boolean };
// Axe takes seconds a look: it is asked once a scheme and once a size. What sticks out is asked in each.
const looks: readonly Look[] = [
  { scheme: 'dark', size: wide },
  { scheme: 'dark', size: small, isOnlySeen: true },
  { scheme: 'light', size: small },
  { scheme: 'light', size: wide, isOnlySeen: true },
];

test.setTimeout(600_000);

test('every view is readable, reachable and inside the window', async ({ shell }) => {
  const { page } = shell;
  await expect(cards(page).first()).toBeVisible();
  await show(shell, 'storyboard');
  await page.getByRole('button', { name: 'Settings' }).hover();
  await expect(page.getByRole('tooltip', { name: 'Settings' })).toBeVisible();
  await movementsEnd(shell);
  await expectNothingFound(shell.page, 'tooltip');
  await card(page, 'Shot 1A,').click();
  await show(shell, 'storyboard-selection');
  await card(page, 'Shot 1C,').click({ modifiers: ['Shift'] });
  await show(shell, 'storyboard-multi-selection');
  await card(page, 'Shot 1B,').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: /^Duplicate/ })).toBeVisible();
  await show(shell, 'context-menu');
  await page.keyboard.press('Escape');
  await card(page, 'Shot 1C,').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await show(shell, 'key-sheet');
  await page.keyboard.press('Escape');
  const whole = createPng({ widthPx: 640, heightPx: 360 });
  const half = { name: 'half.png', type: 'image/png', bytes: whole.subarray(0, whole.length / 2) };
  await giveFile(card(page, 'Shot 1B,'), 'drop', half);
  await expect(page.getByText('“half.png” is damaged').first()).toBeVisible();
  await show(shell, 'error-notice');

  await writeShot(page, card(page, 'Shot 1A,'), { Duration: '1:00' });
  await inspector(page).getByRole('button', { name: 'Generate take' }).click();
  await expect(card(page, 'Shot 1A,')).toContainText('take 1 of 1', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await card(page, 'Shot 1A,').click();
  await inspector(page)
    .getByRole('tab', { name: /^Takes/ })
    .click();
  await expect(inspector(page).getByRole('article', { name: 'Take 1' })).toBeVisible();
  await show(shell, 'takes');
  await page.keyboard.press('Enter');
  await card(page, 'Shot 1A,').click();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('group', { name: 'Player, shot 1A' }).getByRole('slider', { name: 'Position' }),
  ).toBeFocused();
  await page.keyboard.press('k');
  await expect(
    page.getByRole('group', { name: 'Player, shot 1A' }).getByRole('button', { name: 'Play', exact: true }),
  ).toBeVisible();
  await show(shell, 'player');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await page.getByRole('button', { name: 'Pause all' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Generate all' }).click();
  await expect(card(page, 'waiting').first()).toBeVisible();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /waiting/ })
    .click();
  await show(shell, 'queue');
  await page.keyboard.press('Escape');

  const boardViews = page.getByRole('radiogroup', { name: 'How the shots are shown' });
  await boardViews.getByText('Strip', { exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Room for a second' })).toBeVisible();
  await show(shell, 'strip-view');
  await boardViews.getByText('Cards', { exact: true }).click();
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Export…' })).toBeVisible();
  await show(shell, 'film');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 clip');
  await show(shell, 'export');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Script', exact: true }).click();
  await expect(page.getByText('No script in this project')).toBeVisible();
  await show(shell, 'script-empty');

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('Licences')).toBeVisible();
  await show(shell, 'settings');
  await goHome(page);
  await page.getByRole('button', { name: /^Empty storyboard/ }).click();
  await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible();
  await show(shell, 'new-project');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^From a script/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Choose a file');
  await show(shell, 'import');
  await page.locator('input[type=file]').first().setInputFiles(script);
  await expect(page.getByRole('dialog').getByText('EXT. HARBOUR - DAWN').first()).toBeVisible();
  await show(shell, 'import-preview');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(cards(page)).toHaveCount(3);
  await page.getByRole('link', { name: 'Script', exact: true }).click();
  await expect(page.getByText('Boats leave under a low sun.').first()).toBeVisible();
  await show(shell, 'script');

  await newProject(page, 'Nothing yet');
  await page.getByRole('button', { name: 'More for scene 1' }).click();
  await page.getByRole('menuitem', { name: 'Delete scene' }).click();
  await expect(page.getByText('Your shots will stand here')).toBeVisible();
  await show(shell, 'storyboard-empty');
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await expect(page.getByText('No film yet')).toBeVisible();
  await show(shell, 'film-empty');
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await expect(page.getByText('in Nothing yet')).toBeVisible();
  await show(shell, 'trash');
  await page.getByRole('button', { name: 'Empty trash' }).click();
  await show(shell, 'trash-confirm');
  await page.keyboard.press('Escape');
  await goHome(page);
  await show(shell, 'home');
});

test('the pages about providers are readable, reachable and inside the window', async ({ shell }) => {
  const { page } = shell;
  const server = await startOpenAiServer();
  const dialog = page.getByRole('dialog');
  try {
    await goToPage(page, 'What left this machine');
    await expect(page.getByText('Nothing has left this machine.')).toBeVisible();
    await show(shell, 'sent-empty');
    await goToPage(page, 'Costs');
    await expect(page.getByText('Nothing has been spent.')).toBeVisible();
    await show(shell, 'costs-empty');
    await goToPage(page, 'Connections');
    await expect(page.getByText('No other connection yet')).toBeVisible();
    await show(shell, 'connections-empty');
    await choosePassphrase(shell, 'nine brass lanterns');
    await page.getByRole('button', { name: 'Add connection' }).first().click();
    await expect(dialog.getByRole('button', { name: /^ComfyUI/ })).toBeVisible();
    await show(shell, 'connection-kinds');
    await dialog.getByRole('button', { name: /^OpenAI or/ }).click();
    await dialog.getByLabel('Address').fill(`${server.baseUrl}/nowhere`);
    await dialog.getByRole('textbox', { name: /^Key/ }).fill('sk-views');
    await dialog.getByRole('button', { name: 'Test and add' }).click();
    await expect(dialog).toContainText('Does not work');
    await show(shell, 'connection-fails');
    await dialog.getByLabel('Address').fill(server.baseUrl);
    await dialog.getByRole('button', { name: 'Test again' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: /^Models of OpenAI/ }).click();
    await expect(page.getByRole('row', { name: /^Sora 2 clips/ })).toBeVisible();
    await show(shell, 'connections');
    await page.getByRole('button', { name: /^Edit OpenAI/ }).click();
    await dialog.getByRole('button', { name: 'Add header' }).click();
    await dialog.getByLabel('Name of header 1').fill('X Team');
    await dialog.getByRole('combobox', { name: 'Server' }).click();
    await page.getByRole('option', { name: 'Another one: set each detail' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByLabel('Name of header 1')).toBeFocused();
    await show(shell, 'connection-edit');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit Sora 2', exact: true }).click();
    await expect(dialog.getByLabel('Definition')).toBeVisible();
    await show(shell, 'model-edit');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^More for OpenAI/ }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await expect(dialog).toContainText('Takes that it made');
    await show(shell, 'connection-remove');
    await page.keyboard.press('Escape');
    await goToPage(page, 'What left this machine');
    await expect(page.getByRole('row', { name: /List of models/ }).first()).toBeVisible();
    await show(shell, 'sent');
    await page.getByText('By host').click();
    await show(shell, 'sent-hosts');
  } finally {
    await server.server.close();
  }
});

test.describe('where ffmpeg is missing', () => {
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    appEnv: async ({}, use, info) => {
      const empty = info.outputPath('empty-path');
      await mkdir(empty, { recursive: true });
      await use({ PATH: empty });
    },
  });

  test('planning goes on, and the first page and an empty home say what to do', async ({ shell }) => {
    const { page } = shell;
    await expect(cards(page).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Generate all' })).toBeDisabled();
    await show(shell, 'storyboard-without-ffmpeg');
    await goHome(page);
    await expect(page.getByText(/ffmpeg was not found/)).toBeVisible();
    await page.getByRole('button', { name: 'More for The Lamp at Gull Point' }).click();
    await page.getByRole('menuitem', { name: 'Move to trash' }).click();
    await expect(page.getByText('No projects yet')).toBeVisible();
    await show(shell, 'home-empty-without-ffmpeg');
  });
});

test('long and right-to-left words, twice the size, and no motion', async ({ shell }) => {
  const { page } = shell;
  const german = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungszeremonie am Abend';
  const arabic = 'السفن تغادر الميناء عند الفجر';
  await newProject(page, german);
  await page.getByRole('button', { name: 'New shot' }).click();
  await expect(cards(page)).toHaveCount(2);
  await writeShot(page, card(page, 'Shot 1B,'), {
    Title: arabic,
    Prompt: 'قوارب الصيد تغادر ميناء صغيرا تحت شمس منخفضة.',
  });
  await page.getByLabel('Heading of scene 1').fill('AUSSEN. RECHTSSCHUTZVERSICHERUNGSGESELLSCHAFTSGEBÄUDE - NACHT');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: german, Prompt: `${german}. ${german}.` });
  await card(page, 'Shot 1B,').click({ modifiers: ['ControlOrMeta'] });
  await card(page, 'Shot 1B,').click();
  await show(shell, 'long-and-right-to-left', [{ scheme: 'dark', size: small }]);
  expect(
    await inspector(page)
      .getByLabel('Title')
      .evaluate((field) => getComputedStyle(field).direction),
  ).toBe('rtl');

  await test.step('twice the size', async () => {
    const look: Look = { scheme: 'light', size: { width: 1440, height: 900 } };
    await zoom(shell, 2, look.size);
    await show(shell, 'zoom-200-storyboard', [{ ...look, size: { width: 720, height: 450 } }]);
    await page.getByRole('link', { name: 'Film', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Export…' })).toBeVisible();
    await show(shell, 'zoom-200-film', [{ ...look, size: { width: 720, height: 450 } }]);
    await goHome(page);
    await show(shell, 'zoom-200-home', [{ ...look, size: { width: 720, height: 450 } }]);
    await zoom(shell, 1, wide);
  });

  await test.step('no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: /^Empty storyboard/ }).click();
    const running = await page.evaluate(() => document.getAnimations().map((one) => one.playState));
    expect(running.filter((state) => state === 'running')).toEqual([]);
    await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.emulateMedia({ reducedMotion: null });
  });

  await test.step('the colours that a person chose stay after a restart', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('Light', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
    await page.getByText('Dark', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await shell.restart();
    await expect(shell.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await openProject(shell.page, german);
    await expectSaved(shell.page);
  });
});

/** Looks at the window as it is in each scheme and size, and keeps a picture of each. */
async function show(shell: Shell, name: string, asked?: readonly Look[]): Promise<void> {
  // The desktop app shows the same page: each scheme and each size once will do there.
  const given = asked ?? looks.filter((_, index) => shell.kind === 'browser' || index % 2 === 0);
  await test.step(name, async () => {
    // Away from what would show its tooltip.
    await shell.page.mouse.move(2, 60);
    for (const { scheme, size, isOnlySeen = false } of given) {
      await setScheme(shell, scheme);
      if (size.width >= small.width) await setSize(shell, size);
      await settle(shell);
      await keepScreenshot(shell.page, `views/${name}-${scheme}-${size.width}`);
      if (!isOnlySeen) await expectNothingFound(shell.page, `${name}, ${scheme}, ${size.width}`);
      expect.soft(await whatSticksOut(shell), `${name}, ${scheme}, ${size.width}: what sticks out`).toEqual([]);
    }
    if (!asked) await setSize(shell, wide);
  });
}

/** The driver stands in for the system's choice, in the desktop app too: what the app sets there would not count. */
async function setScheme({ page }: Shell, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
}

async function setSize({ page, electronApp }: Shell, size: typeof wide): Promise<void> {
  if (electronApp) {
    await electronApp.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
  } else {
    await page.setViewportSize(size);
  }
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([size.width, size.height]);
}

/** In a browser a page at 200 % is a page in a window of half the size. */
async function zoom(shell: Shell, factor: number, size: typeof wide): Promise<void> {
  const seen = { width: size.width / factor, height: size.height / factor };
  if (!shell.electronApp) return setSize(shell, seen);
  await shell.electronApp.evaluate(
    ({ BrowserWindow }, { by, width, height }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(by);
    },
    { by: factor, ...size },
  );
  await expect.poll(() => shell.page.evaluate(() => innerWidth)).toBe(seen.width);
}

/** Waits until what a hover showed is gone, and nothing moves. */
async function settle(shell: Shell): Promise<void> {
  await expect(shell.page.getByRole('tooltip')).toHaveCount(0);
  await movementsEnd(shell);
}

/** Waits for fonts, pictures and movements that end. */
async function movementsEnd({ page }: Shell): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const pictures = [...document.images].filter(({ loading, complete }) => loading !== 'lazy' && !complete);
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
    // Two frames, so that what follows from a new size or scheme has begun.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
}

/** Controls outside of the window, and scrolling to the side anywhere but in the strip. */
function whatSticksOut({ page }: Shell): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 60)}”`;
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (element.closest('[aria-label="Strip"]')) continue;
      const { overflowX } = getComputedStyle(element);
      const canScroll = overflowX === 'auto' || overflowX === 'scroll' || element === document.body;
      if (canScroll && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
        found.push(
          `${nameOf(element)} ${element.className} scrolls to the side: ${element.scrollWidth} > ${element.clientWidth}`,
        );
      }
      // A notice that leaves slides out.
      if (!element.matches('button, a, input, select, textarea') || element.closest('[role="alert"]')) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 2 && (left < -1 || right > innerWidth + 1)) found.push(`${nameOf(element)} from ${left} to ${right}`);
    }
    return found;
  });
}
