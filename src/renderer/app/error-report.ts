/** What a person can copy and send: where the program failed, never what they wrote. */

/**
 * Kind of error and the places in the program. The message is left out, since it may quote a title or a prompt.
 *
 * @param componentStack React's, innermost first.
 */
export function errorReport(thrown: unknown, componentStack?: string | null): string {
  const lines = [`Shotwright window, ${new Date().toISOString()}`];
  lines.push(thrown instanceof Error ? thrown.name : typeof thrown);
  if (thrown instanceof Error && thrown.stack) lines.push(...places(thrown.stack).slice(0, 12));
  if (componentStack) lines.push(...places(componentStack).slice(0, 12));
  return lines.join('\n');
}

// "    at render (app://app/assets/index-1f2e.js:12:345)"
function places(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replace(/\b[a-z][a-z+.-]*:\/\/[^/\s)]*\//gi, ''));
}
