/** The queue on a page: reordered by mouse and by keyboard, scheduled, paused by connection, cancelled, looked back at. */
import type { Locator, Page } from '@playwright/test';
import { microsFromDollars } from '#shared/domain/money.ts';
import { expect, test } from '../support/e2e-app.ts';
import { look } from './look.ts';
import { type PaidLibrary, preparePaidLibrary } from './paid-library.ts';
import { card, newProject, openProject, writeShot } from './studio-window.ts';

test.setTimeout(180_000);
const renderTimeout = { timeout: 60_000 };
const titles = ['Alder', 'Birch', 'Cedar', 'Douglas'] as const;

test('waiting jobs are put in order, scheduled, and cancelled', async ({ shell }) => {
  const { page } = shell;
  const { keyboard } = page;
  await makeShots(page);
  await openQueuePage(page);
  await expect(page.getByText('Nothing runs and nothing waits')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Pause all' }).click();
  await expect(page.getByText('Paused: what runs goes on')).toBeVisible();
  await openProject(page, 'Line');
  await page.getByRole('button', { name: /^Generate all/ }).click();
  await expect(card(page, 'waiting')).toHaveCount(titles.length);
  await openQueuePage(page);
  await expect.poll(() => line(page)).toEqual([...titles]);

  await test.step('by keyboard', async () => {
    await row(page, 'Cedar').focus();
    await keyboard.press('Alt+ArrowUp');
    await expect.poll(() => line(page)).toEqual(['Alder', 'Cedar', 'Birch', 'Douglas']);
    await expect(row(page, 'Cedar')).toBeFocused();
    await keyboard.press('Alt+ArrowUp');
    await expect.poll(() => line(page)).toEqual(['Cedar', 'Alder', 'Birch', 'Douglas']);
    await keyboard.press('ArrowDown');
    await expect(row(page, 'Alder')).toBeFocused();
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('2 selected')).toBeVisible();
    await keyboard.press('Alt+ArrowDown');
    await expect.poll(() => line(page)).toEqual(['Cedar', 'Douglas', 'Alder', 'Birch']);
    await keyboard.press('Escape');
    await expect(page.getByText('Select jobs to move')).toBeVisible();
  });

  await test.step('by mouse', async () => {
    await drag(page, row(page, 'Birch').getByTitle(/^Drag/), row(page, 'Douglas'));
    await expect.poll(() => line(page)).toEqual(['Cedar', 'Birch', 'Douglas', 'Alder']);
  });

  await test.step('the order is the studio’s: it is there after a restart', async () => {
    await shell.restart();
    await openQueuePage(shell.page);
    await expect.poll(() => line(shell.page)).toEqual(['Cedar', 'Birch', 'Douglas', 'Alder']);
  });

  const again = shell.page;
  await test.step('a higher priority goes first', async () => {
    await row(again, 'Alder').focus();
    await again.keyboard.press('+');
    await expect.poll(() => line(again)).toEqual(['Alder', 'Cedar', 'Birch', 'Douglas']);
    await expect(row(again, 'Alder')).toContainText('priority +1');
    await again.keyboard.press('-');
    await expect(row(again, 'Alder')).not.toContainText('priority');
  });

  await test.step('a start is chosen, tonight or at a time, and taken back', async () => {
    await row(again, 'Cedar').getByRole('checkbox').check();
    await again.getByRole('button', { name: /^(Tonight|Tomorrow) after 22:00/ }).click();
    await expect(row(again, 'Cedar')).toContainText('from');
    await expect(row(again, 'Cedar')).toContainText('22:00');
    await again.getByRole('button', { name: 'Start as soon as there is room' }).click();
    await expect(row(again, 'Cedar')).not.toContainText('22:00');
    await row(again, 'Cedar').click({ button: 'right' });
    await again.getByRole('menuitem', { name: 'Pick a time…' }).click();
    const dialog = again.getByRole('dialog', { name: 'When may this job start?' });
    await dialog.getByLabel('Not before').fill('2001-01-01T07:30');
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    await expect(dialog).toContainText('This time has passed');
    await dialog.getByLabel('Not before').fill('2199-01-01T07:30');
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    await expect(row(again, 'Cedar')).toContainText('07:30');
    // The menu that opened the dialog is gone; where it was opened is not.
    await expect(row(again, 'Cedar')).toBeFocused();
  });
  await look(shell, 'queue-page');

  await test.step('jobs are cancelled, the rest runs, and the history keeps all', async () => {
    await again.keyboard.press('Escape');
    await row(again, 'Douglas').focus();
    await again.keyboard.press('Delete');
    await expect(row(again, 'Douglas')).toHaveCount(0);
    await again.getByRole('button', { name: 'Pause Animatic' }).click();
    await again.getByRole('button', { name: 'Resume' }).click();
    await expect(again.getByRole('button', { name: 'Let Animatic go on' })).toBeVisible();
    await expect.poll(() => line(again)).toHaveLength(3);
    await again.getByRole('button', { name: 'Let Animatic go on' }).click();
    await expect.poll(() => line(again), renderTimeout).toEqual(['Cedar']);
    await again.getByText('History', { exact: true }).click();
    const history = again.getByRole('table', { name: 'History' });
    await expect(history.getByRole('row').filter({ hasText: 'Alder' })).toContainText('done', renderTimeout);
    await expect(history.getByRole('row').filter({ hasText: 'Alder' })).toContainText('free');
    await expect(history.getByRole('row').filter({ hasText: 'Douglas' })).toContainText('cancelled');
    await look(shell, 'queue-history');
    await history.getByRole('checkbox', { name: /Douglas/ }).check();
    await again.getByRole('button', { name: 'Try 1 job again' }).click();
    await expect(history.getByRole('row').filter({ hasText: 'Douglas' })).toContainText('done', renderTimeout);
    await again.getByText('Models', { exact: true }).click();
    await expect(again.getByRole('table').getByRole('row').filter({ hasText: 'animatic' })).toBeVisible();
    await look(shell, 'queue-models');
  });

  await test.step('all that waits is cancelled in one go', async () => {
    await again.getByText('Now', { exact: true }).click();
    await again.getByRole('button', { name: 'Cancel waiting' }).click();
    await again.getByRole('dialog').getByRole('button', { name: 'Cancel them' }).click();
    await expect(again.getByText('Nothing runs and nothing waits')).toBeVisible();
  });
});

