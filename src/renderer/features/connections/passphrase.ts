/** Fewer characters are guessed too easily; the studio refuses them too. */
export const shortestPassphrase = 8;

/** What is wrong with a new passphrase and its repetition: a key of the catalogue under `connections.keys`. */
export function passphraseProblem(first: string, second: string): 'tooShort' | 'different' | null {
  if (first.length < shortestPassphrase) return 'tooShort';
  return first === second ? null : 'different';
}
