/** How wide a second can be in the strip view, and how sliders and wheels change it. Pure. */

/** A film of hours fits on some pages. */
export const leastPxPerSecond = 4;
/** Single frames can be told apart. */
export const mostPxPerSecond = 400;

const stepFactor = 1.25;

export function clampScale(pxPerSecond: number): number {
  return Math.min(mostPxPerSecond, Math.max(leastPxPerSecond, pxPerSecond));
}

/** One step larger or smaller. */
export function steppedScale(pxPerSecond: number, step: 1 | -1): number {
  return clampScale(pxPerSecond * stepFactor ** step);
}

/** Where a scale stands on a slider from 0 to 100, each step of which makes it as much larger as the last. */
export function sliderOfScale(pxPerSecond: number): number {
  return (Math.log(pxPerSecond / leastPxPerSecond) / Math.log(mostPxPerSecond / leastPxPerSecond)) * 100;
}

export function scaleOfSlider(value: number): number {
  return clampScale(leastPxPerSecond * (mostPxPerSecond / leastPxPerSecond) ** (value / 100));
}

/** The scale after a wheel has turned by so many pixels; towards a person is smaller. */
export function scaleAfterWheel(pxPerSecond: number, deltaPx: number): number {
  return clampScale(pxPerSecond * Math.exp(-Math.max(-200, Math.min(200, deltaPx)) / 400));
}
