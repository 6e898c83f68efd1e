/**
 * Sets the card that stands for a shot without a board: its number, large, its title, and what it is to show.
 * Lengths are shares of the frame's shorter side, so that the card looks the same in every size.
 */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { limitLines, wrapText } from '#shared/domain/text-layout.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import { emPerFontSize } from '#shared/domain/subtitle-shape.ts';
import { type AssEvent, type AssStyle, toAssText } from './ass-subtitles.ts';
import { isRightToLeft } from './font-runs.ts';

export type CardText = { shotNumber: string; title: string; text: string };

export type CardOptions = { card: CardText; frameSize: FrameSize; frameRate: FrameRate; durationFrames: number };

/** The card's colours, `BBGGRR`. */
const colors = { number: 'F4F1EE', accent: '4FB0F0', title: 'F4F1EE', text: 'BAB2AA', small: '857C74' };

/** Where the text may stand: the lowest fifth belongs to subtitles. */
const area = { marginX: 0.085, top: 0.1, bottom: 0.78 };

/** Share of a number's line down to its foot: figures and capitals have nothing below. */
const numberHeight = 0.84;

const textSizes = [0.052, 0.046, 0.04, 0.034];

/** Styles and events of a card, for a document in pixels of the frame. */
export function layOutCard({ card: given, frameSize, frameRate, durationFrames }: CardOptions): {
  styles: AssStyle[];
  events: AssEvent[];
} {
  const card = isSaidByTitle(given) ? { ...given, text: '' } : given;
  const { widthPx, heightPx } = frameSize;
  const side = Math.min(widthPx, heightPx);
  const isMirrored = isRightToLeft(`${card.title} ${card.text}`);
  const marginPx = Math.round(widthPx * area.marginX);
  const xPx = isMirrored ? widthPx - marginPx : marginPx;
  const alignment = isMirrored ? 9 : 7;
  const usablePx = widthPx - 2 * marginPx;
  const blocks = fitBlocks(card, { side, usablePx, heightPx: heightPx * (area.bottom - area.top) });

  const style = (name: string, fontSizePx: number, color: string, isBold = false): AssStyle => {
    return { name, fontSizePx, color, isBold, alignment };
  };
  const event = (name: string, text: string): AssEvent => ({
    startFrames: 0,
    endFrames: durationFrames,
    style: name,
    text,
  });
  const at = (yPx: number) => `{\\pos(${xPx},${Math.round(yPx)})}`;

  let yPx = heightPx * area.top + (heightPx * (area.bottom - area.top) - blocks.heightPx) / 2;
  const events: AssEvent[] = [];
  events.push(event('Number', at(yPx) + toAssText(blocks.number)));
  yPx += blocks.numberPx * numberHeight + blocks.gapPx;
  events.push(event('Accent', at(yPx) + rectangle(side * 0.085, Math.max(2, side * 0.0065))));
  yPx += blocks.barPx + blocks.gapPx;
  if (blocks.title.length > 0) events.push(event('Title', at(yPx) + toAssText(blocks.title.join('\n'))));
  yPx += blocks.title.length * blocks.titlePx + (blocks.title.length > 0 ? blocks.gapPx * 0.6 : 0);
  if (blocks.text.length > 0) events.push(event('Text', at(yPx) + toAssText(blocks.text.join('\n'))));
  // The length stands opposite, on the number's line of sight.
  const cornerPx = isMirrored ? marginPx : widthPx - marginPx;
  const corner = `{\\an${isMirrored ? 7 : 9}\\pos(${cornerPx},${Math.round(heightPx * area.top)})}`;
  events.push(event('Small', corner + toAssText(toShortTimecode(durationFrames, frameRate))));

  return {
    styles: [
      style('Number', blocks.numberPx, colors.number, true),
      style('Accent', blocks.numberPx, colors.accent),
      style('Title', blocks.titlePx, colors.title, true),
      style('Text', blocks.textPx, colors.text),
      style('Small', Math.round(side * 0.036), colors.small),
    ],
    events,
  };
}

function fitBlocks(card: CardText, { side, usablePx, heightPx }: { side: number; usablePx: number; heightPx: number }) {
  const emsAt = (fontSizePx: number) => usablePx / (fontSizePx * emPerFontSize);
  const number = card.shotNumber.trim() === '' ? '–' : card.shotNumber.trim();
  // A number is short, but nothing keeps a person from giving a long one.
  const numberPx = Math.round(Math.min(side * 0.27, usablePx / (emPerFontSize * 0.62 * number.length)));
  const titlePx = Math.round(side * 0.078);
  const title = limitLines(linesOf(card.title, emsAt(titlePx)), 2);
  const gapPx = side * 0.03;
  const barPx = Math.max(2, side * 0.0065);
  const above =
    numberPx * numberHeight + gapPx + barPx + gapPx + title.length * titlePx + (title.length > 0 ? gapPx * 0.6 : 0);
  const fits = (share: number) => linesOf(card.text, emsAt(side * share)).length * side * share <= heightPx - above;
  const share = textSizes.find(fits) ?? textSizes.at(-1) ?? 0.034;
  const textPx = Math.round(side * share);
  const maxLines = Math.max(1, Math.floor((heightPx - above) / textPx));
  const text = limitLines(linesOf(card.text, emsAt(textPx)), maxLines);
  return { number, numberPx, title, titlePx, text, textPx, gapPx, barPx, heightPx: above + text.length * textPx };
}

function linesOf(text: string, maxEms: number): string[] {
  const trimmed = text.replace(/\s*\n\s*/g, '\n').trim();
  return trimmed === '' ? [] : wrapText(trimmed, maxEms);
}

/** Whether the title is all there is to say: that of an imported shot is often its whole text without the full stop. */
function isSaidByTitle({ title, text }: CardText): boolean {
  const wordsOf = (line: string) => line.replace(/[\s.。!?…]+$/u, '').trim();
  return wordsOf(title) === wordsOf(text);
}

/** An ASS drawing; its alignment puts it on the side where the text begins. */
function rectangle(widthPx: number, heightPx: number): string {
  const [right, bottom] = [Math.round(widthPx), Math.round(heightPx)];
  return `{\\p1}m 0 0 l ${right} 0 ${right} ${bottom} 0 ${bottom}{\\p0}`;
}
