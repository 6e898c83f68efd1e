/** Dialogue as it stands in a shot: one line a speech, `NAME: words`, or words alone. */

/** One speech; `speaker` is null where the line names nobody. */
export type Speech = { speaker: string | null; text: string };

// "MARA: Nine… ten…", "МАРА (V.O.): Да.", "玛拉：九……十……"
const speechLine = /^([^\s:：][^:：]{0,39})(?::\s+|：\s*)(.+)$/u;

/** Speeches in order; empty lines are skipped. A speaker's name is written without lower-case letters. */
export function parseDialogue(dialogue: string): Speech[] {
  return dialogue
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const match = speechLine.exec(line);
      const name = match?.[1]?.trim();
      if (!match?.[2] || !name || !isSpeakerName(name)) return { speaker: null, text: line };
      return { speaker: name, text: match[2].trim() };
    });
}

/**
 * The dialogue with another name for one who speaks: `MARA (V.O.): Ten.` becomes `OLD MARA (V.O.): Ten.` A name that
 * would be too long for a speaker's is not written.
 *
 * @param from, to as they are spoken, in letters of any case
 */
export function renameSpeaker(dialogue: string, { from, to }: { from: string; to: string }): string {
  const [key, name] = [from.normalize('NFC').toUpperCase(), to.normalize('NFC').toUpperCase()];
  return dialogue
    .split(/(\r\n|\r|\n)/)
    .map((line) => {
      const words = line.trim();
      const speaker = speechLine.exec(words)?.[1]?.normalize('NFC');
      if (!speaker || !isSpeakerName(speaker)) return line;
      const extension = speaker.slice(key.length);
      // "MARA (V.O.)" is Mara, "MARA OLD" is somebody else.
      if (!speaker.startsWith(key) || !/^(\s*\(.*\))?\s*$/u.test(extension)) return line;
      const written = line.normalize('NFC').replace(speaker, () => `${name}${extension}`);
      return speechLine.test(written.trim()) ? written : line;
    })
    .join('');
}

function isSpeakerName(name: string): boolean {
  const withoutExtension = name.replace(/\(.*?\)/g, '');
  return /\p{L}/u.test(withoutExtension) && withoutExtension === withoutExtension.toUpperCase();
}

/** The words of a shot as one subtitle: a dash before each speech when there is more than one. */
export function toSubtitleText(dialogue: string): string {
  const speeches = parseDialogue(dialogue);
  return speeches.map(({ text }) => (speeches.length > 1 ? `- ${text}` : text)).join('\n');
}
