/** Files that a person drops, pastes or chooses. */

/** For the `accept` of a file field. */
export const imageTypes = 'image/png,image/jpeg,image/webp,image/avif,image/gif';

/** Whether a file claims to be a picture; the studio looks at the bytes. */
function isPictureFile({ type, name }: { type: string; name: string }): boolean {
  return type === '' ? /\.(png|jpe?g|webp|avif|gif)$/i.test(name) : type.startsWith('image/');
}

/** Pictures among what was dropped or pasted. */
export function picturesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(isPictureFile);
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
