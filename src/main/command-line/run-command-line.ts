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
import { differenceText } from './difference-text.ts';
import { importInput, requireReadable } from './import-input.ts';
import { type Command, parseArguments } from './parse-arguments.ts';
import { type AnimaticCommand, type AnimaticProgress, runAnimatic } from './run-animatic.ts';
import { runUpdate, type UpdateCommand } from './run-update.ts';

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

type ImportCommand = Extract<Command, { kind: 'import' }>;

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
    case 'import':
      return answer(options, { location: command.libraryDir }, () => importFile(command, options));
    case 'update':
      return answer(options, { location: command.libraryDir }, () => compareOrUpdate(command, options));
  }
}

async function makeAnimatic(command: AnimaticCommand, options: CommandLineOptions): Promise<number> {
  const { process: io } = options;
  const progress = createProgressLine(io, command.isQuiet);
  const location = command.libraryDir ?? command.outDir;
  return answer(options, { location, onEnd: progress.end }, async () => {
    const { filmPath, shotCount, frameCount } = await runAnimatic({
      command,
      signal: io.signal,
      onProgress: progress.show,
      namedFfmpeg: namedFfmpeg(io),
      openStudio: opener(options),
    });
    progress.end();
    const shots = t('app.shots', { count: shotCount });
    io.writeOut(`${t('commandLine.done', { film: path.relative('', filmPath) || filmPath, shots, frameCount })}\n`);
    return 0;
  });
}

async function importFile(command: ImportCommand, options: CommandLineOptions): Promise<number> {
  const { process: io } = options;
  await requireReadable(command.scriptPath);
  const studio = await opener(options)(path.resolve(command.libraryDir));
  try {
    const { show } = createProgressLine(io, true);
    const imported = await importInput(studio, command, { onProgress: show, signal: io.signal });
    const { title } = studio.services.projects.get(imported.projectId);
    const shots = t('app.shots', { count: imported.shotCount });
    io.writeOut(
      `${t('commandLine.imported', { title, scenes: t('app.scenes', { count: imported.sceneCount }), shots })}\n`,
    );
    return 0;
  } finally {
    await studio.close();
  }
}

async function compareOrUpdate(command: UpdateCommand, options: CommandLineOptions): Promise<number> {
  const { process: io } = options;
  const result = await runUpdate({ command, openStudio: opener(options) });
  if (result.kind === 'problem') {
    const text = t(`commandLine.updateProblems.${result.problem}`, { ...result, location: command.libraryDir });
    io.writeError(`${t('commandLine.failed', { text })}\n`);
    return 1;
  }
  const { comparison, storyboard, isApplied } = result;
  const { fileName, encoding, baseFileName, isOtherScript, scenes } = comparison;
  if (!encoding.startsWith('utf')) io.writeError(`${t('commandLine.encoding', { fileName, encoding })}\n`);
  if (isOtherScript) io.writeError(`${t('commandLine.failed', { text: t('scriptDifference.otherScript') })}\n`);
  const names = { title: storyboard.project.title, fileName, baseFileName };
  io.writeOut(`${t('commandLine.compared', names)}\n\n${differenceText(translator, scenes, storyboard)}\n\n`);
  io.writeOut(`${t(isApplied ? 'commandLine.updated' : 'commandLine.notUpdated')}\n`);
  return 0;
}

function namedFfmpeg({ environment }: CommandLineProcess): string | null {
  return environment['SHOTWRIGHT_FFMPEG'] || null;
}

/** Opens libraries as all commands do. */
function opener({ process: io, appVersion, resourcesDir, openStudio }: CommandLineOptions) {
  return (libraryDir: string) =>
    openStudio({
      libraryDir,
      appVersion,
      resourcesDir,
      withSample: false,
      environment: io.environment,
      host: createHeadlessHost({ ffmpegPath: namedFfmpeg(io) }),
      logger: { info() {}, error() {} },
    });
}

type AnswerOptions = { location: string; onEnd?: () => void };

/** The exit code of some work; what it throws is said in one line. */
async function answer(
  { process: io }: CommandLineOptions,
  { location, onEnd }: AnswerOptions,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (thrown) {
    onEnd?.();
    const error = toAppError(thrown);
    if (io.signal.aborted) {
      io.writeError(`${t('commandLine.interrupted')}\n`);
      return 130;
    }
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
      if (progress.step === 'rows-left') {
        writeError(`${t('commandLine.rowsLeft', progress.rest)}\n`);
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
