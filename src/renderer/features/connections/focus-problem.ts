/** Moves the focus to the first field that is marked as wrong, once it is marked: it may be out of sight. */
export function focusFirstProblem(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
