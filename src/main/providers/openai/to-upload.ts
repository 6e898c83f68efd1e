/** A file as the `openai` package takes it. */
import type { OutgoingMedia } from '#main/net/provider-http.ts';

export function toUpload({ bytes, fileName, mime }: OutgoingMedia): File {
  return new File([bytes.slice()], fileName, { type: mime });
}
