/**
 * Takes from a server of one's own, as a person gets them: connect it, choose its model for a film, generate, and lose
 * the app in the middle. Every take is there in the end, each made once, with what it cost.
 */
import type { Locator, Page, TestInfo } from '@playwright/test';
import { type OpenAiStandIn, startOpenAiServer } from '../servers/openai-server.ts';
import { expect, test } from '../support/e2e-app.ts';
import { card, cards, newProject, openProject, writeShot } from './studio-window.ts';

test.setTimeout(300_000);

const passphrase = 'eleven boats at dawn';
const modelId = 'Wan-AI/Wan2.2-TI2V-5B-Diffusers';
const titles = ['Rail', 'Boats', 'Bell', 'Lamp', 'Fog'];

test('five takes come from a server of one’s own, although the app is killed in the middle', async ({
  shell,
}, info) => {
  const server = await startOpenAiServer({ dialect: 'vllm-omni' });
  try {
    await test.step('a server is connected, with a price', async () => {
      await connect(shell.page, server);
      await setPrice(shell.page);
      await look(shell.page, info, '1-connections');
    });
    await test.step('five shots are to be made by its model', () => makeFilm(shell.page, info));
    await test.step('the plan says what they will cost, and two jobs begin', async () => {
      const { page } = shell;
      await page.getByRole('button', { name: /^Generate all/ }).click();
      const plan = page.getByRole('dialog', { name: 'Generate' });
      await expect(plan.getByRole('button', { name: /^Generate.*\$1\.00/ })).toBeEnabled();
      await look(page, info, '3-plan');
      await plan.getByRole('button', { name: /^Generate.*\$1\.00/ }).click();
      await expect.poll(() => server.videos.creates.length, { timeout: 30_000 }).toBe(2);
      await expect(plan).toBeHidden();
      await look(page, info, '4-generating');
    });

    await shell.kill9();
    server.finish('well');

    await test.step('after the keys are opened everything goes on', async () => {
      const { page } = shell;
      await openPage(page, 'connections');
      await openKeys(page);
      await openProject(page, 'Harbour');
      await expect(card(page, 'take 1 of 1')).toHaveCount(5, { timeout: 120_000 });
      await look(page, info, '5-takes');
    });
    expect(server.videos.creates).toHaveLength(5);
    for (const title of titles) expect(server.countCreates(`${title} at dawn`)).toBe(1);
    expect(server.wasAlwaysSignedIn()).toBe(true);
    await expect.poll(() => server.removedIds.length).toBe(5);

    await test.step('the ledger has the sum', async () => {
      const { page } = shell;
      await openPage(page, 'costs');
      await expect(sum(page, 'Estimated')).toContainText('$1.00');
      await expect(sum(page, 'Together')).toContainText('$1.00');
      await look(page, info, '6-costs');
    });
  } finally {
    await server.close();
  }
});

async function openPage(page: Page, name: 'connections' | 'costs'): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${name}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function connect(page: Page, server: OpenAiStandIn): Promise<void> {
  await openPage(page, 'connections');
  await openKeys(page);
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  await page.getByRole('button', { name: /^OpenAI or compatible server/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('House');
  await dialog.getByLabel('Address').fill(server.baseUrl);
  await dialog.getByLabel(/^Key/).fill('test-key-0123456789');
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Edit House' }).click();
  await dialog.getByLabel('Server').click();
  await page.getByRole('option', { name: 'vLLM-Omni' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

/** Ten cents a second: a server on this machine is free as long as nobody says otherwise. */
async function setPrice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Models of House' }).click();
  await page.getByRole('button', { name: `Edit ${modelId}` }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${modelId}` });
  const definition = dialog.getByLabel('Definition');
  const model = JSON.parse(await definition.inputValue()) as Record<string, unknown>;
  await definition.fill(
    JSON.stringify({ ...model, isFree: false, prices: [{ unit: 'second', amount: 100_000 }] }, null, 2),
  );
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('table').getByText('$0.10 a second')).toBeVisible();
}

/** Chooses or gives the passphrase where the system keeps no keys. */
async function openKeys(page: Page): Promise<void> {
  const keys = page.getByRole('region', { name: 'Keys' });
  const isAsked = await keys.waitFor({ timeout: 20_000 }).then(
    () => true,
    () => false,
  );
  if (!isAsked) return;
  await keys.getByLabel('Passphrase').fill(passphrase);
  const again = keys.getByLabel('Once more');
  if (await again.isVisible()) await again.fill(passphrase);
  await keys.getByRole('button', { name: /^(Choose passphrase|Unlock)$/ }).click();
  await expect(keys).toContainText('unlocked until Shotwright ends');
}

async function makeFilm(page: Page, info: TestInfo): Promise<void> {
  await newProject(page, 'Harbour');
  for (const [index, title] of titles.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'New shot' }).click();
    const shot = card(page, `Shot 1${'ABCDE'[index]},`);
    await writeShot(page, shot, { Title: title, Prompt: `${title} at dawn`, Duration: '2s' });
  }
  await expect(cards(page)).toHaveCount(titles.length);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More ways to generate' }).first().click();
  await page.getByRole('menuitem', { name: 'Project settings…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings of “Harbour”' });
  await dialog.getByRole('combobox', { name: /^Default model/ }).click();
  await page.getByRole('option', { name: modelId }).click();
  await look(page, info, '2-settings');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

function sum(page: Page, name: string): Locator {
  return page.getByRole('main').locator('dl > div').filter({ hasText: name }).first();
}

async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`), animations: 'disabled' });
}
