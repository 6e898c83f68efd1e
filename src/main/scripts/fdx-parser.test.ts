import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { describeElements, outlineOf } from './__fixtures__/script-samples.ts';
import { decodeScript } from './decode-script.ts';
import { detectScriptFormat } from './parse-script.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n';

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function paragraph(type: string, text: string, attributes = ''): string {
  return `<Paragraph Type="${type}" ${attributes}><Text>${escapeXml(text)}</Text></Paragraph>\n`;
}

function fdx(content: string, rest = ''): string {
  return `${head}<FinalDraft DocumentType="Script" Template="No" Version="5">\n<Content>\n${content}</Content>\n${rest}</FinalDraft>\n`;
}

function read(xml: string) {
  return outlineOf(xml, 'film.fdx');
}

function errorOf(xml: string): AppError | null {
  try {
    read(xml);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return null;
}

const sample = fdx(
  `
  <Paragraph Type="General"><Text>FADE IN:</Text></Paragraph>
  <Paragraph Number="12A" Type="Scene Heading">
    <SceneProperties Color="#FF0000" Length="3/8" Page="1" Title="The arrival">
      <SceneArcBeats><CharacterArcBeat Name="MARA"><Paragraph><Text>She learns of it.</Text></Paragraph></CharacterArcBeat></SceneArcBeats>
      <Summary><Paragraph Alignment="Left"><Text>Mara waits</Text><Text Style="Italic"> alone.</Text></Paragraph></Summary>
    </SceneProperties>
    <Text>INT. HARBOUR OFFICE - DAWN</Text>
  </Paragraph>
  <Paragraph Type="Action">
    <ScriptNote ID="2" Name="Casting"><Paragraph><Text>older than in the draft</Text></Paragraph></ScriptNote>
    <Text>Fog &amp; rain at the window, so that nothing of the </Text><Text Style="Bold+AllCaps">harbour</Text><Text> is seen.</Text>
  </Paragraph>
  <Paragraph Type="Action"><Text></Text></Paragraph>
  ${paragraph('Shot', 'CLOSE ON THE CLOCK')}
  ${paragraph('Action', 'It has stopped.')}
  ${paragraph('Character', 'Mara (V.O.)')}
  ${paragraph('Parenthetical', '(low)')}
  <Paragraph Type="Parenthetical"/>
  ${paragraph('Dialogue', 'Nine…')}
  ${paragraph('Dialogue', 'Ten.')}
  <Paragraph><DualDialogue>
    ${paragraph('Character', 'BOB')}${paragraph('Dialogue', 'Yes.')}
    ${paragraph('Character', 'ANN')}${paragraph('Parenthetical', 'no')}${paragraph('Dialogue', 'No.')}
  </DualDialogue></Paragraph>
  ${paragraph('Transition', 'CUT TO:')}
  ${paragraph('New Act', 'ACT TWO', 'StartsNewPage="Yes"')}
  ${paragraph('Scene Heading', 'EXT. SEA')}
  ${paragraph('Cast List', '(Mara, Bob)')}
  ${paragraph('Establishing', 'EXT. ISLAND')}
  ${paragraph('General', 'THE END', 'Alignment="Center"')}
  <Paragraph Type="Scene Heading"><Text>OMITTED</Text><OmittedScene>${paragraph('Action', 'Cut away.')}</OmittedScene></Paragraph>
`,
  `
  <HeaderAndFooter><Header><Paragraph><DynamicLabel Type="Page #"/><Text>.</Text></Paragraph></Header>
    <Footer><Paragraph><Text>Blue draft</Text></Paragraph></Footer></HeaderAndFooter>
  <ElementSettings Type="Establishing"><Behavior PaginateAs="Scene Heading"/></ElementSettings>
  <TitlePage><Content>
    <Paragraph/><Paragraph Alignment="Center"><Text>The</Text><Text> Ferry</Text></Paragraph><Paragraph/><Paragraph/>
    ${paragraph('General', 'Written by')}<Paragraph/>${paragraph('General', 'A. Writer')}${paragraph('General', 'B. Writer')}<Paragraph/>${paragraph('General', 'from a tale')}<Paragraph/>
    ${paragraph('General', 'Copyright © 2026')}<Paragraph/>${paragraph('General', '1 Long Street')}${paragraph('General', 'Harbour')}
  </Content></TitlePage>
  <SmartType><Characters><Character>MARA</Character></Characters></SmartType>
  <DeletedText>${paragraph('Action', 'An older line.')}${paragraph('Action', '…')}</DeletedText>
  <ScriptNotes><ScriptNote Range="1,2"><Paragraph><Text>Of the whole.</Text></Paragraph></ScriptNote></ScriptNotes>
`,
);

describe('a Final Draft script', () => {
  test('has the elements of its paragraphs, with what hangs on them and what stands elsewhere', () => {
    expect(describeElements(read(sample).elements)).toEqual([
      ...['title-page The Ferry', 'title-page Written by', 'title-page A. Writer', 'title-page B. Writer'],
      ...['title-page from a tale', 'title-page Copyright © 2026', 'title-page 1 Long Street', 'title-page Harbour'],
      'action FADE IN:',
      'scene-heading INT. HARBOUR OFFICE - DAWN',
      ...['synopsis The arrival', 'note MARA', 'note She learns of it.', 'synopsis Mara waits alone.'],
      'action Fog & rain at the window, so that nothing of the harbour is seen.',
      ...['note Casting', 'note older than in the draft'],
      ...['shot CLOSE ON THE CLOCK', 'action It has stopped.'],
      ...['character Mara (V.O.)', 'parenthetical (low)', 'dialogue Nine…', 'dialogue Ten.'],
      ...['character BOB', 'dialogue Yes.', 'character ANN', 'parenthetical (no)', 'dialogue No.'],
      'transition CUT TO:',
      ...['page-break', 'section ACT TWO', 'scene-heading EXT. SEA', 'note (Mara, Bob)'],
      ...['scene-heading EXT. ISLAND', 'centered THE END'],
      ...['scene-heading OMITTED', 'boneyard Cut away.'],
      ...['boneyard Blue draft', 'boneyard An older line.', 'boneyard …', 'note Of the whole.'],
    ]);
  });

  test('has its title page and its dual dialogue', () => {
    const { title, titlePage, elements } = read(sample);
    expect(title).toBe('The Ferry');
    expect(titlePage).toEqual([
      { key: 'Title', value: 'The Ferry' },
      { key: 'Credit', value: 'Written by' },
      { key: 'Author', value: 'A. Writer\nB. Writer' },
      { key: 'Notes', value: 'from a tale' },
      { key: 'Copyright', value: 'Copyright © 2026' },
      { key: 'Notes', value: '1 Long Street\nHarbour' },
    ]);
    expect(elements.filter(({ dual }) => dual).map(({ text, dual }) => `${text} ${dual}`)).toEqual([
      ...['BOB left', 'Yes. left', 'ANN right', '(no) right', 'No. right'],
    ]);
  });

  test('becomes scenes and shots', () => {
    expect(read(sample).scenes).toMatchObject([
      { heading: '', shots: [{ prompt: 'FADE IN:' }] },
      {
        heading: 'INT. HARBOUR OFFICE - DAWN',
        sceneNumber: '12A',
        synopsis: 'The arrival\nMara waits alone.',
        notes: 'MARA\nShe learns of it.',
        shots: [
          {
            prompt: 'Fog & rain at the window, so that nothing of the harbour is seen.',
            notes: 'Casting\nolder than in the draft',
          },
          {
            prompt: 'CLOSE ON THE CLOCK\nIt has stopped.',
            dialogue: 'MARA (V.O.): (low) Nine… Ten.\nBOB: Yes.\nANN: (no) No.',
            notes: 'CUT TO:',
          },
        ],
      },
      { heading: 'EXT. SEA', sceneNumber: null, notes: 'ACT TWO\n(Mara, Bob)' },
      { heading: 'EXT. ISLAND', notes: 'THE END' },
      { heading: 'OMITTED', shots: [{ notes: '' }] },
    ]);
  });

  test('quotes a script in which each paragraph ends a line and speeches stand together', () => {
    const xml = fdx(
      paragraph('Scene Heading', 'INT. A') + paragraph('Character', 'BOB') + paragraph('Dialogue', 'One\ntwo.'),
    );
    const { elements } = read(xml);
    expect(elements.map(({ source }) => source)).toEqual(['INT. A\n', '\n', 'BOB\n', 'One\ntwo.\n']);
    expect(elements.map(({ startLine }) => startLine)).toEqual([1, 2, 3, 4]);
  });

  test('of nothing but a title page or a note is a card', () => {
    const titlePage = `<TitlePage><Content>${paragraph('General', 'The Ferry')}</Content></TitlePage>`;
    expect(read(fdx('', titlePage)).scenes).toMatchObject([{ shots: [{ title: 'The Ferry', prompt: 'The Ferry' }] }]);
    const note = '<Paragraph><ScriptNote><Paragraph><Text>later</Text></Paragraph></ScriptNote></Paragraph>';
    expect(read(fdx(note)).scenes).toMatchObject([{ notes: 'later', shots: [{ prompt: 'later' }] }]);
    expect(read(fdx('')).scenes).toEqual([]);
  });

  test.each([
    ['a.fdx', 'INT. HOUSE', 'final-draft'],
    ['a.FDX', sample, 'final-draft'],
    ['a.xml', sample, 'final-draft'],
    ['a', sample.replace(head, '\n'), 'final-draft'],
  ])('is known by its name or its first characters (%#)', (fileName, text, format) => {
    expect(detectScriptFormat(fileName, text)).toBe(format);
  });

  test.each(['utf-8', 'utf-16le', 'windows-1252'] as const)('in %s is read to the same outline', (encoding) => {
    const xml = fdx(paragraph('Action', 'Café “noir”'));
    const bytes = {
      'utf-8': Buffer.from(`\ufeff${xml}`),
      'utf-16le': Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
      'windows-1252': Buffer.from(
        xml.replace('UTF-8', 'windows-1252').replace('“', '\x93').replace('”', '\x94'),
        'latin1',
      ),
    }[encoding];
    const decoded = decodeScript(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(describeElements(read(decoded.text).elements)).toEqual(['action Café “noir”']);
  });
});

// Characters that XML can hold; a carriage return only as a reference.
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(text));
const types = ['Scene Heading', 'Action', 'Character', 'Parenthetical', 'Dialogue', 'Transition', 'Shot', 'General'];
const paragraphs = fc.array(fc.record({ type: fc.constantFrom(...types, 'Cast List', 'Own', ''), text: words }), {
  maxLength: 30,
});

test('any paragraphs come back in order, each with its line break, and all of them in scenes', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(paragraphs, (script) => {
      const { elements, scenes } = read(fdx(script.map(({ type, text }) => paragraph(type, text)).join('')));
      const written = elements.filter(({ kind }) => kind !== 'blank');
      expect(written.map(({ source }) => source)).toEqual(script.map(({ text }) => `${text}\n`));
      expect(written.map(({ text }) => text.replace(/^[(（]|[)）]$/g, ''))).toEqual(
        script.map(({ text }) => text.trim().replace(/^[(（]|[)）]$/g, '')),
      );
      const quoted = elements.map(({ source }) => source).join('');
      let offset = 0;
      for (const { source, startLine } of elements) {
        expect(startLine).toBe(quoted.slice(0, offset).split('\n').length);
        offset += source.length;
      }
      expect(scenes.length > 0).toBe(script.length > 0);
      const created = JSON.stringify(scenes)
        .toUpperCase()
        .replace(/\s|\\[nt]/g, '');
      for (const { text } of script) {
        expect(created).toContain(
          JSON.stringify(text)
            .slice(1, -1)
            .toUpperCase()
            .replace(/\s|\\[nt]/g, ''),
        );
      }
    }),
    { numRuns: 300 },
  );
});

