import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPointer } from './follow-pointer.ts';

/** What the browser says of a pointer, or of a key. */
function said(type: string, fields: { pointerId?: number; clientX?: number; clientY?: number; key?: string } = {}) {
  return Object.assign(new Event(type), { pointerId: 1, clientX: 0, clientY: 0, ...fields });
}

describe('followPointer', () => {
  beforeEach(() => void vi.stubGlobal('window', new EventTarget()));
  afterEach(() => void vi.unstubAllGlobals());

  function follow() {
    const heard: string[] = [];
    const { pointer, stop } = followPointer(
      { pointerId: 1, scrolled: null },
      {
        move: () => heard.push(`move ${pointer.x}`),
        drop: () => heard.push(`drop ${pointer.x}`),
        cancel: () => heard.push('cancel'),
      },
    );
    return { heard, stop };
  }

  it('tells where the pointer is, and drops where it was let go', () => {
    const { heard } = follow();
    window.dispatchEvent(said('pointermove', { clientX: 5 }));
    window.dispatchEvent(said('pointerup', { clientX: 8 }));
    window.dispatchEvent(said('pointerup', { clientX: 9 }));
    expect(heard).toEqual(['move 5', 'drop 8']);
  });

  it('never drops what was cancelled', () => {
    for (const cancelled of [said('pointercancel'), said('keydown', { key: 'Escape' }), said('resize')]) {
      const { heard } = follow();
      window.dispatchEvent(cancelled);
      window.dispatchEvent(said('pointermove', { clientX: 5 }));
      window.dispatchEvent(said('pointerup', { clientX: 5 }));
      expect(heard, cancelled.type).toEqual(['cancel']);
    }
  });

  it('knows one pointer only', () => {
    const { heard } = follow();
    for (const type of ['pointermove', 'pointerup', 'pointercancel']) {
      window.dispatchEvent(said(type, { pointerId: 2, clientX: 5 }));
    }
    window.dispatchEvent(said('keydown', { key: 'a' }));
    expect(heard).toEqual([]);
  });

  it('hears nothing once it is stopped', () => {
    const { heard, stop } = follow();
    stop();
    window.dispatchEvent(said('pointerup'));
    window.dispatchEvent(said('pointercancel'));
    expect(heard).toEqual([]);
  });
});
