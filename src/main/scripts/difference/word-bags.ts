/** How alike two texts are, by their words: rare words say more than common ones, in any language. */

/** Words of a text by their numbers in a vocabulary, with how often each stands there. */
export type WordBag = ReadonlyMap<number, number>;

/** Most words of one text that are looked at: what is longer is as well known by its beginning. */
const mostWords = 1_500;

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
// Scripts that write no spaces: pairs of neighbouring characters stand for words.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of a text in lower case, at most 1 500. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text.slice(0, mostWords * 12).matchAll(wordPattern)) {
    if (words.length >= mostWords) break;
    const word = run.toLowerCase();
    if (!unspaced.test(word)) words.push(word);
    else for (let at = 0; at < word.length; at++) words.push(word.slice(at, at + 2));
  }
  return words;
}

/** Everything that is compared with each other counts its words with one of these. */
export interface Vocabulary {
  bagOf(text: string): WordBag;
  /** 0 for nothing in common to 1 for the same words in any order. Two texts without words are alike. */
  likeness(a: WordBag, b: WordBag): number;
  /** In how many bags a word stands. */
  frequency(word: number): number;
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const frequencies: number[] = [];
  // Frequencies are small numbers that come again and again.
  const weights: number[] = [];
  const weightOf = (word: number) => {
    const frequency = frequencies[word] ?? 1;
    return (weights[frequency] ??= 1 / (1 + Math.log2(frequency)));
  };
  return {
    bagOf(text) {
      const bag = new Map<number, number>();
      for (const word of wordsOf(text)) {
        const number = numbers.get(word) ?? numbers.size;
        numbers.set(word, number);
        const count = bag.get(number) ?? 0;
        if (count === 0) frequencies[number] = (frequencies[number] ?? 0) + 1;
        bag.set(number, count + 1);
      }
      return bag;
    },
    likeness(a, b) {
      if (a.size === 0 && b.size === 0) return 1;
      let shared = 0;
      let all = 0;
      for (const [word, count] of a) {
        const weight = weightOf(word);
        all += count * weight;
        shared += Math.min(count, b.get(word) ?? 0) * weight;
      }
      for (const [word, count] of b) all += count * weightOf(word);
      return (2 * shared) / all;
    },
    frequency: (word) => frequencies[word] ?? 0,
  };
}
