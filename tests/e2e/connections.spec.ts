/** A connection is added, tested, narrowed and removed; what it sent and cost is shown, and its key nowhere. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type OpenAiStandIn, startOpenAiServer } from '../servers/openai-server.ts';
import { expect, test } from '../support/e2e-app.ts';
import { choosePassphrase, goToPage } from './studio-window.ts';

const key = 'sk-e2e-4f1b2c3d4e5f60718293a4b5c6d7e8f9';
const passphrase = 'nine brass lanterns';
const label = 'Studio server';

test.setTimeout(240_000);

let server: OpenAiStandIn;
test.beforeEach(async () => {
  server = await startOpenAiServer();
});
test.afterEach(() => server.server.close());

test('a connection is added, used and removed, and its key shows nowhere', async ({ shell }, info) => {
  const { page } = shell;
  await recordAnswers(page);
  await goToPage(page, 'Connections');
  const hasPassphrase = await choosePassphrase(shell, passphrase);

  await test.step('it is tested while it is added, and its models are listed', async () => {
    await page.getByRole('button', { name: 'Add connection' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^OpenAI or compatible server/ }).click();
    await expect(dialog.getByLabel('Address')).toBeFocused();
    await dialog.getByLabel('Name').fill(label);
    await dialog.getByLabel('Address').fill('example.com');
    await dialog.getByRole('button', { name: 'Test and add' }).click();
    await expect(dialog).toContainText('Write a whole address');
    await expect(dialog.getByLabel('Address')).toBeFocused();
    await dialog.getByLabel('Address').fill(server.baseUrl);
    await keyField(dialog).fill(`${key}\n`);
    await dialog.getByRole('button', { name: 'Test and add' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`${label} was added. 7 models.`)).toBeVisible();
    await expect(card(page)).toContainText('key kept');
    await expect(card(page)).toContainText('It offers 7 models.');
    await card(page)
      .getByRole('button', { name: `Models of ${label}` })
      .click();
    const models = page.getByRole('table', { name: `Models of ${label}` });
    await expect(models.getByRole('row')).toHaveCount(8);
    await expect(models.getByRole('row', { name: /^Sora 2 clips .* the connection/ })).toBeVisible();
    expect(server.server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  });

  await test.step('what may be sent is narrowed', async () => {
    await card(page)
      .getByRole('button', { name: `Edit ${label}` })
      .click();
    const dialog = page.getByRole('dialog', { name: `Edit ${label}` });
    await expect(dialog.getByRole('switch', { name: 'May send images' })).toBeChecked();
    await dialog.getByRole('switch', { name: 'May send images' }).click();
    // What is open is closed first: the list, and the dialog stays.
    await dialog.getByRole('combobox', { name: 'Server' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('option').first()).toBeHidden();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(card(page)).toContainText('sends no images');
  });

  await test.step('offline, nothing is sent, and the test says why', async () => {
    const sentBefore = server.server.requests.length;
    await page.getByRole('switch', { name: 'Offline' }).click();
    await expect(page.getByRole('banner').getByRole('button', { name: 'Offline' })).toBeVisible();
    await testConnection(page);
    await expect(card(page)).toContainText('Shotwright is switched to offline, so nothing was sent.');
    expect(server.server.requests).toHaveLength(sentBefore);
    await page.getByRole('switch', { name: 'Offline' }).click();
    await expect(page.getByRole('banner').getByRole('button', { name: 'Offline' })).toBeHidden();
    await testConnection(page);
    await expect(card(page)).toContainText('The server answers.');
  });

  await test.step('every request stands on the page of what left', async () => {
    await goToPage(page, 'What left this machine');
    const requests = page.getByRole('table', { name: 'Requests' });
    const { host } = new URL(server.baseUrl);
    const answered = requests.getByRole('row', { name: new RegExp(`${label} ${host} .* answered, 200`) });
    await expect(answered).toHaveCount(server.server.requests.length);
    await expect(requests.getByRole('row', { name: /Connection test no content 0 bytes not sent/ })).toHaveCount(1);
    await expect(requests.getByRole('row', { name: /List of models no content \d+ bytes answered/ })).toHaveCount(2);
    await expect(page.getByText(new RegExp(`^${server.server.requests.length} requests to ${host}, `))).toBeVisible();
    await page.getByText('By host').click();
    await page.getByRole('button', { name: `Show requests to ${host}` }).click();
    await expect(answered).toHaveCount(server.server.requests.length);
    await page.getByText('Copies at providers').click();
    await expect(page.getByText('Nothing of yours is known to lie at a provider.')).toBeVisible();
  });

  await test.step('nothing was spent', async () => {
    await goToPage(page, 'Costs');
    await expect(page.getByRole('heading', { name: 'Nothing has been spent.' })).toBeVisible();
    await expect(page.getByText('Save as CSV')).toBeDisabled();
  });

  await test.step('the key is in no answer, nowhere in the window and in no file', async () => {
    const told = await whatTheWindowHolds(page);
    // What is looked through is what was meant to be.
    expect(told).toContain(label);
    expect(told).toContain('"hasKey":true');
    const folders = [shell.libraryDir, info.outputPath('config'), info.outputPath('user-data')];
    const kept = (await Promise.all(folders.map(readAllFiles))).flat();
    expect(kept.length).toBeGreaterThan(3);
    for (const secret of [key, passphrase]) {
      expect(told.includes(secret), 'in the window').toBe(false);
      expect(kept.filter(({ text }) => text.includes(secret)).map(({ file }) => file)).toEqual([]);
    }
  });

  await test.step('after a restart the key is still there', async () => {
    await shell.restart();
    await goToPage(shell.page, 'Connections');
    await expect(card(shell.page)).toContainText('key kept');
    if (hasPassphrase) {
      const sentBefore = server.server.requests.length;
      await testConnection(shell.page);
      await expect(card(shell.page)).toContainText('Your keys are locked, so nothing was sent.');
      expect(server.server.requests).toHaveLength(sentBefore);
      await shell.page.getByLabel('Passphrase').fill('another one');
      await shell.page.getByRole('button', { name: 'Unlock' }).click();
      await expect(shell.page.getByText('This passphrase does not open the keys.')).toBeVisible();
      await shell.page.getByLabel('Passphrase').fill(passphrase);
      await shell.page.getByRole('button', { name: 'Unlock' }).click();
      await expect(shell.page.getByText('Your keys are unlocked.')).toBeVisible();
    }
    await testConnection(shell.page);
    await expect(card(shell.page)).toContainText('The server answers.');
    expect(server.server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  });

  await test.step('it is removed; what it sent stays on the list', async () => {
    const more = card(shell.page).getByRole('button', { name: `More for ${label}` });
    await more.click();
    await expect(shell.page.getByRole('menuitem', { name: 'Pause' })).toBeVisible();
    await shell.page.keyboard.press('Escape');
    await expect(shell.page.getByRole('menu')).toBeHidden();
    await expect(shell.page.getByRole('heading', { name: 'Connections' })).toBeVisible();
    await more.click();
    await shell.page.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = shell.page.getByRole('dialog', { name: `Remove ${label}?` });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(shell.page.getByText(`${label} was removed with its key.`)).toBeVisible();
    await expect(card(shell.page)).toBeHidden();
    await expect(shell.page.getByRole('heading', { name: 'No other connection yet' })).toBeVisible();
    await goToPage(shell.page, 'What left this machine');
    await expect(shell.page.getByRole('row', { name: new RegExp(label) }).first()).toBeVisible();
  });
});

/** The connection's own card. */
function card(page: Page): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: label }) });
}

