/**
 * Every action has a command: looked up in the sources, since only they know every button. What is no command of its
 * own is listed here with the reason, and nothing else may join it unseen.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { sheetRows } from '#renderer/app/key-sheet-rows.ts';
import { commandGroups, commandIds, groupOf, groupsHeardWith } from '#renderer/ui/command-list.ts';
import { createKeymap, defaultKeySettings } from '#renderer/ui/keymap.ts';
import { en } from '#shared/messages/en.ts';

const window = path.resolve(import.meta.dirname, '../../src/renderer');

/** Of the window, but for tests and the lists of commands themselves. */
const sources = globSync('**/*.{ts,tsx}', { cwd: window })
  .filter((file) => !/\.test\.|(?:command-list|key-presets)\.ts$/.test(file))
  .map((file) => ({ file: file.replaceAll(path.sep, '/'), text: readFileSync(path.join(window, file), 'utf8') }));

describe('every command', () => {
  it('is offered somewhere', () => {
    const text = sources.map((source) => source.text).join('\n');
    // Commands of one kind, such as `storyboard.status.planned`, are put together from a name or a number.
    const beginnings = (id: string) =>
      [id.replace(/[^.]+$/, ''), id.replace(/\d+$/, '')].filter(
        (one) => one !== id && one.indexOf('.') < one.length - 1,
      );
    const isOffered = (id: string) =>
      text.includes(`'${id}'`) ||
      text.includes(`"${id}"`) ||
      beginnings(id).some((beginning) => text.includes(`\`${beginning}\${`));
    expect(commandIds.filter((id) => !isOffered(id))).toEqual([]);
  });

  it('has words, which stand in the sheet and are no other command’s of its group', async () => {
    await i18next.init({ lng: 'en', resources: { en: { translation: en } } });
    const rows = sheetRows(i18next.t, createKeymap(defaultKeySettings));
    const words = commandIds.map((id) => `${groupOf(id)}: ${i18next.t(`commands.${id}`)}`);
    expect(new Set(words).size).toBe(commandIds.length);
    expect(words.filter((text) => text.includes('commands.'))).toEqual([]);
    const inSheet = new Set(rows.map(({ group, does }) => `${group}: ${does}`));
    expect(words.filter((text) => !inSheet.has(text))).toEqual([]);
  });

  it('is told of conflicts from both sides', () => {
    const pairs = commandGroups.flatMap((group) => groupsHeardWith(group).map((other) => [group, other] as const));
    // `window` knows everything.
    const oneSided = pairs.filter(([group, other]) => other !== 'window' && !groupsHeardWith(other).includes(group));
    expect(oneSided.filter(([group]) => group !== 'window' && !goesBefore.has(group))).toEqual([]);
  });
});

/** Groups of what has the focus, which goes before what lies around it. */
const goesBefore: ReadonlySet<string> = new Set(['elements', 'take', 'takes']);

/** Where actions stand that belong to no storyboard; those of the storyboard are commands of their views. */
const folders = [
  ...['app', 'assist', 'board-frames', 'board-outside', 'connections', 'egress', 'elements', 'film', 'find'],
  ...['generation', 'home', 'ledger', 'log-filters', 'palette', 'queue', 'queue-page', 'request-preview'],
  ...['script-difference', 'script-import', 'settings', 'take-compare', 'take-review', 'trash', 'voice-recorder'],
].map((name) => (name === 'app' ? 'app/' : `features/${name}/`));

/** How many buttons of a file name no command, and why. */
const withoutCommand: Record<string, { count: number; why: string }> = {
  'features/board-frames/frame-board-button.tsx': { count: 1, why: 'opens a menu, of which each item names one' },
  'features/connections/add-connection-dialog.tsx': { count: 2, why: 'steps of a form' },
  'features/connections/secret-fields.tsx': { count: 6, why: 'parts of a form' },
  'features/connections/workflow-fields.tsx': { count: 3, why: 'parts of a form' },
  'features/generation/model-picker.tsx': { count: 1, why: 'a field of a form' },
  'features/generation/quick-take-dialog.tsx': { count: 1, why: 'part of a form' },
  'features/generation/takes-stepper.tsx': { count: 2, why: 'a field of a form' },
  'features/script-import/draft-choice.tsx': { count: 2, why: 'two answers to a question' },
  'features/script-import/file-import-form.tsx': { count: 1, why: 'the main button of its dialog' },
  'features/script-import/script-preview-panes.tsx': {
    count: 2,
    why: 'a pointer’s way; the columns scroll by keyboard',
  },
  'features/take-compare/take-pair-view.tsx': { count: 1, why: 'arrows choose among the takes' },
  'features/take-review/rating-stars.tsx': {
    count: 1,
    why: 'take.rate1 to take.rate5 in the list, takes.rate1 to takes.rate5 where takes are compared',
  },
  'features/take-review/take-list.tsx': { count: 1, why: 'the picture does what the play button beside it does' },
};

describe('every button of a page beside the storyboard', () => {
  it('names its command, or is a plain part of a dialog', () => {
    const found: Record<string, number> = {};
    for (const { file, text } of sources.filter((source) => folders.some((folder) => source.file.startsWith(folder)))) {
      const isDialog = /<(?:Task|Export)?Dialog\b/.test(text);
      const count = buttonsOf(text).filter((tag) => !isPlain(tag, isDialog)).length;
      if (count > 0) found[file] = count;
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(withoutCommand).map(([file, { count }]) => [file, count])));
  });
});

/** Opening tags of buttons, from `<` to `>`. */
function buttonsOf(text: string): string[] {
  return [...text.matchAll(/<(?:button|(?:Command)?(?:Icon)?Button)(?=\s)/g)].map(({ index }) => {
    let depth = 0;
    let end = index;
    for (; end < text.length && (text[end] !== '>' || depth > 0); end += 1) {
      depth += Number(text[end] === '{') - Number(text[end] === '}');
    }
    return text.slice(index, end + 1);
  });
}

/** It names a command, opens a menu, sends a form, closes a dialog, or is its main button: `dialog.confirm` presses that. */
function isPlain(tag: string, isInDialog: boolean): boolean {
  if (/\bcommand=|commandAttributes\(/.test(tag)) return true;
  if (/type="submit"|aria-haspopup="menu"|onClick=\{(?:frame\.)?onClose\}/.test(tag)) return true;
  return isInDialog && /variant=(?:"(?:primary|danger)"|\{isDone \? 'plain' : 'primary'\})/.test(tag);
}
