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
  | {
      kind: 'import';
      scriptPath: string;
      libraryDir: string;
      frameSize: FrameSize;
      frameRate: FrameRate;
      /** Null means the file's own. */
      title: string | null;
    }
  | {
      kind: 'update';
      scriptPath: string;
      libraryDir: string;
      /** Title or id; null means the only one with a script. */
      project: string | null;
      /** Whether anything is written; else only what differs is told. */
      isApplied: boolean;
      /** Whether what is no longer in the script goes to the trash. */
      trashesGone: boolean;
      keepsOrder: boolean;
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
  if (command !== 'animatic' && command !== 'import') {
    return command ? unusable('unknownCommand', { word: command }) : unusable('noCommand');
  }
  if (!scriptPath) return unusable('noScript');
  if (others.length > 0) return unusable('unexpected', { word: others[0] ?? '' });
  const kind = command === 'import' && values.update ? 'update' : command;
  const stray = Object.keys(values).find((name) => !optionsOf[kind].includes(name));
  if (stray) return unusable('unexpected', { word: `--${stray}` });
  if (kind === 'animatic') return parseAnimatic(scriptPath, values);
  const { library: libraryDir } = values;
  if (!libraryDir) return unusable('noLibrary');
  if (kind === 'import') {
    const format = parseFormat(values);
    return 'kind' in format ? format : { kind, scriptPath, libraryDir, ...format, title: values.title ?? null };
  }
  return {
    ...{ kind, scriptPath, libraryDir, project: values.project ?? null, isApplied: values.apply ?? false },
    ...{ trashesGone: values['trash-gone'] ?? false, keepsOrder: values['keep-order'] ?? false },
  };
}

/** Options that each command takes. */
const optionsOf: Record<'animatic' | 'import' | 'update', readonly string[]> = {
  animatic: ['out', 'library', 'size', 'rate', 'title', 'quiet'],
  import: ['library', 'size', 'rate', 'title', 'quiet'],
  update: ['library', 'update', 'project', 'apply', 'trash-gone', 'keep-order', 'quiet'],
};

type Values = Exclude<ReturnType<typeof readOptions>, { detail: string }>['values'];

function parseAnimatic(scriptPath: string, values: Values): Command {
  if (!values.out) return unusable('noOut');
  const format = parseFormat(values);
  if ('kind' in format) return format;
  return {
    kind: 'animatic',
    scriptPath,
    outDir: values.out,
    libraryDir: values.library ?? null,
    ...format,
    title: values.title ?? null,
    isQuiet: values.quiet ?? false,
  };
}

/** Size and rate of a new project, or what is wrong with them. */
function parseFormat(
  values: Values,
): { frameSize: FrameSize; frameRate: FrameRate } | Extract<Command, { kind: 'unusable' }> {
  const frameSize = values.size === undefined ? defaultFrameSize : parseSize(values.size);
  if (!frameSize) return unusable('size', { word: values.size ?? '' });
  const frameRate = values.rate === undefined ? defaultFrameRate : parseRate(values.rate);
  if (!frameRate) return unusable('rate', { word: values.rate ?? '' });
  return { frameSize, frameRate };
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
        update: { type: 'boolean' },
        project: { type: 'string' },
        apply: { type: 'boolean' },
        'trash-gone': { type: 'boolean' },
        'keep-order': { type: 'boolean' },
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

function unusable(problem: Problem, values: Partial<ProblemValues> = {}): Extract<Command, { kind: 'unusable' }> {
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
