import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '#main/scripts/decode-script.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { readSubtitles } from './read-subtitles.ts';
import { toDialogue, withSpeakers } from './subtitle-cue.ts';

const read = (text: string) => readSubtitles(text, 'film.srt');
/** Cues in short: `start-end words`. */
const told = (text: string) =>
  read(text).cues.map(({ startMs, endMs, speeches }) => `${startMs}-${endMs} ${toDialogue(speeches)}`);

describe('SubRip', () => {
  it('is read with counters, tags, positions and line breaks of any kind', () => {
    expect(
      told(
        '1\r\n00:00:01,000 --> 00:00:02,500  X1:10 X2:20\r\n{\\an8}<i>Nine…</i>\r\nten &amp; <b>eleven</b>\r\n\r\n' +
          '2\r\n00:00:03.5 --> 00:00:04\r\n- Who?\r\n- Nobody.\r\n\r\n3\r\n1:00:00,000->1:00:01,000\r\n2 < 3 > 1',
      ),
    ).toEqual(['1000-2500 Nine… ten & eleven', '3500-4000 Who?\nNobody.', '3600000-3601000 2 < 3 > 1']);
  });

  it('keeps a number that is a text, and empty lines inside one', () => {
    expect(told('1\n00:00:01,000 --> 00:00:02,000\n7\n\nand eight\n')).toEqual(['1000-2000 7 and eight']);
  });

  it('sorts cues by time and names those that are none', () => {
    const text =
      '00:00:05,000 --> 00:00:06,000\nlate\n\n00:00:01,000 --> 00:00:02,000\n\n\n' +
      '00:00:04,000 --> 00:00:03,000\nbackwards\n\n00:00:01,000 --> 00:00:02,000\nearly\n\n00:00 --> soon\nnever';
    expect(told(text)).toEqual(['1000-2000 early', '5000-6000 late']);
    expect(read(text).problems).toEqual([
      { reason: 'cue-without-text', at: 4, name: '' },
      { reason: 'cue-wrong-time', at: 7, name: 'backwards' },
      { reason: 'cue-without-time', at: 13, name: 'never' },
    ]);
  });

  it('takes names for speakers where it is asked to', () => {
    const [cue] = read('00:00:01,000 --> 00:00:02,000\nOld Mara: Nine.\n').cues;
    expect(toDialogue(cue?.speeches ?? [])).toBe('Old Mara: Nine.');
    expect(toDialogue(withSpeakers(cue?.speeches ?? []))).toBe('OLD MARA: Nine.');
    expect(toDialogue(withSpeakers([{ speaker: null, text: 'remember: nine' }]))).toBe('remember: nine');
  });
});

describe('WebVTT', () => {
  it('gives voices their words and passes over notes, styles and regions', () => {
    expect(
      told(
        'WEBVTT - a film\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:one\n\nNOTE\nnot said\n\n' +
          'first\n00:01.000 --> 00:02.000 align:start line:0\n<v.loud Mara Jones>Nine…</v>\n<v Ivo>Ten &lt; <c.big>eleven</c>\n' +
          '\n00:03.000 --> 00:04.000\n<v Mara>One\nsentence.',
      ),
    ).toEqual(['1000-2000 MARA JONES: Nine…\nIVO: Ten < eleven', '3000-4000 MARA: One sentence.']);
  });

  it('begins with its signature, behind a byte order mark or not', () => {
    expect(readSubtitles('\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nx', 'a.txt').format).toBe('webvtt');
  });
});

describe('TTML', () => {
  it('counts frames, ticks and lengths', () => {
    const body = '<p begin="00:00:01:15" dur="1.5s">a</p><p begin="50t" end="4000ms">b</p><p>c</p>';
    const attributes = 'xmlns:ttp="p" ttp:frameRate="30" ttp:tickRate="10"';
    const { cues, problems } = read(`<tt:tt ${attributes}><body>${body}</body></tt:tt>`);
    expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[1500, 3000]]);
    expect(problems.map(({ reason }) => reason)).toEqual(['cue-wrong-time', 'cue-without-time']);
  });

  it('is refused with entities of its own', () => {
    const bomb = '<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tt><body><p>&b;</p></body></tt>';
    expect(() => read(bomb)).toThrow(expect.objectContaining({ code: 'SUBTITLES_UNREADABLE' }));
  });
});

