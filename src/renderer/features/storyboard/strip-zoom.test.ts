import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  leastPxPerSecond,
  mostPxPerSecond,
  scaleAfterWheel,
  scaleOfSlider,
  sliderOfScale,
  steppedScale,
} from './strip-zoom.ts';

const scale = fc.double({ min: leastPxPerSecond, max: mostPxPerSecond, noNaN: true });

it('says the same on the slider and as a width', () => {
  fc.assert(
    fc.property(scale, (pxPerSecond) => {
      expect(scaleOfSlider(sliderOfScale(pxPerSecond))).toBeCloseTo(pxPerSecond, 6);
    }),
  );
  expect([sliderOfScale(leastPxPerSecond), sliderOfScale(mostPxPerSecond)]).toEqual([0, 100]);
});

it('stays within its limits, and a turn back undoes a turn', () => {
  fc.assert(
    fc.property(scale, fc.integer({ min: -500, max: 500 }), (pxPerSecond, deltaPx) => {
      const turned = scaleAfterWheel(pxPerSecond, deltaPx);
      expect(turned).toBeGreaterThanOrEqual(leastPxPerSecond);
      expect(turned).toBeLessThanOrEqual(mostPxPerSecond);
      const isInside = turned > leastPxPerSecond && turned < mostPxPerSecond;
      if (isInside) expect(scaleAfterWheel(turned, -deltaPx)).toBeCloseTo(pxPerSecond, 6);
    }),
  );
  expect(steppedScale(mostPxPerSecond, 1)).toBe(mostPxPerSecond);
  expect(steppedScale(steppedScale(40, 1), -1)).toBeCloseTo(40, 6);
});
