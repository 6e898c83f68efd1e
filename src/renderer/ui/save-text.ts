/** Hands a text to the person as a file: the desktop app asks where to, a browser puts it among its downloads. */

/** Long enough for the download to have begun. */
const keptMs = 60_000;

/** @param mime such as `text/csv` */
export function saveText(fileName: string, text: string, mime: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mime};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
