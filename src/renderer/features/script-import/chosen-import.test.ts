import { describe, expect, it } from 'vitest';
import { importSourceSchema } from '#shared/contract/import-schemas.ts';
import type { FieldId, ProjectId, UploadId } from '#shared/domain/ids.ts';
import type { CustomFieldDefinition } from '#shared/domain/shot-fields.ts';
import { ownFieldTarget } from '#shared/domain/table-fields.ts';
import { chooseImport, type FolderFile, isCells, pastedFile } from './chosen-import.ts';
import {
  filesToPreview,
  initialFileSettings,
  loneProject,
  toSource,
  withField,
  withRest,
} from './file-import-settings.ts';

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
    const pasted = pastedFile(text, () => table);
    expect(pasted?.name).toBe(name);
    expect(await pasted?.text()).toBe(content ?? text);
  });

  it('knows cells by what is beside another', () => {
    expect(isCells('1\tWide\tRain\n')).toBe(true);
    expect(isCells('\t\n')).toBe(false);
    expect(isCells('1A Wide\n1B Close')).toBe(false);
  });

  it('takes nothing of white space', () => {
    expect(pastedFile(' \n', () => null)).toBeNull();
  });
});

describe('toSource', () => {
  const uploadId = 'up_0000000000000000' as UploadId;
  const settings = initialFileSettings(null);

  it('waits until everything is sent, and is what the studio takes', () => {
    for (const chosen of [choose('a.srt'), choose('a.csv'), choose('f/a.storyboarder', 'f/a.fdx', 'f/images/1.png')]) {
      if (!chosen || chosen.kind === 'script') throw new Error('not chosen');
      expect(toSource(chosen, settings, { sent: new Map(), chosenId: null })).toBeNull();
      const sent = new Map(filesToPreview(chosen).map(({ path }) => [path, uploadId]));
      const source = toSource(chosen, settings, { sent, chosenId: null });
      expect(importSourceSchema.safeParse(source).error).toBeUndefined();
    }
  });

  it('makes new shots of subtitles in a new project, whatever was chosen for another', () => {
    const chosen = choose('a.srt');
    if (chosen?.kind !== 'subtitles') throw new Error('not chosen');
    const sent = { sent: new Map([['a.srt', uploadId]]), chosenId: null };
    expect(toSource(chosen, settings, sent)).toMatchObject({ placement: 'new-shots' });
  });
});

describe('loneProject', () => {
  it('is a project file that came without its folder', () => {
    const loneOf = (...paths: string[]) => {
      const chosen = choose(...paths);
      return chosen && chosen.kind !== 'script' ? loneProject(chosen)?.name : undefined;
    };
    expect(loneOf('a.storyboarder')).toBe('a.storyboarder');
    expect(loneOf('f/a.storyboarder', 'f/images/1.png')).toBeUndefined();
    expect(loneOf('a.storyboarder', 'b.storyboarder')).toBeUndefined();
    expect(loneOf('a.csv')).toBeUndefined();
  });
});

describe('withRest', () => {
  const columns = [
    { head: 'Shot', field: 'title' as const, samples: [] },
    { head: 'Light', field: 'new-field' as const, samples: [] },
  ];
  const details = { kind: 'table' as const, rowCount: 20_000, hasHead: true, columns, durationUnit: 'auto' as const };
  const rest = { fromRow: 10_002, toRow: 20_001, rowCount: 10_000 };
  const project = { id: 'proj_0000000000000000' as ProjectId, customFieldDefinitions: [aField('Light')] };

  it('goes on behind the first rows with the same columns, in fields that these have made', () => {
    expect(withRest(initialFileSettings(null), { ...details, rest }, { project, rest })).toMatchObject({
      ...{ projectId: project.id, firstRow: 10_002, hasHead: true, durationUnit: 'auto', title: null },
      fields: ['title', 'own:field_0000000000000000'],
    });
  });

  it('gives no field to two columns', () => {
    const own = ownFieldTarget('field_0000000000000000' as FieldId);
    const twice = [...columns, { head: 'light', field: own, samples: [] }];
    const { fields } = withRest(initialFileSettings(null), { ...details, columns: twice, rest }, { project, rest });
    expect(fields).toEqual(['title', 'new-field', 'own:field_0000000000000000']);
  });
});

function aField(name: string): CustomFieldDefinition {
  return { id: 'field_0000000000000000' as FieldId, name, kind: 'text', choices: [] };
}

describe('withField', () => {
  it('moves a field from the column that had it', () => {
    expect(withField(['title', null, 'notes'], 1, 'title')).toEqual([null, 'title', 'notes']);
    expect(withField(['title', null], 0, null)).toEqual([null, null]);
  });
});
