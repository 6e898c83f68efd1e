/** Longest number of a scene, as the studio takes it. */
const mostCharacters = 20;

/** The number that a text gives a scene; null lets it follow from the place, undefined is no number. */
export function readSceneNumber(text: string): string | null | undefined {
  const number = text.trim().replace(/\s+/g, ' ');
  if (number === '') return null;
  return number.length <= mostCharacters ? number : undefined;
}
