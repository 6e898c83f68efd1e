/** Starts the desktop app. */
import { openStudio } from '#main/compose.ts';
import { startShell } from '#main/shell/start-shell.ts';

startShell({ openStudio });
