/** Puts the focus into the title of the selected shots, with its words selected. @returns whether it is on the screen. */
export function focusTitleField(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-shot-field="title"]');
  field?.focus();
  field?.select();
  return field !== null;
}
