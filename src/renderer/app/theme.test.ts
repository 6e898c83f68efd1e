import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

/** Colour tokens of one rule of the style sheet. */
function tokensOf(selector: string): Record<string, string> {
  const body = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** Contrast as WCAG 2.2 counts it, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const dark = tokensOf(':root');
const light = { ...dark, ...tokensOf(':root[data-mantine-color-scheme="light"]') };

describe.each([
  ['dark', dark],
  ['light', light],
])('the %s colours', (_name, tokens) => {
  const colour = (name: string) => tokens[name] ?? '#ff00ff';

  it('keep text at 4.5 to 1 or more on every surface', () => {
    const tooFaint: string[] = [];
    for (const surface of ['bg', 'pane', 'raise', 'hover', 'accent-wash']) {
      for (const text of ['text', 'dim', 'faint', 'accent', 'run', 'ok', 'ask', 'bad']) {
        // Only words of the first two ranks stand on a selected row.
        if (surface === 'accent-wash' && text !== 'text' && text !== 'dim') continue;
        const ratio = contrast(colour(text), colour(surface));
        if (ratio < 4.5) tooFaint.push(`--${text} on --${surface}: ${ratio.toFixed(2)}`);
      }
    }
    expect(tooFaint).toEqual([]);
  });

  it('keep the words of filled buttons at 4.5 to 1 or more', () => {
    expect(contrast(colour('accent'), colour('accent-ink'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('accent-hover'), colour('accent-ink'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('bad-fill'), colour('bad-ink'))).toBeGreaterThanOrEqual(4.5);
  });

  it('keep the edges of fields and the focus ring at 3 to 1 or more', () => {
    for (const surface of ['bg', 'pane', 'raise']) {
      expect(contrast(colour('line-strong'), colour(surface))).toBeGreaterThanOrEqual(3);
      expect(contrast(colour('focus'), colour(surface))).toBeGreaterThanOrEqual(3);
    }
  });
});
