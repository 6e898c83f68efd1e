/** Files that a person drops, pastes or chooses. */

/** For the `accept` of a file field. */
export const imageTypes = 'image/png,image/jpeg,image/webp,image/avif,image/gif';

/** Pictures, and films to take a frame of. */
export const imageAndVideoTypes = `${imageTypes},video/*,.mkv`;

/** Whether a file claims to be a picture; the studio looks at the bytes. */
function isPictureFile({ type, name }: { type: string; name: string }): boolean {
  return type === '' ? /\.(png|jpe?g|webp|avif|gif)$/i.test(name) : type.startsWith('image/');
}

/** The first film among what was dropped; null for none. */
export function videoOf(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find(isVideoFile) ?? null;
}

/** Whether a file claims to be a film; the studio looks at the bytes. */
export function isVideoFile({ type, name }: { type: string; name: string }): boolean {
  return type === '' ? /\.(mp4|mov|m4v|mkv|webm|avi)$/i.test(name) : type.startsWith('video/');
}

/** Pictures among what was dropped or pasted. */
export function picturesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(isPictureFile);
}

/** Files as a person would order their names: 2 before 10, whatever the case. */
export function inNameOrder<Named extends { name: string }>(files: readonly Named[]): Named[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return [...files].sort((a, b) => compare(a.name, b.name));
}

/** Lets a person choose one file; null when none was chosen. */
export async function chooseFile(accept: string): Promise<File | null> {
  return (await choose(accept, false))[0] ?? null;
}

/** Lets a person choose some files; none when the dialog was closed. */
export function chooseFiles(accept: string): Promise<File[]> {
  return choose(accept, true);
}

function choose(accept: string, isMultiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = isMultiple;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}
