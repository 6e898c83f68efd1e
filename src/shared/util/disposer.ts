/** Collects what must be undone, and undoes it in reverse order, once. */
export class Disposer {
  readonly #undos: Array<() => void> = [];

  /** Remembers one undo; call it on the line that made the thing. */
  add(undo: () => void): void {
    this.#undos.push(undo);
  }

  /** Runs every undo, latest first. A second call does nothing. */
  dispose(): void {
    for (let undo = this.#undos.pop(); undo; undo = this.#undos.pop()) undo();
  }
}
