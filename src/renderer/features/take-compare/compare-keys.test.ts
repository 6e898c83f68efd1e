import { describe, expect, it } from 'vitest';
import type { Pressed } from '#renderer/ui/chords.ts';
import { compareCommandOf } from './compare-keys.ts';

const press = (key: string, fields: Partial<Pressed> = {}) =>
  compareCommandOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...fields });

describe('compareCommandOf', () => {
  it('chooses by number and rates with Shift, by the place of the key', () => {
    expect(press('3', { code: 'Digit3' })).toEqual({ kind: 'chooseNumber', takeNumber: 3 });
    expect(press('#', { code: 'Digit3', shiftKey: true })).toEqual({ kind: 'rate', rating: 3 });
    // A French keyboard has the digits on Shift.
    expect(press('"', { code: 'Digit3' })).toEqual({ kind: 'chooseNumber', takeNumber: 3 });
    expect(press('3', { code: 'Digit3', shiftKey: true })).toEqual({ kind: 'rate', rating: 3 });
    expect(press('3', { code: 'Numpad3' })).toEqual({ kind: 'chooseNumber', takeNumber: 3 });
  });

  it('takes a rating back with Shift and 0, and knows no rating above 5', () => {
    expect(press(')', { code: 'Digit0', shiftKey: true })).toEqual({ kind: 'rate', rating: null });
    expect(press('&', { code: 'Digit7', shiftKey: true })).toBeNull();
    expect(press('0', { code: 'Digit0' })).toBeNull();
  });

  it('plays all with Space and one with Shift', () => {
    expect(press(' ')).toEqual({ kind: 'playAll' });
    expect(press(' ', { shiftKey: true })).toEqual({ kind: 'playOne' });
  });

  it('leaves chords and other keys to the window', () => {
    expect(press('z', { ctrlKey: true })).toBeNull();
    expect(press('1', { code: 'Digit1', altKey: true })).toBeNull();
    expect(press('Tab')).toBeNull();
    expect(press('?')).toBeNull();
  });
});
