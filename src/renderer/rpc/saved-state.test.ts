import { describe, expect, it } from 'vitest';
import { createSavedStateStore } from './saved-state.ts';

const create = createSavedStateStore;

describe('the saved state', () => {
  it('is saving until the last of several edits was answered, then saved since the latest', () => {
    const store = create();
    expect(store.state.get()).toEqual({ kind: 'unchanged' });
    const first = store.begin();
    const second = store.begin();
    second.saved(2_000);
    expect(store.state.get()).toEqual({ kind: 'saving' });
    first.saved(1_000);
    expect(store.state.get()).toEqual({ kind: 'saved', savedAtMs: 2_000 });
    expect(store.pendingCount()).toBe(0);
  });

  it('says that an edit failed although others were saved, until the next edit', () => {
    const store = create();
    const lost = store.begin();
    const kept = store.begin();
    lost.failed();
    kept.saved(2_000);
    expect(store.state.get()).toEqual({ kind: 'failed' });
    store.begin().saved(3_000);
    expect(store.state.get()).toEqual({ kind: 'saved', savedAtMs: 3_000 });
  });

  it('goes back to what it was when an edit is refused', () => {
    const store = create();
    store.begin().refused();
    expect(store.state.get()).toEqual({ kind: 'unchanged' });
    store.begin().saved(2_000);
    store.begin().refused();
    expect(store.state.get()).toEqual({ kind: 'saved', savedAtMs: 2_000 });
    store.begin().failed();
    store.begin().refused();
    expect(store.state.get()).toEqual({ kind: 'failed' });
  });

  it('counts an edit that is ended twice once', () => {
    const store = create();
    const edit = store.begin();
    const other = store.begin();
    edit.saved(1_000);
    edit.failed();
    edit.saved(1_500);
    expect(store.state.get()).toEqual({ kind: 'saving' });
    other.saved(2_000);
    expect(store.state.get()).toEqual({ kind: 'saved', savedAtMs: 2_000 });
  });

  it('asks every field for what it holds back, and waits for the answers', async () => {
    const store = create();
    const sent: string[] = [];
    store.onFlush(async () => sent.push('title'));
    const leave = store.onFlush(async () => sent.push('notes'));
    await store.flush();
    leave();
    await store.flush();
    expect(sent).toEqual(['title', 'notes', 'title']);
  });
});
