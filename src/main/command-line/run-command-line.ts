/**
 * The command line of the studio. Words for people go to standard error, results to standard output.
 *
 * Ends with 0 when all is done, 1 when something failed (one line says what), 2 when the line cannot be understood, 130
 * when it was interrupted.
 */
import path from 'node:path';
import type { Studio, StudioOptions } from '#main/compose.ts';
import { toAppError } from '#shared/errors/app-error.ts';
import { createTranslator, errorText } from '#shared/messages/translate.ts';
import { createHeadlessHost } from './headless-host.ts';
import { parseArguments } from './parse-arguments.ts';
import { type AnimaticCommand, type AnimaticProgress, runAnimatic } from './run-animatic.ts';

/** What the process lends. */
export type CommandLineProcess = {
  words: readonly string[];
  environment: NodeJS.ProcessEnv;
  writeOut(text: string): void;
  writeError(text: string): void;
  /** Whether the progress may be written over itself. */
  isTerminal: boolean;
  /** Fires when the person interrupts. */
  signal: AbortSignal;
};

export type CommandLineOptions = {
  process: CommandLineProcess;
  openStudio: (options: StudioOptions) => Promise<Studio>;
  appVersion: string;
  resourcesDir: string;
};

const translator = createTranslator();
const { t } = translator;

/** @returns the exit code. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { process: io, appVersion } = options;
  const command = parseArguments(io.words);
  switch (command.kind) {
    case 'help':
      io.writeOut(t('commandLine.help'));
      return 0;
    case 'version':
      io.writeOut(`${appVersion}\n`);
      return 0;
    case 'unusable':
      io.writeError(
        `${t('commandLine.unusable', { problem: t(`commandLine.problems.${command.problem}`, command.values) })}\n`,
      );
      return 2;
    case 'animatic':
      return makeAnimatic(command, options);
  }
}

async function makeAnimatic(command: AnimaticCommand, options: CommandLineOptions): Promise<number> {
  const { process: io, appVersion, resourcesDir, openStudio } = options;
  const progress = createProgressLine(io, command.isQuiet);
  const namedFfmpeg = io.environment['SHOTWRIGHT_FFMPEG'] || null;
  try {
    const { filmPath, shotCount, frameCount } = await runAnimatic({
      command,
      signal: io.signal,
      onProgress: progress.show,
      namedFfmpeg,
      openStudio: (libraryDir) =>
        openStudio({
          libraryDir,
          appVersion,
          resourcesDir,
          withSample: false,
          environment: io.environment,
          host: createHeadlessHost({ ffmpegPath: namedFfmpeg }),
          logger: { info() {}, error() {} },
        }),
    });
    progress.end();
    const shots = t('app.shots', { count: shotCount });
    io.writeOut(`${t('commandLine.done', { film: path.relative('', filmPath) || filmPath, shots, frameCount })}\n`);
    return 0;
  } catch (thrown) {
    progress.end();
    const error = toAppError(thrown);
    if (io.signal.aborted) {
      io.writeError(`${t('commandLine.interrupted')}\n`);
      return 130;
    }
    const location = command.libraryDir ?? command.outDir;
    const text = errorText(translator, { code: error.code, params: { location, ...error.params } });
    io.writeError(`${t('commandLine.failed', { text })}\n`);
    return 1;
  }
}

/** One line that is written over itself in a terminal; elsewhere a line a step. */
function createProgressLine({ writeError, isTerminal }: CommandLineProcess, isQuiet: boolean) {
  let shown = '';
  let isOpen = false;
  const toText = (progress: Extract<AnimaticProgress, { step: 'takes' | 'film' }>) =>
    progress.step === 'takes'
      ? t('commandLine.takes', { done: progress.done, total: progress.total })
      : t('commandLine.film', { percent: Math.floor(progress.fraction * 100) });
  return {
    show(progress: AnimaticProgress) {
      if (progress.step === 'script') {
        const { fileName, encoding } = progress;
        if (!encoding.startsWith('utf')) writeError(`${t('commandLine.encoding', { fileName, encoding })}\n`);
        return;
      }
      if (progress.step === 'left-out') {
        writeError(`${t('commandLine.leftOut', { count: progress.count })}\n`);
        return;
      }
      const text = toText(progress);
      // Without a terminal the film's percents would fill a log.
      if (isQuiet || text === shown || (!isTerminal && progress.step === 'film')) return;
      shown = text;
      isOpen = isTerminal;
      writeError(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (isOpen) writeError('\n');
      isOpen = false;
    },
  };
}
