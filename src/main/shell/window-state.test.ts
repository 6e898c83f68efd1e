import { describe, expect, it } from 'vitest';
import { fitWindowState } from './window-state.ts';

const laptop = { x: 0, y: 25, width: 1512, height: 920 };
const second = { x: 1512, y: 0, width: 2560, height: 1440 };
const onSecond = { bounds: { x: 1700, y: 100, width: 1600, height: 1000 }, isMaximized: false };

describe('fitWindowState', () => {
  it('puts the window back where it was', () => {
    expect(fitWindowState(onSecond, [laptop, second])).toEqual({ ...onSecond.bounds, isMaximized: false });
  });

  it('lets the system place it when that display is gone', () => {
    expect(fitWindowState(onSecond, [laptop])).toEqual({ width: 1440, height: 900, isMaximized: false });
  });

  it('opens no larger than the display', () => {
    const small = { x: 0, y: 0, width: 1280, height: 700 };
    expect(fitWindowState(null, [small])).toEqual({ width: 1280, height: 700, isMaximized: false });
  });

  it.each([undefined, 'x', {}, { bounds: { x: 0 } }, { bounds: { x: 0, y: 0, width: 10, height: 10 } }])(
    'takes damaged settings as none: %j',
    (stored) => {
      expect(fitWindowState(stored, [laptop])).toEqual({ width: 1440, height: 900, isMaximized: false });
    },
  );
});
