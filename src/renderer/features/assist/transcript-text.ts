/** What becomes of a transcript: its times, and the dialogue that it is put into. */

/** `0:02`, `12:05`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** In place of the dialogue, or behind it. */
export function withTranscript(dialogue: string, text: string, how: 'replace' | 'add'): string {
  const words = text.trim();
  const before = dialogue.trimEnd();
  return how === 'replace' || before.trim() === '' ? words : `${before}\n${words}`;
}

/** Null for an empty field; undefined for what is no short name of a language, such as `en` or `pt-BR`. */
export function readLanguage(text: string): string | null | undefined {
  const name = text.trim();
  if (name === '') return null;
  const [language = '', ...rest] = name.split('-');
  const normal = [language.toLowerCase(), ...rest].join('-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(normal) ? normal : undefined;
}
