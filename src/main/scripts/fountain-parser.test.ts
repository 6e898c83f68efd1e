import { describe, expect, test } from 'vitest';
import { describeElements, outlineOf, screenplay } from './__fixtures__/script-samples.ts';
import { parseFountain } from './fountain-parser.ts';

function read(text: string): string[] {
  return describeElements(parseFountain(text).elements);
}

describe('the elements of Fountain', () => {
  test.each<[name: string, text: string, elements: string[]]>([
    [
      'headings',
      'INT. HOUSE - DAY\n\next house\n\nI/E. CAR',
      ['scene-heading INT. HOUSE - DAY', 'scene-heading ext house', 'scene-heading I/E. CAR'],
    ],
    ['no heading without a blank line before', 'He sees\nINT. HOUSE', ['action He sees\nINT. HOUSE']],
    ['no heading from a sentence with text under it', 'Int. a house.\nMore.', ['action Int. a house.\nMore.']],
    [
      'a heading in capitals with text right under it',
      'INT. HOUSE - DAY\nRain.',
      ['scene-heading INT. HOUSE - DAY', 'action Rain.'],
    ],
    [
      'a word that only starts like a heading',
      'INTERIOR DESIGN\n\nESTABLISHING',
      ['action INTERIOR DESIGN', 'action ESTABLISHING'],
    ],
    ['forced headings', '.KITCHEN\n\n..not\n\n. NOT', ['scene-heading KITCHEN', 'action ..not', 'action . NOT']],
    [
      'Russian and Chinese headings',
      'ИНТ. КВАРТИРА – ДЕНЬ\n\n内景。医院',
      ['scene-heading ИНТ. КВАРТИРА – ДЕНЬ', 'scene-heading 内景。医院'],
    ],
    ['cues', 'R2D2 (v.o.)\nBeep.\n\n23\nNo.', ['character R2D2 (v.o.)', 'dialogue Beep.', 'action 23\nNo.']],
    ['no cue before a blank line', 'BOB\n\nNo.', ['action BOB', 'action No.']],
    ['forced cues', '@McCoy\nYes.', ['character McCoy', 'dialogue Yes.']],
    [
      'cues in a script without case',
      '约翰\n你好。\n\n他走进房间，停下。\n他坐下。',
      ['character 约翰', 'dialogue 你好。', 'action 他走进房间，停下。\n他坐下。'],
    ],
    [
      'parentheticals',
      'BOB\n(beat)\nYes.\n(beat)\nNo.',
      ['character BOB', 'parenthetical (beat)', 'dialogue Yes.', 'parenthetical (beat)', 'dialogue No.'],
    ],
    [
      'a blank line of two spaces in a speech',
      'BOB\nYes.\n  \nNo.\n\nHe goes.',
      ['character BOB', 'dialogue Yes.\n\nNo.', 'action He goes.'],
    ],
    ['lyrics', '~La la\n\nBOB\n~La', ['lyrics La la', 'character BOB', 'lyrics La']],
    [
      'transitions',
      'CUT TO:\n\n> Burn.\n\nCUT TO: \n\nFADE IN:',
      ['transition CUT TO:', 'transition Burn.', 'action CUT TO:', 'transition FADE IN:'],
    ],
    ['centred text', '>  THE END <', ['centered THE END']],
    ['page breaks', 'a\n\n=====\n\nb', ['action a', 'page-break', 'action b']],
    ['sections and synopses', '# Act\n\n## Scene\n= It rains.', ['section Act', 'section Scene', 'synopsis It rains.']],
    ['forced action', '!BANG\nBANG', ['action BANG\nBANG']],
    ['notes in a line', 'One[[two]] three', ['action One', 'note two', 'action  three']],
    ['notes over lines', 'One [[two\n  \nthree]] four', ['action One', 'note two\n  \nthree', 'action  four']],
    ['no note over an empty line', '[[one\n\ntwo]]', ['action [[one', 'action two]]']],
    ['a note in a heading', 'INT. [[which?]]HOUSE #4#', ['scene-heading INT. HOUSE', 'note which?', 'scene-heading']],
    ['boneyards', 'a /* b\n\nc */ d /* e */', ['action a', 'boneyard b\n\nc', 'action  d', 'boneyard e']],
    ['nested boneyards', '/* a /* b */ c */ d', ['boneyard a /* b */ c', 'action  d']],
    ['a boneyard that never ends', 'a /* b\n\nc', ['action a /* b', 'action c']],
    ['emphasis', '***a*** _*b*_ \\*c\\* *69 and *23 f*ck sh*t', ['action a b *c* *69 and *23 f*ck sh*t']],
    [
      'indentation',
      '\t\tBOB\n\t(beat)\n  Yes.\n\n    CUT TO:',
      ['character BOB', 'parenthetical (beat)', 'dialogue Yes.', 'transition CUT TO:'],
    ],
    ['CRLF', 'BOB\r\nYes.\r\n\r\nHe goes.\r\n', ['character BOB', 'dialogue Yes.', 'action He goes.']],
    ['a lone CR', 'BOB\rYes.\r\rHe goes.', ['character BOB', 'dialogue Yes.', 'action He goes.']],
  ])('reads %s', (_, text, elements) => {
    expect(read(text)).toEqual(elements);
  });

  test('reads the numbers of scenes', () => {
    const { elements } = parseFountain('INT. A #1#\n\n.B #2-b.#\n\nINT. ROOM #5');
    const headings = elements.filter(({ kind }) => kind === 'scene-heading');
    expect(headings.map(({ text, number }) => [text, number])).toEqual([
      ['INT. A', '1'],
      ['B', '2-b.'],
      ['INT. ROOM #5', null],
    ]);
  });

  test('marks both sides of a dual dialogue, and nothing without a speech before it', () => {
    const { elements } = parseFountain('A\nYes.\n\nB ^\n(low)\nNo.\n\nHe goes.\n\nC ^\nAlone.');
    const speech = elements.filter(({ kind }) => kind !== 'blank').map(({ text, dual }) => [text, dual]);
    expect(speech).toEqual([
      ['A', 'left'],
      ['Yes.', 'left'],
      ['B', 'right'],
      ['(low)', 'right'],
      ['No.', 'right'],
      ['He goes.', null],
      ['C', null],
      ['Alone.', null],
    ]);
  });
});