test.describe('jobs that cost something', () => {
  let library: PaidLibrary;
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    appEnv: async ({}, use, info) => {
      library = await preparePaidLibrary(info.outputPath('library'), {
        title: 'Paid',
        prompts: ['First', 'Second'],
        monthlyBudget: microsFromDollars(0.5),
      });
      await use({});
      await library.standIn.close();
    },
  });

  test('a person decides about a lost answer; nothing is sent again unasked', async ({ shell }) => {
    const { page } = shell;
    const { standIn } = library;
    // The request arrives, its answer is lost, and the server does not tell whose work it has.
    standIn.videos.recordsPrompts = false;
    standIn.server.faults = ({ method, path }) =>
      method === 'POST' && path.endsWith('/videos') ? { kind: 'lose-answer' } : null;
    await openProject(page, 'Paid');
    await generate(page, '1A');
    await openQueuePage(page);
    await expect(row(page, 'First')).toContainText('needs you', renderTimeout);
    await expect(row(page, 'First')).toContainText('$0.40');
    await look(shell, 'queue-needs-you');
    await row(page, 'First').getByRole('button', { name: 'Look again' }).click();
    await expect(row(page, 'First')).toContainText('needs you', renderTimeout);
    await row(page, 'First').getByRole('button', { name: 'Send again…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Send “.*First” again/ });
    await expect(dialog).toContainText('The new request costs about $0.40.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row(page, 'First').getByRole('button', { name: 'Give up' }).click();
    await expect(page.getByText('Nothing runs and nothing waits')).toBeVisible();
    expect(standIn.videos.creates).toHaveLength(1);
  });

  test('a server that stops answering is waited for, and the window says so', async ({ shell }) => {
    const { page } = shell;
    const { standIn } = library;
    await openProject(page, 'Paid');
    await generate(page, '1A');
    await expect.poll(() => standIn.videos.creates.length).toBe(1);
    // It was accepted; from now on every question about it is lost.
    standIn.server.faults = ({ method }) => (method === 'GET' ? { kind: 'lose-request' } : null);
    const words = /asks again by itself; nothing is paid twice/;
    await expect(page.getByRole('complementary', { name: 'Inspector' }).getByText(words)).toBeVisible(renderTimeout);
    await openQueuePage(page);
    await expect(row(page, 'First')).toContainText(words);
    standIn.finish('well');
    standIn.server.faults = () => null;
    await expect(page.getByText('Nothing runs and nothing waits')).toBeVisible(renderTimeout);
    await openProject(page, 'Paid');
    await expect(card(page, 'take 1 of 1')).toHaveCount(1);
    expect(standIn.videos.creates).toHaveLength(1);
  });

  test('a budget holds a job back, and says so', async ({ shell }) => {
    const { page } = shell;
    const { standIn } = library;
    standIn.finish('well');
    await openProject(page, 'Paid');
    await openQueuePage(page);
    await page.getByRole('main').getByRole('button', { name: 'Pause all' }).click();
    await openProject(page, 'Paid');
    // Each alone stays below the limit; together they do not.
    await generate(page, '1A');
    await generate(page, '1B');
    await openQueuePage(page);
    await expect(page.getByText('2 waiting · Waiting, together about $0.80')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).click();
    await expect(row(page, 'Second')).toContainText('held back', renderTimeout);
    await expect(page.getByText('1 job is held back')).toBeVisible();
    await expect(page.getByText('$0.40 of $0.50 this month')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('main').getByText('would go over the monthly budget')).toBeVisible();
    await look(shell, 'queue-held');
    await page
      .getByRole('banner')
      .getByRole('button', { name: /1 held/ })
      .click();
    await expect(page.getByRole('dialog', { name: 'Queue' })).toContainText('1 job is held back');
    await look(shell, 'queue-panel-held');
    expect(standIn.videos.creates).toHaveLength(1);
  });
});

/** A project of one short shot for each title. */
async function makeShots(page: Page): Promise<void> {
  await newProject(page, 'Line');
  await writeShot(page, card(page, 'Shot 1A,'), { Title: titles[0], Duration: '0:06' });
  for (const [index, title] of titles.slice(1).entries()) {
    await page.getByRole('button', { name: 'New shot', exact: false }).last().click();
    await writeShot(page, card(page, `Shot 1${'BCD'[index]},`), { Title: title, Duration: '0:06' });
  }
}

async function openQueuePage(page: Page): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Queue|running|waiting|paused|needs you|held/ })
    .click();
  await page.getByRole('dialog', { name: 'Queue' }).getByRole('button', { name: 'Open the whole queue' }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
}