describe('what is no subtitles', () => {
  it.each(['', 'INT. KITCHEN - DAY', 'WEBVTT\n\nNOTE only', '<tt><body/></tt>', '<tt><p>'])(
    'is refused: %s',
    (text) => {
      let error: AppError | null = null;
      try {
        read(text);
      } catch (thrown) {
        error = thrown as AppError;
      }
      expect(error).toMatchObject({ code: 'SUBTITLES_UNREADABLE', params: { fileName: 'film.srt' } });
    },
  );

  it('never breaks the readers', () => {
    const line = fc.constantFrom('', '1', '00:01.000 --> 00:02.000', '00:00:01,0 --> 00:00:02,0', '<v A>b', '-->', 'x');
    fc.assert(
      fc.property(fc.constantFrom('WEBVTT', ''), fc.array(line, { maxLength: 12 }), (first, lines) => {
        try {
          for (const cue of read([first, ...lines].join('\n')).cues) {
            expect(cue.endMs).toBeGreaterThan(cue.startMs);
            expect(cue.speeches.every(({ text }) => text.trim() !== '')).toBe(true);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'SUBTITLES_UNREADABLE' });
        }
      }),
    );
  });
});

const senator = "Senator, we're making our final approach into Coruscant.";
const fixtures: Record<string, string[]> = {
  'subtitles/ttml_with_multiple_divs.ttml': [
    `1464-2423 ${senator}`,
    '2423-5432 Very good, Lieutenant.',
    '10886-10928 CLUB SHOU-TIME',
  ],
  'subtitles/utf16.srt': ['0-1000 ترجمه و تنظيم زيرنويس'],
  'subtitles/vtt.vtt': [`137400-140400 ${senator}`, '3740500-3742500 Very good, Lieutenant.'],
  'subtitles/vtt_with_missing_text.vtt': ['0-1000 one', '2000-3000 three'],
  'subtitles/vtt_without_hours_in_timestamp.vtt': ["0-10000 I've spent nearly two decades"],
  'webvtt-py/invalid_timeframe.srt': [
    '500-7000 Caption text #1',
    '7000-11890 Caption text #2',
    '11890-16320 Caption text #3',
    '16320-21580 Caption text #4',
    '21580-23880 Caption text #5',
  ],
  'webvtt-py/invalid_timeframe_in_cue_text.vtt': [
    '500-7000 Caption text #1',
    '7000-10890 Caption text #2',
    '11890-16320 Caption text #3',
  ],
  'webvtt-py/missing_caption_text.srt': [
    '500-7000 Caption text #1',
    '11890-16320 Caption text #3',
    '16320-21580 Caption text #4',
    '21580-23880 Caption text #5',
  ],
  'webvtt-py/styles2.srt': [
    '7120-9480 Musique douce',
    '9720-29520 ---',
    '32439-35320 Some italic and normal coloured text. By the way, 2 < 3 !',
    '35560-145240 ---',
    '145480-147440 -Stéphane ? Où on se gare ?',
    '147680-149280 -Euh, là-bas, au chêne.',
  ],
  'wpt/ids.vtt': ['0-1000 text1', '0-1000 text2', '0-1000 text3', '0-1000 text4', '0-1000 text5'],
  'wpt/timings-omitted-hours.vtt': ['0-1000 text1', '0-1000 text2', '0-1000 text3'],
};

describe.skipIf(!hasSharedFixtures)('subtitles of other people', () => {
  const readFixture = (name: string) =>
    readSubtitles(decodeText(readFileSync(sharedFixture(`subtitles/${name}`))).text, name);

  it.each(Object.entries(fixtures))('%s', (name, expected) => {
    const { cues } = readFixture(name);
    expect(cues.map(({ startMs, endMs, speeches }) => `${startMs}-${endMs} ${toDialogue(speeches)}`)).toEqual(expected);
  });

  it('wpt/settings-line.vtt: every cue is read, whatever its settings', () => {
    const text = readFileSync(sharedFixture('subtitles/wpt/settings-line.vtt'), 'utf8');
    const { cues, problems } = readFixture('wpt/settings-line.vtt');
    expect(cues).toHaveLength(text.match(/-->/g)?.length ?? 0);
    expect(problems).toEqual([]);
  });

  it('subtitles/ttml.ttml: every paragraph of it', () => {
    const text = readFileSync(sharedFixture('subtitles/subtitles/ttml.ttml'), 'utf8');
    expect(readFixture('subtitles/ttml.ttml').cues).toHaveLength(text.match(/<p[\s>]/g)?.length ?? 0);
  });

  it('webvtt-py/invalid_format3.srt: a text without times is refused', () => {
    expect(() => readFixture('webvtt-py/invalid_format3.srt')).toThrow(
      expect.objectContaining({ code: 'SUBTITLES_UNREADABLE' }),
    );
  });
});
