/** The field that has the focus belongs to a form with no other field. */
import { useEffect } from 'react';

const typedKinds = new Set(['text', 'search', 'number']);

/**
 * A browser reads all fields of a form at each letter and each move of the caret, for what it could fill in; all fields
 * without a form count as one. With a view's thirty fields that took an eighth of the time from a key to its letter, so
 * that the field one is in is given a form of its own.
 */
export function useLoneField(): void {
  useEffect(() => {
    const form = document.createElement('form');
    form.id = 'lone-field';
    form.hidden = true;
    // Enter in it sends nothing.
    form.addEventListener('submit', (event) => event.preventDefault());
    document.body.append(form);
    const enter = ({ target }: FocusEvent) => {
      if (isTyped(target) && target.form === null) target.setAttribute('form', form.id);
    };
    const leave = ({ target }: FocusEvent) => {
      if (isTyped(target) && target.form === form) target.removeAttribute('form');
    };
    document.addEventListener('focusin', enter);
    document.addEventListener('focusout', leave);
    return () => {
      document.removeEventListener('focusin', enter);
      document.removeEventListener('focusout', leave);
      form.remove();
    };
  }, []);
}

function isTyped(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && typedKinds.has(target.type));
}