function row(page: Page, label: string): Locator {
  return page.getByRole('grid', { name: 'Jobs that have not ended' }).getByRole('row').filter({ hasText: label });
}

/** Titles of what waits, in the order in which it stands on the screen. */
function line(page: Page): Promise<string[]> {
  return page
    .locator('[data-job-id]')
    .filter({ hasText: /waiting|held/ })
    .evaluateAll((rows) =>
      rows
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => /Alder|Birch|Cedar|Douglas/.exec(text)?.[0] ?? ''),
    );
}

async function drag(page: Page, handle: Locator, target: Locator): Promise<void> {
  const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
  if (!from || !to) throw new Error('both rows must be on the screen');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y - 12, { steps: 4 });
  await page.mouse.move(from.x + from.width / 2, to.y + 4, { steps: 8 });
  await page.mouse.up();
}

/** Queues one take of a shot, and answers whatever the window asks before something is sent. */
async function generate(page: Page, number: string): Promise<void> {
  await card(page, `Shot ${number},`).click();
  await page.getByRole('button', { name: /^Generate take/ }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Generate/ });
  const begun = page
    .locator('[data-shot-id]')
    .filter({ hasText: new RegExp(`Shot ${number},.*(waiting|running|needs you|take 1)`) });
  await expect(confirm.or(begun).first()).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();
  await expect(begun).toBeVisible();
}
