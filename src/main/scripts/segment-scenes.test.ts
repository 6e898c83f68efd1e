import { describe, expect, test } from 'vitest';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import { secondsFromFrames } from '#shared/domain/time.ts';
import { frameRate, outlineOf, screenplay } from './__fixtures__/script-samples.ts';
import { parseScript } from './parse-script.ts';
import { splitSentences, toShotTitle } from './shot-text.ts';

const long = 'The fog rolls over the harbour wall and down into the empty street.';

function shotsOf(text: string, fileName = 'a.fountain') {
  return outlineOf(text, fileName).scenes.flatMap(({ shots }) => shots);
}

describe('a first breakdown', () => {
  test('of a screenplay holds everything that stands in it', () => {
    expect(outlineOf(screenplay).scenes).toMatchObject([
      {
        heading: 'INT. HARBOUR OFFICE - DAWN',
        sceneNumber: '1-A',
        synopsis: 'Mara waits.',
        notes: 'FADE IN:\nAct One',
        shots: [
          {
            title: 'Fog at the window',
            prompt: 'Fog at the window. MARA counts\nthe boats on the wall. She is alone.',
            dialogue: 'MARA (V.O.): (under her breath) Nine… ten… Eleven.\nMCCOY: You are late.\nSINGER: Row, row',
            notes: 'older than in the draft\nCUT TO BLACK.\n===',
          },
        ],
      },
      {
        heading: 'THE CROSSING',
        notes: 'The next day\nA song from the shore',
        shots: [{ prompt: 'BOOM\nThe hull shakes.\nMara falls.', notes: 'Check with\nthe stunt team\nCUT TO:' }],
      },
    ]);
  });

  test('makes a scene with an empty heading of what stands before the first heading', () => {
    const { scenes } = outlineOf(`${long}\n\nINT. A\n\nRain.`);
    expect(scenes.map(({ heading }) => heading)).toEqual(['', 'INT. A']);
  });

  test('makes no scene of a transition before the first heading', () => {
    expect(outlineOf('FADE IN:\n\nINT. A\n\nRain.').scenes).toMatchObject([{ heading: 'INT. A', notes: 'FADE IN:' }]);
  });

  test('starts a shot at each paragraph, and joins short ones', () => {
    expect(shotsOf(`${long}\n\n${long}\n\nRain.\n\nThunder.`).map(({ prompt }) => prompt)).toEqual([
      long,
      long,
      'Rain.\nThunder.',
    ]);
  });

  test('puts a speech to the shot before it, and a speech alone to a shot of the heading and the speaker', () => {
    expect(shotsOf(`INT. A\n\nBOB (O.S.)\nHello.\n\n${long}\n\nANN\nYes.`)).toMatchObject([
      { title: 'BOB (O.S.): Hello', prompt: 'INT. A. BOB (O.S.)', dialogue: 'BOB (O.S.): Hello.' },
      { prompt: long, dialogue: 'ANN: Yes.' },
    ]);
  });

  test('splits a long exchange between speeches, and a long speech or action between sentences', () => {
    const speech = `BOB\n${'I have so much to say to you. '.repeat(6)}\n\n`;
    const monologue = `ANN\n${'And I have still more to say. '.repeat(60)}\n\n`;
    const text = `INT. A\n\n${`${long} `.repeat(20)}\n\n${speech.repeat(5)}${monologue}`;
    const longest = defaultDurationRule.maximumSeconds;
    const shots = shotsOf(text);
    expect(shots.length).toBeGreaterThan(6);
    for (const { prompt, dialogue, durationFrames } of shots) {
      const words = dialogue.replace(/^[A-Z]+: /gm, '').split(/\s+/).length;
      expect((words * 60) / 160).toBeLessThanOrEqual(longest + 0.5);
      expect(dialogue === '' ? prompt.length / 15 : 0).toBeLessThanOrEqual(longest);
      expect(secondsFromFrames(durationFrames, frameRate)).toBeLessThanOrEqual(longest);
    }
    expect(shots.at(-1)?.dialogue).toMatch(/^ANN: /);
  });

  test('keeps both sides of a dual dialogue in one shot', () => {
    const words = 'word '.repeat(60).trim();
    const shots = shotsOf(`INT. A\n\nBOB\n${words}\n\nANN ^\n${words}`);
    expect(shots.map(({ dialogue }) => dialogue)).toEqual([`BOB: ${words}\nANN: ${words}`]);
  });

  test('takes sections as headings where there are none, and as notes of the next scene where there are', () => {
    expect(outlineOf('# One\n\n= It rains.\n\n# Two\n\nSun.').scenes).toMatchObject([
      { heading: 'One', synopsis: 'It rains.', shots: [{ title: 'One', prompt: 'One\nIt rains.' }] },
      { heading: 'Two', shots: [{ prompt: 'Sun.' }] },
    ]);
    expect(outlineOf('INT. A\n\nRain.\n\n# Two\n= S\n\nINT. B').scenes[1]).toMatchObject({
      notes: 'Two',
      synopsis: 'S',
    });
  });

  test.each(['/* all of\n\nthis */', '\n \n', ''])('makes no scene of %j', (text) => {
    expect(outlineOf(text).scenes).toEqual([]);
  });

  test('makes a card of a script that has nothing but a title page', () => {
    expect(outlineOf('Title: _The Ferry_\nCredit: Written by\nAuthor:\n\tA. Writer\n').scenes).toMatchObject([
      {
        ...{ heading: '', startLine: 1, endLine: 4 },
        shots: [{ title: 'The Ferry', prompt: 'The Ferry\nWritten by\nA. Writer', startLine: 1, endLine: 4 }],
      },
    ]);
    expect(outlineOf('Title: A\n\nFADE IN:\n').scenes).toMatchObject([{ notes: 'FADE IN:', shots: [{ prompt: 'A' }] }]);
  });

  test('makes a card of nothing but a note, a synopsis or a section', () => {
    expect(outlineOf('[[later]]').scenes).toMatchObject([
      { notes: 'later', shots: [{ title: 'later', prompt: 'later' }] },
    ]);
    expect(outlineOf('= It rains.').scenes).toMatchObject([
      { synopsis: 'It rains.', shots: [{ prompt: 'It rains.' }] },
    ]);
    expect(outlineOf('# One').scenes).toMatchObject([{ heading: 'One', shots: [{ prompt: 'One' }] }]);
  });

  test('says on which lines each shot stands', () => {
    const [first, second] = shotsOf(`INT. A\r\n\r\n${long}\r\n\r\nBOB\r\nHi.\r\n\r\n${long}\r\n`);
    expect([first?.startLine, first?.endLine, second?.startLine, second?.endLine]).toEqual([3, 6, 8, 8]);
  });

  test('follows the rule for the length of shots', () => {
    const durationRule = { ...defaultDurationRule, minimumSeconds: 5 };
    const outline = parseScript('Rain.', { fileName: 'a.fountain', frameRate, durationRule });
    expect(outline.scenes[0]?.shots[0]?.durationFrames).toBe(120);
  });
});

describe('the title of a shot', () => {
  test.each([
    ['Rain falls on the roof. It is late.', 'Rain falls on the roof'],
    ['Sure. She goes.', 'Sure. She goes'],
    ['...', '...'],
    ['The old fisherman walks along the harbour wall and stops.', 'The old fisherman walks along the harbour wall…'],
    [
      '然后什么也没有发生。接下来的一个小时，约翰静静地站着不动。',
      '然后什么也没有发生。 接下来的一个小时，约翰静静地站着不动。',
    ],
    ['😀'.repeat(40), `${'😀'.repeat(23)}…`],
  ])('of %j is short', (text, title) => {
    expect(toShotTitle(text)).toBe(title);
  });
});

test('sentences joined are the text', () => {
  const text = 'One. "Two!" (three…) four\nfive。六！seven 3.5 m';
  expect(splitSentences(text)).toEqual(['One. ', '"Two!" ', '(three…) ', 'four\n', 'five。', '六！', 'seven 3.5 m']);
});
