/** A stroke as a closed shape to fill. */
import { getStroke } from 'perfect-freehand';
import { pointNumbers, type SketchStroke } from '#shared/domain/sketch.ts';
import { brushLooks } from './brushes.ts';

/** Tenths of a pixel in a pixel, and steps of pressure. */
const tenths = 10;
const fullPressure = 255;

/**
 * Corners of the outline in pixels of the drawing.
 *
 * @param isDone false while it is still being drawn: its end then follows the pen more closely
 */
export function strokeOutline(stroke: SketchStroke, isDone = true): Array<[number, number]> {
  const { points, size, brush, hasPressure } = stroke;
  const input: Array<[number, number, number]> = [];
  for (let index = 0; index < points.length; index += pointNumbers) {
    input.push([
      (points[index] ?? 0) / tenths,
      (points[index + 1] ?? 0) / tenths,
      (points[index + 2] ?? 0) / fullPressure,
    ]);
  }
  const options = { ...brushLooks[brush].shape, size: size / tenths, simulatePressure: !hasPressure, last: isDone };
  return getStroke(input, options) as Array<[number, number]>;
}

/** Rounds the corners of an outline: each is the handle of a curve between the middles of its sides. */
export function outlinePath(outline: ReadonlyArray<readonly [number, number]>): Path2D {
  const path = new Path2D();
  const [first] = outline;
  const last = outline.at(-1);
  if (!first || !last) return path;
  path.moveTo((last[0] + first[0]) / 2, (last[1] + first[1]) / 2);
  outline.forEach(([x, y], index) => {
    const [nextX, nextY] = outline[index + 1] ?? first;
    path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  });
  path.closePath();
  return path;
}

const paths = new WeakMap<SketchStroke, Path2D>();

/** The shape of a finished stroke; made once. */
export function strokePath(stroke: SketchStroke): Path2D {
  const known = paths.get(stroke);
  if (known) return known;
  const path = outlinePath(strokeOutline(stroke));
  paths.set(stroke, path);
  return path;
}
