/** One drawing being made: the pad, its draft that is kept while one draws, and saving it. */
import { createDebounced } from '#renderer/rpc/debounced.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import type { AssetId, ShotId } from '#shared/domain/ids.ts';
import { encodeSketch, type StoredSketch } from '#shared/domain/sketch-codec.ts';
import type { SketchDocument } from '#shared/domain/sketch.ts';
import {
  chooseLayer,
  editPad,
  openPad,
  redoPad,
  type SketchEdit,
  type SketchPad,
  undoPad,
} from '#shared/domain/sketch-pad.ts';

/** Whether what is drawn would outlive a crash. */
export type DraftState = 'unchanged' | 'keeping' | 'kept' | 'failed';

export type SketchPorts = {
  saveDraft(draft: { shotId: ShotId; boardAssetId: AssetId | null; sketch: StoredSketch }): Promise<unknown>;
  discardDraft(shotId: ShotId): Promise<unknown>;
  /** @returns whether the drawing is the board now */
  save(shotId: ShotId, document: SketchDocument): Promise<boolean>;
};

export type SketchStart = {
  shotId: ShotId;
  /** The board that the drawing began with. */
  boardAssetId: AssetId | null;
  document: SketchDocument;
  /** Whether it goes on from a draft, which differs from the board. */
  isFromDraft: boolean;
};

export type SketchSession = {
  pad: Observable<SketchPad>;
  draft: Observable<DraftState>;
  edit(edit: SketchEdit): void;
  chooseLayer(layerId: number): void;
  undo(): void;
  redo(): void;
  /**
   * Says how a stroke that is still drawn is ended and kept, so that none is lost when the pad closes under the hand.
   * @returns a function that forgets it
   */
  followHand(endStroke: () => void): () => void;
  /** Ends the stroke that is still drawn, if there is one: it belongs to the drawing then. */
  settle(): void;
  /** Whether there is something to save. A stroke that is still drawn counts once it is settled. */
  hasChanges(): boolean;
  /** Sends what the draft does not hold yet. Never rejects. */
  flush(): Promise<void>;
  /**
   * Makes the drawing the board, if there is something new in it; once for all who ask meanwhile.
   * @returns whether the pad can close
   */
  save(): Promise<boolean>;
  /** Leaves the board as it is and forgets the draft. */
  giveUp(): Promise<void>;
};

/** A stroke is kept once the pen rests, and while it does not every second or so. */
const patience = { quietMs: 400, longestMs: 1_000 };

export function createSketchSession(start: SketchStart, ports: SketchPorts): SketchSession {
  const { shotId, boardAssetId } = start;
  const pad = createObservable(openPad(start.document));
  const draft = createObservable<DraftState>(start.isFromDraft ? 'kept' : 'unchanged');
  let keptDocument = start.document;
  /** What the board shows; null while that is something else than what was opened. */
  let boardDocument = start.isFromDraft ? null : start.document;
  let isEnded = false;
  let endStroke = () => {};
  let running: Promise<void> | null = null;
  let saving: Promise<boolean> | null = null;

  async function keep(): Promise<void> {
    while (!isEnded && pad.get().document !== keptDocument) {
      const { document } = pad.get();
      draft.set('keeping');
      try {
        await ports.saveDraft({ shotId, boardAssetId, sketch: encodeSketch(document) });
        keptDocument = document;
        draft.set('kept');
      } catch {
        // Told by the state; the next edit, or saving, tries again.
        draft.set('failed');
        return;
      }
    }
  }
  const flush = () => {
    running ??= keep().finally(() => {
      running = null;
    });
    return running;
  };
  const keepSoon = createDebounced(() => void flush(), patience);
  const change = (next: SketchPad) => {
    if (next === pad.get()) return;
    const isNew = next.document !== pad.get().document;
    pad.set(next);
    if (isNew) keepSoon();
  };
  const hasChanges = () => pad.get().document !== boardDocument;
  const settle = () => endStroke();
  const saveAll = async (): Promise<boolean> => {
    settle();
    const isNew = hasChanges();
    // What is drawn while it is saved belongs to it too.
    do {
      // First the draft: should saving fail in any way, it is all there.
      await flush();
      const { document } = pad.get();
      if (document === boardDocument) break;
      if (!(await ports.save(shotId, document))) return false;
      boardDocument = document;
      settle();
    } while (hasChanges());
    isEnded = true;
    await running;
    if (!isNew && draft.get() !== 'unchanged') await ports.discardDraft(shotId).catch(() => undefined);
    return true;
  };

  return {
    pad,
    draft,
    edit: (made) => change(editPad(pad.get(), made)),
    chooseLayer: (layerId) => change(chooseLayer(pad.get(), layerId)),
    undo: () => change(undoPad(pad.get())),
    redo: () => change(redoPad(pad.get())),
    followHand(end) {
      endStroke = end;
      return () => {
        if (endStroke === end) endStroke = () => {};
      };
    },
    settle,
    hasChanges,
    flush,
    save() {
      saving ??= saveAll().finally(() => {
        saving = null;
      });
      return saving;
    },
    async giveUp() {
      isEnded = true;
      await running;
      await ports.discardDraft(shotId);
    },
  };
}
