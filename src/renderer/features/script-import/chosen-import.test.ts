import { describe, expect, it } from 'vitest';
import { importSourceSchema } from '#shared/contract/import-schemas.ts';
import type { UploadId } from '#shared/domain/ids.ts';
import { chooseImport, type FolderFile, pastedFile } from './chosen-import.ts';
import { filesToPreview, initialFileSettings, toSource, withField } from './file-import-settings.ts';

const file = (path: string): FolderFile => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') });
const choose = (...paths: string[]) => chooseImport(paths.map(file));

describe('chooseImport', () => {
  it.each([
    ['a.srt', 'subtitles'],
    ['A.VTT', 'subtitles'],
    ['shots.csv', 'table'],
    ['shots.xlsx', 'table'],
    ['a.fountain', 'script'],
    ['a.txt', 'script'],
    ['a', 'script'],
  ])('%s belongs to %s', (name, kind) => {
    expect(choose(name)?.kind).toBe(kind);
  });

  it('takes a folder of Storyboarder whole, with the script above its scenes', () => {
    const chosen = choose(
      'f/storyboards/s/old.fdx',
      'f/storyboards/s/s.storyboarder',
      'f/a.fountain',
      'f/s/images/1.png',
    );
    expect(chosen).toMatchObject({
      ...{
        kind: 'storyboarder',
        projects: [{ path: 'f/storyboards/s/s.storyboarder' }],
        script: { path: 'f/a.fountain' },
      },
      others: [{ path: 'f/storyboards/s/old.fdx' }, { path: 'f/s/images/1.png' }],
    });
  });

  it('finds the file that can be imported among others, and nothing in nothing', () => {
    expect(choose('notes.doc', 'a.srt')).toMatchObject({ kind: 'subtitles', file: { name: 'a.srt' } });
    expect(choose()).toBeNull();
  });
});

describe('pastedFile', () => {
  it.each([
    ['a\tb\n=1+1\tc', null, 'Pasted.tsv', 'a\tb\n=1+1\tc'],
    ['dusk', [['dusk, rain'], ['two\nlines']], 'Pasted.tsv', 'dusk, rain\n"two\nlines"'],
    ['1\n00:00:01,000 --> 00:00:02,000\nx', null, 'Pasted.srt', null],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nx', null, 'Pasted.vtt', null],
    ['INT. KITCHEN', null, 'Pasted.txt', null],
  ])('takes %j for a file', async (text, table, name, content) => {
    const pasted = pastedFile(text, table);
    expect(pasted?.name).toBe(name);
    expect(await pasted?.text()).toBe(content ?? text);
  });

  it('takes nothing of white space', () => {
    expect(pastedFile(' \n', null)).toBeNull();
  });
});

describe('toSource', () => {
  const uploadId = 'up_0000000000000000' as UploadId;
  const settings = initialFileSettings(null);

  it('waits until everything is sent, and is what the studio takes', () => {
    for (const chosen of [choose('a.srt'), choose('a.csv'), choose('f/a.storyboarder', 'f/a.fdx', 'f/images/1.png')]) {
      if (!chosen || chosen.kind === 'script') throw new Error('not chosen');
      expect(toSource(chosen, settings, new Map())).toBeNull();
      const sent = new Map(filesToPreview(chosen).map(({ path }) => [path, uploadId]));
      const source = toSource(chosen, settings, sent);
      expect(importSourceSchema.safeParse(source).error).toBeUndefined();
    }
  });

  it('makes new shots of subtitles in a new project, whatever was chosen for another', () => {
    const chosen = choose('a.srt');
    if (chosen?.kind !== 'subtitles') throw new Error('not chosen');
    expect(toSource(chosen, settings, new Map([['a.srt', uploadId]]))).toMatchObject({ placement: 'new-shots' });
  });
});

describe('withField', () => {
  it('moves a field from the column that had it', () => {
    expect(withField(['title', null, 'notes'], 1, 'title')).toEqual([null, 'title', 'notes']);
    expect(withField(['title', null], 0, null)).toEqual([null, null]);
  });
});