function keyField(within: Locator): Locator {
  return within.getByRole('textbox', { name: /^Key/ });
}

/** Presses Test and waits until it is over. */
async function testConnection(page: Page): Promise<void> {
  const button = card(page).getByRole('button', { name: `Test ${label}` });
  await button.click();
  await expect(button).not.toHaveAttribute('aria-busy', 'true');
  await expect(card(page)).toContainText('tested');
}

/** From now on the page keeps a copy of everything that the studio answers. */
async function recordAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const answers: Array<Promise<string>> = [];
    const keep = ({ data }: MessageEvent<unknown>) => {
      const isText = typeof data === 'string' || !(data instanceof Blob || data instanceof ArrayBuffer);
      answers.push(isText ? Promise.resolve(String(data)) : new Response(data).text());
    };
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener('message', keep);
      }
    };
    window.WebSocket = class extends WebSocket {
      constructor(...options: ConstructorParameters<typeof WebSocket>) {
        super(...options);
        this.addEventListener('message', keep);
      }
    };
    Object.assign(window, { answers });
  });
  await page.reload();
}

/** Every answer, the whole document, and what the page stores. */
function whatTheWindowHolds(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { answers } = window as unknown as { answers: Array<Promise<string>> };
    const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return [
      ...(await Promise.all(answers)),
      document.documentElement.outerHTML,
      ...values,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ].join('\n');
  });
}

/** Bytes as Latin-1, so that any text in them is found. A folder that is not there has no files. */
async function readAllFiles(folder: string): Promise<Array<{ file: string; text: string }>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  // The app goes on working, and may delete one meanwhile.
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')));
  return files.map((file, index) => ({ file, text: texts[index] ?? '' }));
}
