/** The drawing as one picture: what is shown of it, on white paper. */
import type { SketchDocument } from '#shared/domain/sketch.ts';
import { createLayerCanvas, drawCanvas } from './draw-items.ts';
import type { LayerCache } from './layer-cache.ts';

/** @returns a PNG of the size of the drawing */
export async function flattenSketch({ frameSize, layers }: SketchDocument, cache: LayerCache): Promise<File> {
  const paper = createLayerCanvas(frameSize);
  paper.fillStyle = '#ffffff';
  paper.fillRect(0, 0, frameSize.widthPx, frameSize.heightPx);
  for (const layer of layers) if (layer.isVisible) drawCanvas(paper, cache.canvasOf(layer), layer.opacity);
  const blob = await paper.canvas.convertToBlob({ type: 'image/png' });
  return new File([blob], 'drawing.png', { type: 'image/png' });
}
