/** Reads the command line of `npm run studio`. */
import { parseArgs } from 'node:util';
import { type FrameSize, frameSizes } from '#shared/domain/frame-size.ts';
import { type FrameRate, frameRateLabel, frameRates } from '#shared/domain/time.ts';
import type { en } from '#shared/messages/en.ts';

/** What a person asked for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | {
      kind: 'animatic';
      scriptPath: string;
      outDir: string;
      /** Null means a temporary library that is removed afterwards. */
      libraryDir: string | null;
      frameSize: FrameSize;
      frameRate: FrameRate;
      /** Null means the script's own. */
      title: string | null;
      isQuiet: boolean;
    }
  /** The line cannot be understood; `problem` is a key of the catalogue under `commandLine.problems`. */
  | { kind: 'unusable'; problem: Problem; values: ProblemValues };

type Problem = keyof (typeof en)['commandLine']['problems'];
type ProblemValues = { detail: string; word: string; rates: string };

const [defaultFrameSize] = frameSizes as [FrameSize];
const defaultFrameRate: FrameRate = { numerator: 24, denominator: 1 };

/** @param words the arguments behind the program's name. */
export function parseArguments(words: readonly string[]): Command {
  const parsed = readOptions(words);
  if ('detail' in parsed) return unusable('options', { detail: parsed.detail });
  const { values, positionals } = parsed;
  if (values.help || words.length === 0) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, scriptPath, ...others] = positionals;
  if (command !== 'animatic') return command ? unusable('unknownCommand', { word: command }) : unusable('noCommand');
  if (!scriptPath) return unusable('noScript');
  if (others.length > 0) return unusable('unexpected', { word: others[0] ?? '' });
  if (!values.out) return unusable('noOut');
  const frameSize = values.size === undefined ? defaultFrameSize : parseSize(values.size);
  if (!frameSize) return unusable('size', { word: values.size ?? '' });
  const frameRate = values.rate === undefined ? defaultFrameRate : parseRate(values.rate);
  if (!frameRate) return unusable('rate', { word: values.rate ?? '' });
  return {
    kind: 'animatic',
    scriptPath,
    outDir: values.out,
    libraryDir: values.library ?? null,
    frameSize,
    frameRate,
    title: values.title ?? null,
    isQuiet: values.quiet ?? false,
  };
}

function readOptions(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: 'string', short: 'o' },
        library: { type: 'string' },
        size: { type: 'string' },
        rate: { type: 'string' },
        title: { type: 'string' },
        quiet: { type: 'boolean', short: 'q' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node's text begins with the option that it does not know, and goes on with advice about its own parser.
    const [detail = ''] = error instanceof Error ? error.message.split('. ') : [];
    return { detail };
  }
}

function unusable(problem: Problem, values: Partial<ProblemValues> = {}): Command {
  const rates = frameRates.map(frameRateLabel).join(', ');
  return { kind: 'unusable', problem, values: { detail: '', word: '', rates, ...values } };
}

/** "1920x1080", "1280×720" */
function parseSize(text: string): FrameSize | null {
  const match = /^(\d{2,4})[x×](\d{2,4})$/.exec(text);
  const [widthPx, heightPx] = [Number(match?.[1]), Number(match?.[2])];
  const isUsable = [widthPx, heightPx].every((side) => side >= 16 && side <= 7680 && side % 2 === 0);
  return isUsable ? { widthPx, heightPx } : null;
}

/** "24", "23.976", "24000/1001" */
function parseRate(text: string): FrameRate | null {
  return (
    frameRates.find((rate) => frameRateLabel(rate) === text || `${rate.numerator}/${rate.denominator}` === text) ?? null
  );
}
