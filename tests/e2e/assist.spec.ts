/**
 * Models that help: a picture becomes a board, a synopsis becomes shots, a prompt is written anew, the dialogue is
 * spoken and written down again. Each says its price before and changes nothing that was not accepted.
 */
import type { Locator, Page } from '@playwright/test';
import type { Price } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { StandInAnswer, StandInRequest } from '../servers/stand-in-server.ts';
import { expect, keepScreenshot, test } from '../support/e2e-app.ts';
import { openTestStudio } from '../support/test-studio.ts';
import { expectNothingFound } from './look.ts';
import { type PaidLibrary, preparePaidLibrary } from './paid-library.ts';
import { card, cards, expectSaved, inspector, openProject } from './studio-window.ts';

test.setTimeout(120_000);

let library: PaidLibrary;

const prices: Record<string, Price[]> = {
  'gpt-image-2': [{ unit: 'image', amount: microsFromDollars(0.04) }],
  'gpt-6-luna': [
    { unit: 'million-input-tokens', amount: microsFromDollars(2) },
    { unit: 'million-output-tokens', amount: microsFromDollars(8) },
  ],
  'gpt-4o-mini-tts': [{ unit: 'thousand-characters', amount: microsFromDollars(0.015) }],
  'whisper-1': [{ unit: 'minute', amount: microsFromDollars(0.006) }],
};

test.use({
  // Playwright reads from the pattern which fixtures are wanted.
  // oxlint-disable-next-line no-empty-pattern
  appEnv: async ({}, use, info) => {
    const libraryDir = info.outputPath('library');
    library = await preparePaidLibrary(libraryDir, { title: 'Harbour', prompts: ['Boats leave the harbour.'] });
    const studio = await openTestStudio({ libraryDir });
    const { models, projects, shots } = studio.services;
    for (const { connectionId, origin: _origin, ...model } of models.list(library.connectionId)) {
      const known = prices[model.modelId];
      if (known) models.edit(connectionId, { ...model, prices: known });
    }
    const project = projects.list().find(({ title }) => title === 'Harbour');
    const [shot] = project ? projects.storyboard(project.id).shots : [];
    if (shot) shots.update([shot.id], { dialogue: 'MARA: Nine boats.\nTOM: Ten.' });
    await studio.close();
    await use({});
    await library.standIn.close();
  },
});

