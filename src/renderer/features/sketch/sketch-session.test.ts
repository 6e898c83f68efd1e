import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import { newSketch, type SketchDocument, type SketchStroke } from '#shared/domain/sketch.ts';
import { decodeSketch, type StoredSketch } from '#shared/domain/sketch-codec.ts';
import { createSketchSession } from './sketch-session.ts';

const shotId = 'shot_0000000000000001' as ShotId;
const ink: SketchStroke = {
  kind: 'stroke',
  brush: 'ink',
  colour: '#000000',
  size: 40,
  hasPressure: false,
  points: [0, 0, 128, 100, 100, 128],
};

/** A studio that keeps one draft and one board. */
function aStudio({ isFromDraft = false } = {}) {
  type Kept = {
    draft: StoredSketch | null;
    board: SketchDocument | null;
    boardCount: number;
    fails: boolean;
    /** What happens once while a board is on its way. */
    meanwhile: () => void;
  };
  const kept: Kept = { draft: null, board: null, boardCount: 0, fails: false, meanwhile: () => {} };
  const answer = async (work: () => void) => {
    await Promise.resolve();
    if (kept.fails) throw new Error('the studio does not answer');
    work();
  };
  const document = newSketch({ widthPx: 64, heightPx: 36 }, null);
  const session = createSketchSession(
    { shotId, boardAssetId: null, document, isFromDraft },
    {
      saveDraft: ({ sketch }) => answer(() => (kept.draft = sketch)),
      discardDraft: () => answer(() => (kept.draft = null)),
      save(_shotId, saved) {
        const { meanwhile } = kept;
        kept.meanwhile = () => {};
        meanwhile();
        const saving = answer(() => {
          kept.board = saved;
          kept.boardCount += 1;
          kept.draft = null;
        });
        return saving.then(
          () => true,
          () => false,
        );
      },
    },
  );
  return { kept, session, draw: () => session.edit({ kind: 'draw', stroke: ink }) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a drawing being made', () => {
  it('is kept soon after a stroke, and while there is no rest every second', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    expect(kept.draft).toBeNull();
    await vi.advanceTimersByTimeAsync(400);
    expect(kept.draft && decodeSketch(kept.draft)).toEqual(session.pad.get().document);
    kept.draft = null;
    for (let count = 0; count < 5; count += 1) {
      draw();
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(kept.draft).not.toBeNull();
    expect(session.draft.get()).toBe('kept');
  });

  it('says that it is not kept, and tries again', async () => {
    const { kept, session, draw } = aStudio();
    kept.fails = true;
    draw();
    await session.flush();
    expect(session.draft.get()).toBe('failed');
    expect(await session.save()).toBe(false);
    kept.fails = false;
    expect(await session.save()).toBe(true);
    expect(kept.board).toBe(session.pad.get().document);
  });

  it('leaves no draft behind once it is the board', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    expect(await session.save()).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kept).toMatchObject({ draft: null, board: session.pad.get().document });
  });

  it('makes no board of nothing new', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    await session.flush();
    expect(kept.draft).not.toBeNull();
    session.undo();
    expect(session.hasChanges()).toBe(false);
    expect(await session.save()).toBe(true);
    expect(kept).toMatchObject({ draft: null, board: null });
  });

  it('makes the board of a draft without a further stroke', async () => {
    const { kept, session } = aStudio({ isFromDraft: true });
    expect(await session.save()).toBe(true);
    expect(kept.board).toBe(session.pad.get().document);
  });

  it('forgets the draft when it is given up, also one on its way', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    void session.flush();
    draw();
    await session.giveUp();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kept).toMatchObject({ draft: null, board: null });
  });

  it('is saved once for all who ask', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    expect(await Promise.all([session.save(), session.save()])).toEqual([true, true]);
    expect(kept.boardCount).toBe(1);
  });

  it('holds what is drawn while it is saved', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    kept.meanwhile = draw;
    expect(await session.save()).toBe(true);
    expect(kept.board).toEqual(session.pad.get().document);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(kept.draft).toBeNull();
  });

  it('holds a stroke that is still drawn when it is saved, and one that is when that ends', async () => {
    const { kept, session, draw } = aStudio();
    let isHeld = true;
    const letGo = vi.fn<() => void>(() => {
      if (isHeld) draw();
      isHeld = false;
    });
    const forget = session.followHand(letGo);
    kept.meanwhile = () => (isHeld = true);
    expect(await session.save()).toBe(true);
    expect(kept.board).toEqual(session.pad.get().document);
    expect(kept.board?.layers.flatMap(({ items }) => items)).toEqual([ink, ink]);
    forget();
    letGo.mockClear();
    session.settle();
    expect(letGo).not.toHaveBeenCalled();
  });

  it('is the board as it is when a stroke is taken back while it is saved', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    kept.meanwhile = () => session.undo();
    expect(await session.save()).toBe(true);
    expect(kept.board).toEqual(session.pad.get().document);
    expect(kept.board?.layers).toEqual(newSketch({ widthPx: 64, heightPx: 36 }, null).layers);
  });

  it('is not left, and has its last stroke as a draft, when that cannot be saved', async () => {
    const { kept, session, draw } = aStudio();
    draw();
    kept.meanwhile = () => {
      draw();
      kept.fails = true;
    };
    expect(await session.save()).toBe(false);
    kept.fails = false;
    await session.flush();
    expect(kept.draft && decodeSketch(kept.draft)).toEqual(session.pad.get().document);
  });
});