describe('a file that is no sound Final Draft script', () => {
  const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY a${level + 1} "${`&a${level};`.repeat(10)}">`);
  const laughs = `<!DOCTYPE FinalDraft [<!ENTITY a0 "ha">${entities.join('')}]>`;

  test.each([
    ['plain text', 'INT. HOUSE - DAY\n\nRain.'],
    ['nothing', ''],
    ['a comparison', '3 < 4'],
    ['XML of another kind', '<?xml version="1.0"?><opml><body/></opml>'],
    ['a hundred thousand levels', fdx('<Paragraph>'.repeat(100_000))],
    ['two million elements', fdx('<a/>'.repeat(2_000_000))],
  ])('is refused as another kind of file: %s', (_, xml) => {
    expect(errorOf(xml)).toMatchObject({ code: 'SCRIPT_BINARY', params: { fileName: 'film.fdx' } });
  });

  test.each([
    ['entities that grow', `${head}${laughs}<FinalDraft><Content>&a9;</Content></FinalDraft>`],
    [
      'an external entity',
      `<!DOCTYPE FinalDraft [<!ENTITY f SYSTEM "file:///etc/hostname">]><FinalDraft><Content><Paragraph><Text>&f;</Text></Paragraph></Content></FinalDraft>`,
    ],
    ['a declaration without an end', '<!DOCTYPE FinalDraft [<!ENTITY f "x"'],
  ])('is refused with the reason, and nothing of it read: %s', (_, xml) => {
    expect(errorOf(xml)).toMatchObject({ code: 'SCRIPT_DECLARES_ENTITIES', params: { fileName: 'film.fdx' } });
  });

  test.each([
    ['an entity of its own', fdx('<Paragraph><Text>&f;</Text></Paragraph>')],
    ['a bare ampersand', fdx('<Paragraph><Text>R & B</Text></Paragraph>')],
    ['a NUL as a number', fdx('<Paragraph><Text>&#0;</Text></Paragraph>')],
    ['half a pair as a number', fdx('<Paragraph><Text>&#xD800;</Text></Paragraph>')],
    ['a number beyond Unicode', fdx('<Paragraph><Text>&#x110000;</Text></Paragraph>')],
    ['tags that cross', fdx('<Paragraph><Text></Paragraph></Text>')],
    ['an attribute without quotes', fdx('<Paragraph Type=Action/>')],
    ['an attribute twice', fdx('<Paragraph Type="Action" Type="Shot"/>')],
    ['a declaration inside', fdx('<!ENTITY f "x">')],
    ['a second root', `${fdx('')}<FinalDraft/>`],
  ])('is refused as damaged, with its line: %s', (_, xml) => {
    const error = errorOf(xml);
    expect(error).toMatchObject({ code: 'SCRIPT_DAMAGED', params: { fileName: 'film.fdx' } });
    expect(error?.params['line']).toBeGreaterThanOrEqual(4);
  });

  test('is refused wherever it is cut off', () => {
    const whole = sample.trimEnd();
    for (let length = 0; length < whole.length; length++) {
      expect(errorOf(whole.slice(0, length))?.code, `${length}`).toMatch(/^SCRIPT_(?:BINARY|DAMAGED)$/);
    }
    expect(errorOf(whole)).toBeNull();
  });

  test('any garbage gives an outline or a refusal', () => {
    expect.hasAssertions();
    const pieces = ['<', '>', '</', '/>', '&', ';', '#x', '"', '=', ' ', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>'];
    const garbage = fc.array(fc.constantFrom(...pieces, 'Paragraph', 'Text', 'Content', 'a', '\n', '\u0000', '😀'));
    fc.assert(
      fc.property(garbage, (parts) => {
        expect(['SCRIPT_BINARY', 'SCRIPT_DAMAGED', undefined]).toContain(errorOf(fdx(parts.join('')))?.code);
        expect(['SCRIPT_BINARY', 'SCRIPT_DAMAGED', undefined]).toContain(errorOf(parts.join(''))?.code);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a large Final Draft script', () => {
  test('of one paragraph of 10 MB is read', () => {
    const text = `${'It rains on the sea, '.repeat(10)}and on. `.repeat(45_000);
    const { elements } = read(fdx(paragraph('Action', text)));
    expect(elements).toHaveLength(1);
    expect(elements[0]?.source).toBe(`${text}\n`);
  });

  test.each([
    ['attributes', `<FinalDraft ${Array.from({ length: 700_000 }, (_, index) => `a${index}=""`).join(' ')}/>`],
    ['references', fdx(`<Paragraph><Text>${'&amp;'.repeat(1_900_000)}</Text></Paragraph>`)],
    ['notes', fdx('<Paragraph Type="Cast List"><Text>a</Text></Paragraph>'.repeat(150_000))],
    ['white space in a tag', `<FinalDraft${' '.repeat(9_900_000)}/>`],
    ['an open tag', `<FinalDraft ${'a'.repeat(9_900_000)}`],
    ['ampersands', fdx(`<Paragraph><Text>${'&'.repeat(9_000_000)}</Text></Paragraph>`)],
  ])('of nothing but %s is read or refused', (_, xml) => {
    expect(['SCRIPT_BINARY', 'SCRIPT_DAMAGED', undefined]).toContain(errorOf(xml)?.code);
  });
});
