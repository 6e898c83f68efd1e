/**
 * Looks at what is on the screen in both schemes and two sizes: nothing that axe finds wrong, nothing that sticks out.
 * The page is the same in both hosts, and most of this is slow: the desktop app shows it in one scheme, without axe.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, keepScreenshot, type Shell, test } from '../support/e2e-app.ts';

const usual = { width: 1440, height: 900 };
const looks = [
  { scheme: 'dark', size: { width: 1600, height: 1000 } },
  { scheme: 'light', size: { width: 1024, height: 700 } },
] as const;

/** Leaves the window in its usual size. Rules of every weight count. */
export async function look(shell: Shell, name: string): Promise<void> {
  const { page } = shell;
  await test.step(`look: ${name}`, async () => {
    for (const { scheme, size } of shell.electronApp ? looks.slice(0, 1) : looks) {
      await page.emulateMedia({ colorScheme: scheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      await setSize(shell, size);
      await movementsEnd(page);
      await keepScreenshot(page, `${name}-${scheme}`);
      await expectNothingFound(page, `${name}, ${scheme}`);
      expect.soft(await controlsOutside(shell), `${name}, ${scheme}: what sticks out`).toEqual([]);
    }
    await setSize(shell, usual);
  });
}

/** Nothing that axe finds wrong on the page as it is now. Rules of every weight count. */
export async function expectNothingFound(page: Page, where: string): Promise<void> {
  if (page.url().startsWith('app:')) return;
  let found = await askAxe(page);
  if (found.length > 0) {
    // A notice may have begun to fade while it was looked at: what is wrong with the page is still there afterwards.
    await movementsEnd(page);
    found = await askAxe(page);
  }
  expect.soft(found, `${where}: what axe finds`).toEqual([]);
}

async function askAxe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

async function setSize({ page, electronApp }: Shell, size: { width: number; height: number }): Promise<void> {
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

/** Two frames, so that what follows from a new size has begun, then whatever moves and ends. */
async function movementsEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
}

function controlsOutside({ page }: Shell): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, input, select, textarea')].flatMap((element) => {
      // A list that scrolls to the side holds controls beyond its edge, and a notice that leaves slides out.
      if (element.closest('[aria-label="Strip"], [role="alert"], [role="group"][tabindex="0"], ul')) return [];
      const { left, right, width } = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return width > 2 && (left < -1 || right > innerWidth + 1)
        ? [`${name.slice(0, 60)} from ${left} to ${right}`]
        : [];
    }),
  );
}
