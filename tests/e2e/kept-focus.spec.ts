/** After deleting, undo, cutting and leaving a field, something that makes sense is selected and has the focus. */
import { expect, test } from '../support/e2e-app.ts';
import { card, cards, expectSaved, inspector, newProject, shotTitles, writeShot } from './studio-window.ts';

test('the focus and the selection stay with the shots', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  const names = ['One', 'Two', 'Three'];
  await newProject(page, 'Focus');
  await cards(page).first().click();
  for (const [index, name] of names.entries()) {
    if (index > 0) await keyboard.press('n');
    await expect(cards(page)).toHaveCount(index + 1);
    await keyboard.press('F2');
    await keyboard.type(name);
    // Out of a field to the shot that it is about.
    await keyboard.press('Escape');
    await expect(card(page, name)).toBeFocused();
  }

  await test.step('what is deleted leaves the focus to its neighbour, and has it when it comes back', async () => {
    await card(page, 'Two').click();
    await keyboard.press('Delete');
    await expect(card(page, 'Three')).toBeFocused();
    await keyboard.press('ControlOrMeta+z');
    await expect(card(page, 'Two')).toBeFocused();
    await expect(card(page, 'Two')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('ControlOrMeta+Shift+z');
    await expect(cards(page)).toHaveCount(2);
    await expect(card(page, 'One')).toBeFocused();
    await keyboard.press('ControlOrMeta+z');
    await expect(card(page, 'Two')).toBeFocused();
    await keyboard.press('ControlOrMeta+d');
    await expect(cards(page)).toHaveCount(4);
    await keyboard.press('ControlOrMeta+z');
    await expect(cards(page)).toHaveCount(3);
    await expect(card(page, 'Two')).toBeFocused();
  });

  await test.step('undo says which field it took back', async () => {
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Alt+4');
    await expect(card(page, 'Three')).toContainText('Approved');
    await keyboard.press('ControlOrMeta+z');
    await expect(page.getByText('Undone: status (2)')).toBeVisible();
    await expect(card(page, 'Two')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('what is cut is left where it is, or moved and then copied', async () => {
    await card(page, 'One').click();
    await keyboard.press('ControlOrMeta+x');
    await keyboard.press('Escape');
    await keyboard.press('ControlOrMeta+v');
    await expect.poll(() => shotTitles(page)).toEqual(['1A One', '1B Two', '1C Three']);
    await keyboard.press('ControlOrMeta+x');
    await card(page, 'Two').click();
    await keyboard.press('ControlOrMeta+v');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Two', '1B One', '1C Three']);
    await expect(card(page, 'One')).toBeFocused();
    await keyboard.press('ControlOrMeta+v');
    await expect.poll(() => shotTitles(page)).toEqual(['1A Two', '1B One', '1C One', '1D Three']);
  });

  await test.step('the pad gives the focus back to the card whose menu opened it', async () => {
    await card(page, 'Two').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Draw the board' }).click();
    await expect(page.getByRole('application', { name: 'Drawing area' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(card(page, 'Two')).toBeFocused();
  });

  await test.step('in the table a heading is written, a name is completed, and the focus stays in the cells', async () => {
    await card(page, 'Two').click();
    await keyboard.press('Shift+6');
    // Title, prompt, action, dialogue, duration, scene: the number of the shot is the head of its row.
    const [prompt, scene] = [1, 5];
    const cells = (row: number) => page.locator(`[data-row="${row}"]`).getByRole('gridcell');
    await expect(cells(0).first()).toBeVisible();
    await keyboard.press('ArrowDown');
    await expect(page.locator('[data-row="0"]').getByRole('rowheader')).toBeFocused();
    await cells(0).nth(scene).click();
    await keyboard.type('INT. LAMP ROOM');
    await keyboard.press('Enter');
    await expect(cells(1).nth(scene)).toHaveText('INT. LAMP ROOM');
    await cells(0).nth(prompt).click();
    await keyboard.type('See @mar');
    await keyboard.press('Enter');
    await keyboard.type('.');
    await keyboard.press('Enter');
    await expect(cells(0).nth(prompt)).toHaveText('See @mar.');
    await expectSaved(page);
    await expect(inspector(page).getByLabel('Prompt', { exact: true })).toBeVisible();
  });
});

test('what is typed right behind F2 goes into the title, whether its pane is open or not', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'In a hurry');
  for (const isOpen of [true, false]) {
    await cards(page).first().click();
    if (!isOpen) await page.getByRole('button', { name: 'Hide the inspector' }).click();
    await cards(page).first().focus();
    // In one task, as keys come that wait behind a busy window.
    const focused = await page.evaluate(() => {
      const press = new KeyboardEvent('keydown', { key: 'F2', code: 'F2', bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(press);
      return document.activeElement?.getAttribute('data-shot-field');
    });
    expect(focused).toBe('title');
    await page.keyboard.type('Pier');
    await expect(inspector(page).getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Pier');
    await page.keyboard.press('Escape');
    await expect(card(page, 'Pier')).toBeFocused();
  }
});

test('what is pressed right behind the key for a new shot is meant for the new one', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'No waiting');
  await writeShot(page, cards(page).first(), { Title: 'Pier' });
  await cards(page).first().focus();
  // In one task, as keys come that wait behind a busy window.
  await page.evaluate(() => {
    for (const key of ['n', 'n', 'F2', ...'Rail', 'Enter']) {
      const code = key.length === 1 ? `Key${key.toUpperCase()}` : key;
      const press = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(press);
    }
  });
  await expect(cards(page)).toHaveCount(3);
  await expect(card(page, 'Shot 1C,')).toHaveAttribute('aria-pressed', 'true');
  await expect(inspector(page).getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Rail');
  await expect(card(page, 'Shot 1C,')).toContainText('Rail');
  await expect(card(page, 'Shot 1A,')).toContainText('Pier');
  await expect(card(page, 'Shot 1B,')).toContainText('Untitled');
  await expectSaved(page);
});

test('Escape leaves a field while the mouse rests on a button whose tooltip is shown', async ({ shell }) => {
  const { page } = shell;
  await newProject(page, 'Resting mouse');
  await cards(page).first().click();
  await page.getByRole('button', { name: 'Settings', exact: true }).hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.keyboard.press('F2');
  await page.keyboard.type('Pier');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(card(page, 'Pier')).toBeFocused();
});
