/**
 * What is typed behind a key that leads into a field goes into that field, also while it is not there yet: else letters
 * would run the commands of what still has the focus, or be lost.
 */

const keptKeys = new Set(['Enter', 'Escape', 'Backspace']);

/**
 * Keeps letters, Backspace, Enter and Escape from the window from now on; commands and input methods go on working.
 *
 * @param isForField whether a key has come where it was meant to: then it is left alone
 * @returns what ends that
 */
export function keepTyping(
  isForField: (target: EventTarget | null) => boolean,
  take: (key: string) => void,
): () => void {
  const keep = (event: KeyboardEvent) => {
    if (isForField(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if ([...event.key].length !== 1 && !keptKeys.has(event.key)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    take(event.key);
  };
  window.addEventListener('keydown', keep, { capture: true });
  return () => window.removeEventListener('keydown', keep, { capture: true });
}

/** A text after one more key; Enter and Escape leave it as it is. */
export function withKey(text: string, key: string): string {
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : text;
}

/** Within this time a field has come, or will not: the keys belong to the page again. */
const longestWaitMs = 10_000;

const typingField = 'input, textarea, [contenteditable="true"]';

let waiting: { text: string; hasEnter: boolean; stop: () => void } | null = null;

/** Keeps what is typed for the field that comes next, until `giveTypedAhead`, Escape, a press of the pointer, or a while. */
export function typeAhead(): void {
  stopTypingAhead();
  const ending = new AbortController();
  const { signal } = ending;
  const isInField = (target: EventTarget | null) => target instanceof Element && target.matches(typingField);
  const stopKeeping = keepTyping(isInField, (key) => {
    if (key === 'Escape') return stopTypingAhead();
    // What comes behind Enter belongs neither to the field nor to what lies below it.
    if (!waiting || waiting.hasEnter) return;
    waiting.hasEnter = key === 'Enter';
    waiting.text = withKey(waiting.text, key);
  });
  const timer = setTimeout(stopTypingAhead, longestWaitMs);
  window.addEventListener('pointerdown', stopTypingAhead, { capture: true, signal });
  const stop = () => {
    stopKeeping();
    clearTimeout(timer);
    ending.abort();
  };
  waiting = { text: '', hasEnter: false, stop };
}

/** Where no field will come. */
export function stopTypingAhead(): void {
  waiting?.stop();
  waiting = null;
}

/** Selects what stands in a field, gives it the focus, and writes what was typed for it meanwhile. */
export function giveTypedAhead(field: HTMLInputElement): void {
  field.focus();
  field.select();
  if (!waiting) return;
  const { text, hasEnter } = waiting;
  stopTypingAhead();
  if (text !== '') {
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
  }
  const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  // Once the field knows of the text.
  if (hasEnter) setTimeout(() => field.dispatchEvent(enter));
}
