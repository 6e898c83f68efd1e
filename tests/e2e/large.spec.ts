/** A feature film of 1,081 shots opens, scrolls and is written on like a small one. */
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { card, cards, expectSaved, importScript, inspector } from './studio-window.ts';

const sceneCount = 47;
const shotsInScene = 23;

test.skip(({ kind }) => kind === 'electron', 'the window is the same in both hosts');
test.setTimeout(120_000);

test('1,081 shots are imported, scrolled to their end, and the last is written on', async ({ shell }) => {
  const { page } = shell;
  await importScript(page, { name: 'feature.fountain', text: largeScript() });
  await expect(page.getByText(/^1,?081 shots · /)).toBeVisible();
  // Only what is on the screen is mounted.
  expect(await cards(page).count()).toBeLessThan(100);

  const scroller = cards(page).first().locator('xpath=ancestor::ul/../..');
  await scroller.hover();
  const last = card(page, `Shot ${sceneCount}W,`);
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 20_000);
        return last.count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  await last.click();
  await expect(last).toHaveAttribute('aria-pressed', 'true');
  await inspector(page).getByLabel('Prompt').fill('The last picture of a long film.');
  await expectSaved(page);
  await expect(last).toContainText('The last picture of a long film.');
  await keepScreenshot(page, 'large-last-shot');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect(card(page, 'Shot 1A,')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await expect(page.getByText('1081 shots have no take')).toBeVisible();
});

function largeScript(): string {
  const scenes = Array.from({ length: sceneCount }, (_, scene) => {
    const shots = Array.from(
      { length: shotsInScene },
      (_unused, shot) =>
        // Long enough to be a shot of its own.
        `Wave ${scene * shotsInScene + shot + 1} rises far out under a grey sky, comes in past the mole, breaks over the ` +
        'stones below the lighthouse, throws its spray against the lowest window and runs back into the dark water.',
    );
    return `INT. ROOM ${scene + 1} - DAY\n\n${shots.join('\n\n')}`;
  });
  return `Title: A long film\n\n${scenes.join('\n\n')}\n`;
}
