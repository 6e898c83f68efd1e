import { describe, expect, test } from 'vitest';
import { describeElements, outlineOf } from './__fixtures__/script-samples.ts';

function read(text: string, fileName: string): string[] {
  return describeElements(outlineOf(text, fileName).elements);
}

describe('a list of shots in plain text', () => {
  test.each<[name: string, text: string, elements: string[]]>([
    [
      'numbers, dashes and labels',
      '1. Wide.\n- Close.\nShot 3A: Insert.\n12) End.',
      ['shot Wide.', 'shot Close.', 'shot Insert.', 'shot End.'],
    ],
    ['a line a shot', 'Wide of the sea\nClose on a hand', ['shot Wide of the sea', 'shot Close on a hand']],
    ['lines under a marked shot', '1. Wide.\n   A gull lands.\n   And goes.', ['shot Wide.\nA gull lands.\nAnd goes.']],
    [
      'wrapped prose',
      `${'word '.repeat(14)}\n${'word '.repeat(14)}\nend.`,
      [`shot ${'word '.repeat(14).trim()}\n${'word '.repeat(14).trim()}\nend.`],
    ],
    [
      'scenes',
      'KITCHEN\nScene 2: Bus\nINT. ROOF\n# Sea\nScene 4',
      [
        'scene-heading KITCHEN',
        'scene-heading Bus',
        'scene-heading INT. ROOF',
        'scene-heading Sea',
        'scene-heading Scene 4',
      ],
    ],
    [
      'speech',
      'Rain.\nMARA (V.O.): Hello: you.\n- JON: Yes.',
      ['shot Rain.', 'character MARA (V.O.)', 'dialogue Hello: you.', 'character JON', 'dialogue Yes.'],
    ],
    [
      'views that are no speakers',
      'CU: A hand.\nWIDE: The sea.\nPOV: Mara.',
      ['shot CU: A hand.', 'shot WIDE: The sea.', 'shot POV: Mara.'],
    ],
    [
      'notes and transitions',
      'Rain.\nSFX: thunder\nNote: ask Jon\nCUT TO:\n---',
      ['shot Rain.', 'note SFX: thunder', 'note Note: ask Jon', 'transition CUT TO:', 'page-break'],
    ],
    ['a title', 'Title: Sea\nAuthor: A\n\nRain.', ['title-page Title: Sea', 'title-page Author: A', 'shot Rain.']],
  ])('is read with %s', (_, text, elements) => {
    expect(read(text, 'a.txt')).toEqual(elements);
  });

  test('becomes scenes and shots, and keeps a number that is not that of its place', () => {
    expect(outlineOf('Scene 2: Bus\n1. Wide.\nMARA: Hello.\n7. Close.', 'a.txt').scenes).toMatchObject([
      {
        heading: 'Bus',
        sceneNumber: '2',
        shots: [
          { prompt: 'Wide.', dialogue: 'MARA: Hello.', notes: '' },
          { prompt: 'Close.', notes: '#7' },
        ],
      },
    ]);
  });
});

describe('a list of shots in Markdown', () => {
  test.each<[name: string, text: string, elements: string[]]>([
    [
      'a title over scenes',
      '# Film\n\nA story.\n\n## One\n\n- *Wide*',
      ['section Film', 'note A story.', 'scene-heading One', 'shot Wide'],
    ],
    [
      'sections over scenes',
      '# Act\n## One\nRain.\n# Act 2\n## Two\nSun.',
      ['section Act', 'scene-heading One', 'shot Rain.', 'section Act 2', 'scene-heading Two', 'shot Sun.'],
    ],
    [
      'under-lined headings',
      'One\n---\nRain.\n\nTwo\n---\nSun.',
      ['scene-heading One', 'shot Rain.', 'scene-heading Two', 'shot Sun.'],
    ],
    [
      'shots as headings',
      '## One\n\n### Shot 3: Wide\n\nRain.\n\nSun.',
      ['scene-heading One', 'shot Wide\nRain.', 'shot Sun.'],
    ],
    ['paragraphs', 'One\ntwo.\n\nThree.', ['shot One\ntwo.', 'shot Three.']],
    ['items with more lines', '1. One\n   two\n   - three\n2. [ ] Four', ['shot One\ntwo\nthree', 'shot Four']],
    [
      'speech',
      '- Rain.\n  MARA: Hello.\n- **Jon:** Yes.\n> ANN: No.',
      [
        'shot Rain.',
        'character MARA',
        'dialogue Hello.',
        'character Jon',
        'dialogue Yes.',
        'character ANN',
        'dialogue No.',
      ],
    ],
    [
      'notes',
      '> ask\n> Jon\n\n```\ncode\n```\n<!-- a\nb -->\n![sea](sea.png)',
      ['note ask\nJon', 'note code', 'note a\nb', 'note ![sea](sea.png)'],
    ],
    [
      'a table',
      '| # | Picture |\n|---|---|\n| 1 | Wide |\n| 2 | Close |',
      ['note # | Picture', 'shot Wide', 'shot Close'],
    ],
    ['rules', 'Rain.\n\n***\n\nSun.', ['shot Rain.', 'page-break', 'shot Sun.']],
    ['a fence that never ends', '```\nRain.', ['note Rain.']],
  ])('is read with %s', (_, text, elements) => {
    expect(read(text, 'a.md')).toEqual(elements);
  });

  test('has its title from the front matter, else from its lone first heading, else from the file', () => {
    expect(outlineOf('---\ntitle: "Sea: a film"\n---\n# One\nRain.', 'a.md').title).toBe('Sea: a film');
    expect(outlineOf('# Sea\n## One\nRain.', 'a.md').title).toBe('Sea');
    expect(outlineOf('# One\nRain.\n# Two\nSun.', 'a.md').title).toBe('a');
  });
});
