/** Pictures, from words or from other pictures (Gemini API, image generation). */
import type { OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import { fitAspectRatio } from '#shared/domain/fit-size.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ImageEngine, ImageRequest } from '../provider.ts';
import { contentRequest, generateContent, withoutResult } from './gemini-content.ts';
import type { GeminiContext } from './gemini-context.ts';
import { notSent } from './gemini-errors.ts';
import { base64Of } from './gemini-json.ts';

/** Every size is one of about so many pixels, whatever its shape: `1K` is 1376×768 at 16:9. */
const pixelsOf: Record<string, number> = { '1K': 1024 ** 2, '2K': 2048 ** 2, '4K': 4096 ** 2 };
/** Pixels that a picture to start from may have on its longer side. */
const maxSidePx = 2048;

export function createGeminiImageEngine(context: GeminiContext): ImageEngine {
  async function toRequest(request: ImageRequest, signal?: AbortSignal): Promise<OutgoingRequest> {
    const media: OutgoingMedia[] = [];
    for (const assetId of request.inputAssetIds) media.push(await context.http.media(assetId, { signal, maxSidePx }));
    return imageRequest(request, media);
  }

  return {
    preview: async (request) => [await toRequest(request)],
    async generate(request, { signal }) {
      signal?.throwIfAborted();
      let outgoing: OutgoingRequest;
      try {
        outgoing = await toRequest(request, signal);
      } catch (thrown) {
        return notSent(thrown, signal);
      }
      const outcome = await generateContent(context, outgoing, signal);
      if (outcome.kind !== 'answered') return outcome;
      const { files, finishReason, facts } = outcome.content;
      const pictures = files.filter(({ mime }) => mime.startsWith('image/'));
      if (pictures.length === 0) return withoutResult(finishReason);
      const result = pictures.map(({ mime, base64 }) => ({
        mime,
        bytes: new Uint8Array(Buffer.from(base64, 'base64')),
      }));
      return { kind: 'finished', result, facts };
    },
  };
}

function imageRequest({ model, prompt, frameSize, settings }: ImageRequest, media: OutgoingMedia[]): OutgoingRequest {
  const size = model.image?.size;
  const resolutions = size?.kind === 'tiers' ? size.resolutions : [];
  const aspectRatios = size?.kind === 'tiers' ? size.aspectRatios : [];
  const chosen = settings.imageSize;
  const isChosen = typeof chosen === 'string' && resolutions.includes(chosen);
  const imageSize = isChosen ? chosen : smallestThatCovers(frameSize, resolutions);
  const aspectRatio = fitAspectRatio(frameSize, aspectRatios);
  return contentRequest({
    purpose: 'image',
    modelId: model.modelId,
    parts: [
      ...media.map(({ mime, bytes }) => ({ inlineData: { mimeType: mime, data: base64Of(bytes) } })),
      { text: prompt },
    ],
    generationConfig: {
      responseModalities: ['IMAGE'],
      imageConfig: {
        ...(aspectRatio !== null && { aspectRatio }),
        // A model of one size takes no name for it.
        ...(imageSize !== null && resolutions.length > 1 && { imageSize }),
      },
    },
    media,
  });
}

/** @param resolutions ascending */
function smallestThatCovers({ widthPx, heightPx }: FrameSize, resolutions: readonly string[]): string | null {
  const covering = resolutions.find((resolution) => (pixelsOf[resolution] ?? 0) >= widthPx * heightPx);
  return covering ?? resolutions.at(-1) ?? null;
}