test('a picture is made, becomes the board, and can be taken back', async ({ shell }) => {
  const { page } = shell;
  await openShot(page);
  await inspector(page).getByRole('button', { name: 'Make a picture…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a picture for shot 1A' });
  await expect(dialog.getByLabel('What it shows')).toHaveValue('Boats leave the harbour.');
  await expect(dialog.getByRole('button', { name: /^Make picture/ })).toContainText('about $0.04');

  await test.step('what will be sent can be read before', async () => {
    await dialog.getByRole('button', { name: 'What will be sent' }).click();
    await expect(dialog.getByRole('region', { name: 'What will be sent' })).toContainText('images/generations');
    await look(page, 'assist/board-sent');
    await dialog.getByRole('button', { name: 'Hide what will be sent' }).click();
  });

  await test.step('a lost answer is told, and nothing is sent again', async () => {
    library.standIn.server.faults = ({ path }) => (path.endsWith('/generations') ? { kind: 'lose-answer' } : null);
    await dialog.getByRole('button', { name: /^Make picture/ }).click();
    await expect(dialog.getByRole('alert')).toContainText('It was not sent again');
    library.standIn.server.faults = () => null;
  });

  await dialog.getByLabel('What it shows').fill('Boats at dawn, wide shot.');
  await dialog.getByRole('button', { name: /^Make picture/ }).click();
  await expect(dialog.getByText('This picture is the board of shot 1A now. It cost about $0.04.')).toBeVisible();
  await look(page, 'assist/board-done');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(card(page, 'Shot 1A,')).toContainText('board');
  await expect(card(page, 'no board')).toHaveCount(0);
  const sent = library.standIn.server.requests.filter(({ path }) => path.endsWith('/images/generations'));
  expect(sent.map((request) => (request.json() as { prompt: string }).prompt)).toEqual([
    'Boats leave the harbour.',
    'Boats at dawn, wide shot.',
  ]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(card(page, 'no board')).toHaveCount(1);
});

test('a synopsis becomes shots, of which a person takes some', async ({ shell }) => {
  const { page } = shell;
  answerChat((request) => {
    const first = request.includes('shots 9 to 11') ? 9 : 1;
    return JSON.stringify({ shots: shotsFrom(first, first === 9 ? 3 : 8), isFinished: false });
  });
  await openShot(page);
  await page.getByRole('button', { name: 'Draft shots from a synopsis…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Draft shots from a synopsis' });
  await expect(dialog.getByRole('button', { name: /^Draft shots/ })).toBeDisabled();
  await dialog.getByLabel('What happens').fill('Mara counts the boats as they come home. One is missing.');
  await dialog.getByLabel('Number of shots').fill('11');
  await dialog.getByLabel('Heading of the new scene').fill('EXT. PIER - DAWN');
  await expect(dialog.getByRole('button', { name: /^Draft shots/ })).toContainText('at most $');
  await look(page, 'assist/draft-form');
  await dialog.getByRole('button', { name: /^Draft shots/ }).click();
  const rows = dialog.getByRole('region', { name: 'Proposed shots' }).locator('tbody tr');
  await expect(rows).toHaveCount(11);
  await expect(dialog.getByRole('button', { name: 'Make 11 shots' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Use shot 2', exact: true }).uncheck();
  await dialog.getByLabel('Title of shot 1', { exact: true }).fill('The first boat');
  await look(page, 'assist/draft-done');
  await expect(cards(page)).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Make 10 shots' }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, 'The first boat')).toBeVisible();
  await expect(card(page, 'Boat 2,')).toHaveCount(0);
  await expectSaved(page);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(cards(page)).toHaveCount(1);
});

test('a draft that goes wrong keeps what came before', async ({ shell }) => {
  const { page } = shell;
  answerChat((request) =>
    request.includes('shots 9 to 16')
      ? 'Sorry, no more.'
      : JSON.stringify({ shots: shotsFrom(1, 8), isFinished: false }),
  );
  await openShot(page);
  await page.getByRole('button', { name: 'More for scene 1' }).click();
  await page.getByRole('menuitem', { name: 'Draft shots from this scene…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Draft shots from scene 1' });
  await dialog.getByLabel('Number of shots').fill('16');
  await dialog.getByRole('button', { name: /^Draft shots/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('does not have the asked form');
  await expect(dialog.getByRole('alert')).toContainText('What came before stands here.');
  await expect(dialog.getByRole('button', { name: 'Make 8 shots' })).toBeEnabled();

  await test.step('closing loses nothing', async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'More for scene 1' }).click();
    await page.getByRole('menuitem', { name: 'Draft shots from this scene…' }).click();
    await dialog.getByRole('button', { name: 'Make 8 shots' }).click();
    await expect(cards(page)).toHaveCount(9);
  });
});

test('a prompt is written anew only where a person uses it', async ({ shell }) => {
  const { page } = shell;
  answerChat(() => '```json\n{"prompt":"Fishing boats leave a quiet harbour at dawn."}\n```');
  await openShot(page);
  await inspector(page).getByRole('button', { name: 'Improve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Improve the prompt of shot 1A' });
  await dialog.getByRole('button', { name: /^Write it anew/ }).click();
  const diff = dialog.getByRole('region', { name: 'What would change' });
  await expect(diff.getByRole('deletion').first()).toBeVisible();
  await expect(diff.getByRole('insertion').last()).toContainText('at dawn');
  await look(page, 'assist/prompt-diff');
  await expect(prompt(page)).toHaveValue('Boats leave the harbour.');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(prompt(page)).toHaveValue('Fishing boats leave a quiet harbour at dawn.');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(prompt(page)).toHaveValue('Boats leave the harbour.');
});

test('the dialogue is spoken, and a voice is written down', async ({ shell }) => {
  const { page } = shell;
  await openShot(page);
  await inspector(page).getByRole('button', { name: 'Speak the dialogue…' }).click();
  const speech = page.getByRole('dialog', { name: 'Speak the dialogue of shot 1A' });
  await expect(speech.getByRole('region', { name: 'What is spoken' })).toContainText('Nine boats.');
  await expect(speech.getByRole('region', { name: 'What is spoken' })).not.toContainText('MARA');
  await speech.getByRole('button', { name: /^Speak/ }).click();
  await expect(speech.getByText('Shot 1A has a new voice.')).toBeVisible();
  await look(page, 'assist/speech-done');
  await page.keyboard.press('Escape');

  await inspector(page).getByRole('button', { name: 'Transcribe…' }).click();
  const transcript = page.getByRole('dialog', { name: 'Write down the voice of shot 1A' });
  await transcript.getByRole('button', { name: /^Transcribe/ }).click();
  await expect(transcript.getByRole('region', { name: 'What is said' })).toContainText('light on.');
  await look(page, 'assist/transcript-done');
  await transcript.getByRole('button', { name: 'Add to the dialogue' }).click();
  await expect(inspector(page).getByLabel('Dialogue', { exact: true })).toHaveValue(
    'MARA: Nine boats.\nTOM: Ten.\nKeep the light on.',
  );
});

async function openShot(page: Page): Promise<void> {
  await openProject(page, 'Harbour');
  await card(page, 'Shot 1A,').click();
  await expect(inspector(page).getByLabel('Prompt', { exact: true })).toBeVisible();
}

function prompt(page: Page): Locator {
  return inspector(page).getByLabel('Prompt', { exact: true });
}

/** Keeps a picture of what is on the screen, and expects that axe finds nothing. */
async function look(page: Page, name: string): Promise<void> {
  await keepScreenshot(page, name);
  await expectNothingFound(page, name);
}

/** @param write the words that a language model answers to a request */
function answerChat(write: (request: string) => string): void {
  library.standIn.override = (request: StandInRequest): StandInAnswer | null => {
    if (request.path.endsWith('/chat/completions')) {
      library.standIn.chatContent = write(JSON.stringify(request.json()));
    }
    return null;
  };
}

function shotsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    title: `Boat ${first + index}`,
    prompt: `Boat ${first + index} rounds the harbour wall in thin fog; a woman in a yellow coat counts from the pier.`,
    dialogue: index % 2 === 0 ? [{ character: 'Mara', line: `That is ${first + index}.` }] : [],
    seconds: 3.5,
    cameraMove: 'pan-left',
  }));
}
