/** Writes values for ffmpeg's filter graphs, which are unquoted twice: as an option, then as part of the graph. */

/** A path or text as the value of a filter's option. */
export function filterValue(text: string): string {
  // Backslashes of Windows paths become slashes nowhere here: they are escaped like everything else.
  const asOption = text.replace(/[\\':]/g, '\\$&');
  return asOption.replace(/[\\'[\],;]/g, '\\$&');
}

/** A line of a concat list for a file. */
export function concatLine(file: string): string {
  if (/[\r\n]/.test(file)) throw new TypeError('a concat list cannot name a file with a line break in its name');
  return `file '${file.replaceAll("'", "'\\''")}'`;
}