describe('the title page of Fountain', () => {
  test('has values on several lines, and may hold a boneyard', () => {
    const { titlePage, title } = outlineOf(screenplay);
    expect(title).toBe('THE FERRY');
    expect(titlePage).toEqual([
      { key: 'Title', value: 'THE FERRY' },
      { key: 'Credit', value: 'Written by' },
      { key: 'Author', value: 'A. Writer' },
      { key: 'Contact', value: 'a.writer@example.org' },
    ]);
  });

  test.each([
    'FADE IN:\n\nINT. A',
    'CUT TO:\n\nRain.',
    'MARA: Hello.\nJON: Yes.',
    'INT. A: B\n\nRain.',
    'Rain: it pours.',
  ])('is not seen in %j', (text) => {
    expect(parseFountain(text).titlePage).toEqual([]);
  });

  test('ends at a line that is no entry', () => {
    expect(read('Title: A\nNo entry.')).toEqual(['title-page Title: A', 'action No entry.']);
  });

  test('takes the full-width colon', () => {
    expect(outlineOf('Title：电影\n\nINT. A').title).toBe('电影');
  });
});

test('a whole screenplay reads as it looks', () => {
  expect(describeElements(outlineOf(screenplay).elements).slice(5)).toEqual([
    'transition FADE IN:',
    'section Act One',
    'scene-heading INT. HARBOUR OFFICE - DAWN',
    'synopsis Mara waits.',
    'action Fog at the window. MARA',
    'note older than in the draft',
    'action  counts\nthe boats on the wall.',
    'boneyard cut this?',
    'action  She is alone.',
    'character MARA (V.O.)',
    'parenthetical (under her breath)',
    'dialogue Nine… ten…\n\nEleven.',
    'character McCoy',
    'dialogue You are late.',
    'character SINGER',
    'lyrics Row, row',
    'transition CUT TO BLACK.',
    'page-break',
    'scene-heading THE CROSSING',
    'centered The next day',
    'lyrics A song from the shore',
    'action BOOM\nThe hull shakes.',
    'action Mara falls.',
    'note Check with\nthe stunt team',
    'transition CUT TO:',
  ]);
});
