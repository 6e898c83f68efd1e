/**
 * Takes the secrets of a request out of its answer: what a service says back, such as "Incorrect API key provided: …",
 * would else be stored with a job and shown.
 */

/** What a request was signed in with. */
export type SentSecrets = {
  /** Null without one. */
  key: string | null;
  /** Values of the connection's additional headers. */
  headerValues: readonly string[];
};

const dots = '••••';

/** A shorter text, or one of digits only, stands in ordinary answers by chance; no service gives out keys like that. */
const shortestSecret = 8;
/** A header may hold an ordinary word of a good answer, such as a media type or a date. */
const shortestInGoodAnswer = 16;

/** The same bytes where nothing is to be hidden. */
export function hideSecrets(bytes: Uint8Array, status: number, { key, headerValues }: SentSecrets): Uint8Array {
  const shortestHeader = status >= 400 ? shortestSecret : shortestInGoodAnswer;
  const secrets = [
    ...(key === null ? [] : [key.trim()]).filter((secret) => secret.length >= shortestSecret),
    ...headerValues.map((value) => value.trim()).filter((secret) => secret.length >= shortestHeader),
  ].filter((secret) => /\D/.test(secret));
  // As bytes, one character each, so that what is no text stays as it is.
  const answer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = secrets.flatMap(formsOf).filter((form) => answer.includes(form));
  if (found.length === 0) return bytes;
  const inBytes = (text: string) => Buffer.from(text).toString('latin1');
  const hidden = found.reduce((text, form) => text.replaceAll(inBytes(form), inBytes(dots)), answer.toString('latin1'));
  return new Uint8Array(Buffer.from(hidden, 'latin1'));
}

/** As it is, as JSON and addresses have it, and in base64; longer forms first, because they can hold others. */
function formsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const forms = [secret, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(secret), base64];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
