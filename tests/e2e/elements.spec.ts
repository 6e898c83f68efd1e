/** Elements: described once, named in prompts with an `@`, renamed everywhere, taken back. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, keepScreenshot, type Shell, test } from '../support/e2e-app.ts';
import { createPng } from '../support/png.ts';
import { card, cards, expectSaved, giveFile, inspector, newProject, openProject } from './studio-window.ts';

test.setTimeout(240_000);

test('an element is made, named in a prompt, renamed everywhere and taken back', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Elements');

  await test.step('an empty view teaches, and a new element waits for its name', async () => {
    await openView(page, 'Elements');
    await expect(page.getByText('Who and what comes back in this film?')).toBeVisible();
    await look(shell, 'elements-empty');
    await page.getByRole('button', { name: 'New character' }).click();
    await expect(editor(page).getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('mara');
    await page.keyboard.press('Enter');
    await expect(editor(page).getByRole('heading', { name: '@mara', exact: true })).toBeVisible();
    await editor(page).getByLabel('Description').fill('a woman of sixty in a yellow coat');
    await expectSaved(page);
    await expect(page.getByRole('listitem').filter({ hasText: '@mara' }).first()).toContainText('in no shot yet');
  });

  await test.step('pictures are dropped and pasted, and a style is in every prompt', async () => {
    const pictures = editor(page).getByRole('region', { name: 'Pictures' });
    const picture = (seed: number) => createPng({ widthPx: 320, heightPx: 180, seed });
    await giveFile(pictures, 'drop', { name: 'mara.png', type: 'image/png', bytes: picture(1) });
    await expect(pictures.getByAltText(/^Picture/)).toHaveCount(1);
    await giveFile(pictures, 'paste', { name: 'coat.png', type: 'image/png', bytes: picture(2) });
    await expect(pictures.getByAltText(/^Picture/)).toHaveCount(2);
    const first = await pictures
      .getByAltText(/^Picture/)
      .first()
      .getAttribute('src');
    await pictures.getByRole('button', { name: 'Move picture 2 to the front' }).click();
    await expect(pictures.getByAltText(/^Picture/).last()).toHaveAttribute('src', first ?? '');
    await page.getByRole('button', { name: 'New style' }).click();
    await expect(editor(page).getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('noir');
    await page.keyboard.press('Tab');
    await editor(page).getByLabel('Description').fill('hard shadows');
    await editor(page)
      .getByRole('switch', { name: /^In every prompt/ })
      .click();
    await expect(page.getByRole('listitem').filter({ hasText: '@noir' }).first()).toContainText('in every prompt');
    await expectSaved(page);
  });

  await test.step('a prompt completes the name by keys, and shows what it becomes', async () => {
    await openView(page, 'Storyboard');
    await card(page, 'Shot 1A,').click();
    const prompt = inspector(page).getByLabel('Prompt', { exact: true });
    await prompt.click();
    await page.keyboard.type('Low sun. @MA');
    await expect(page.getByRole('option', { name: '@mara' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await page.keyboard.type('counts the boats.');
    await expect(prompt).toHaveValue('Low sun. @mara counts the boats.');
    await page.keyboard.type(' @');
    const list = page.getByRole('listbox', { name: 'Elements that fit' });
    await expect(list.getByRole('option')).toHaveCount(2);
    await look(shell, 'elements-completion');
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    await expect(prompt).toBeFocused();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await expectSaved(page);
    await inspector(page).getByText('Prompt with everything filled in').click();
    await expect(inspector(page).getByText('Low sun. mara counts the boats.')).toContainText(
      'Low sun. mara counts the boats.\nMara: a woman of sixty in a yellow coat\nNoir: hard shadows',
    );
  });

  await test.step('another name changes in the prompt too, in one step', async () => {
    await openView(page, 'Elements');
    await page.getByRole('button', { name: 'Edit @mara' }).click();
    await expect(editor(page).getByRole('button', { name: /^1A/ })).toBeVisible();
    await look(shell, 'elements');
    const name = editor(page).getByLabel('Name', { exact: true });
    await name.fill('noir');
    await expect(editor(page).getByText('Another element has this name.')).toBeVisible();
    await name.fill('old mara');
    await page.keyboard.press('Enter');
    await expect(editor(page).getByRole('heading', { name: '@old_mara', exact: true })).toBeVisible();
    await editor(page).getByRole('button', { name: /^1A/ }).click();
    const prompt = inspector(page).getByLabel('Prompt', { exact: true });
    await expect(prompt).toHaveValue('Low sun. @old_mara counts the boats.');
    await cards(page).first().focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(prompt).toHaveValue('Low sun. @mara counts the boats.');
  });

  await test.step('what is deleted leaves its name in the prompt and comes back', async () => {
    await openView(page, 'Elements');
    await page.getByRole('button', { name: 'Edit @mara' }).focus();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('button', { name: 'Edit @mara' })).toHaveCount(0);
    await page.getByText('@mara was moved to the trash.').waitFor();
    await shell.kill9();
    await openProject(shell.page, 'Elements');
    await openView(shell.page, 'Elements');
    await expect(shell.page.getByRole('button', { name: 'Edit @noir' })).toBeVisible();
    await shell.page.keyboard.press('ControlOrMeta+z');
    await expect(shell.page.getByRole('button', { name: 'Edit @mara' })).toBeVisible();
  });
});

async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
}

function editor(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Edit an element' });
}

/** Both schemes: a picture for people, and nothing that axe finds wrong. */
async function look({ page, kind }: Shell, name: string): Promise<void> {
  for (const scheme of kind === 'browser' ? (['light', 'dark'] as const) : (['dark'] as const)) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await keepScreenshot(page, `elements/${name}-${scheme}`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect
      .soft(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
        name,
      )
      .toEqual([]);
  }
}
