/** Puts the focus into a field of the selected shots, with its words selected. @returns whether it is on the screen. */
export function focusShotField(name: 'title' | 'duration'): boolean {
  const field = document.querySelector<HTMLInputElement>(`input[data-shot-field="${name}"]`);
  field?.focus();
  field?.select();
  return field !== null;
}
