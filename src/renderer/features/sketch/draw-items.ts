/** Draws strokes, pictures and groups onto a canvas of the size of the drawing. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { SketchItem, SketchLayer, SketchStroke } from '#shared/domain/sketch.ts';
import { brushLooks } from './brushes.ts';
import { strokePath } from './stroke-shape.ts';

export type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The pictures that a drawing shows, ready to be drawn. */
export type Pictures = ReadonlyMap<AssetId, HTMLImageElement>;

export function createLayerCanvas({ widthPx, heightPx }: FrameSize): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  return context;
}

/** @param path of the stroke as far as it is drawn; without, that of the whole one */
export function drawStroke(context: Canvas2d, stroke: SketchStroke, path: Path2D = strokePath(stroke)): void {
  context.save();
  context.globalCompositeOperation = stroke.brush === 'eraser' ? 'destination-out' : 'source-over';
  context.globalAlpha = brushLooks[stroke.brush].alpha;
  context.fillStyle = stroke.colour;
  context.fill(path);
  context.restore();
}

export function drawItems(context: Canvas2d, items: readonly SketchItem[], pictures: Pictures): void {
  for (const item of items) {
    if (item.kind === 'stroke') drawStroke(context, item);
    else if (item.kind === 'picture') drawPicture(context, pictures.get(item.assetId));
    else drawFaded(context, item, pictures);
  }
}

function drawFaded(context: Canvas2d, { items, opacity }: Pick<SketchLayer, 'items' | 'opacity'>, pictures: Pictures) {
  const { width: widthPx, height: heightPx } = context.canvas;
  const group = createLayerCanvas({ widthPx, heightPx });
  drawItems(group, items, pictures);
  drawCanvas(context, group.canvas, opacity);
}

/** @param opacity 0 to 100 */
export function drawCanvas(context: Canvas2d, canvas: OffscreenCanvas, opacity: number): void {
  context.save();
  context.globalAlpha = opacity / 100;
  context.drawImage(canvas, 0, 0);
  context.restore();
}

/** As large as fits, in the middle. */
function drawPicture(context: Canvas2d, picture: HTMLImageElement | undefined): void {
  if (!picture) return;
  const { width, height } = context.canvas;
  const scale = Math.min(width / picture.naturalWidth, height / picture.naturalHeight);
  const [wide, high] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
}
