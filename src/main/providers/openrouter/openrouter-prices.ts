/**
 * Prices of OpenRouter's video models, from `pricing_skus`.
 *
 * The names of these units differ from model to model: `duration_seconds`, `duration_seconds_with_audio_4k`,
 * `text_to_video_duration_seconds_720p` and the documented `per-video-second-1080p` are US dollars a second of clip;
 * `cents_per_video_output_second_480p` and its like are cents. Units that do not follow from what is asked, such as
 * `video_tokens`, are no price that can be reckoned with before: such a model has none here, and its actual cost comes
 * with the result.
 */
import type { Price } from '#shared/domain/model.ts';
import { type Micros, microsFromDollars } from '#shared/domain/money.ts';

type Sku = { amount: Micros; resolution: string | null; hasSound: boolean | null };

// "duration_seconds", "text_to_video_duration_seconds_720p", "duration_seconds_without_audio_4k"
const dollarsPattern = /^(?:(?:text|image)_to_video_)?duration_seconds(?:_(with|without)_audio)?(?:_(\d+(?:p|k)))?$/i;
// "per-video-second", "per-video-second-1080p"
const documentedPattern = /^per-video-second(?:-(\d+(?:p|k)))?$/i;
// "cents_per_second_output_720p", "cents_per_video_output_second"
const centsPattern = /^cents_per_(?:second_output|video_output_second)(?:_(\d+(?:p|k)))?$/i;

/**
 * @param resolutions as the model names them; a price for any other is left out
 * @param hasSoundSwitch whether sound can be asked for; without, the price of silence counts
 */
export function pricesFromSkus(
  skus: Record<string, string>,
  { resolutions, hasSoundSwitch }: { resolutions: string[]; hasSoundSwitch: boolean },
): Price[] {
  const named = new Map(resolutions.map((resolution) => [resolution.toLowerCase(), resolution]));
  const prices = new Map<string, Price>();
  for (const [name, value] of Object.entries(skus)) {
    const sku = readSku(name, value);
    if (!sku || (!hasSoundSwitch && sku.hasSound === true)) continue;
    const resolution = sku.resolution === null ? null : named.get(sku.resolution);
    if (resolution === undefined) continue;
    const when = {
      ...(resolution !== null && { resolution }),
      ...(hasSoundSwitch && sku.hasSound !== null && { hasSound: sku.hasSound }),
    };
    const key = JSON.stringify(when);
    // From words and from a picture can cost differently, which a condition cannot tell: the dearer one is shown.
    if ((prices.get(key)?.amount ?? -1) >= sku.amount) continue;
    prices.set(key, { unit: 'second', amount: sku.amount, ...(Object.keys(when).length > 0 && { when }) });
  }
  return [...prices.values()].sort((a, b) => conditionCount(b) - conditionCount(a));
}

function readSku(name: string, value: string): Sku | null {
  const dollars = Number(value);
  if (value.trim() === '' || !Number.isFinite(dollars) || dollars < 0) return null;
  const bySound = dollarsPattern.exec(name);
  if (bySound) {
    const [, sound, resolution] = bySound;
    const hasSound = sound === undefined ? null : sound.toLowerCase() === 'with';
    return { amount: microsFromDollars(dollars), resolution: resolution?.toLowerCase() ?? null, hasSound };
  }
  const documented = documentedPattern.exec(name);
  const cents = centsPattern.exec(name);
  if (!documented && !cents) return null;
  const resolution = (documented ?? cents)?.[1]?.toLowerCase() ?? null;
  return { amount: microsFromDollars(cents ? dollars / 100 : dollars), resolution, hasSound: null };
}

/** The first price that fits counts, so those with more conditions stand first. */
function conditionCount({ when = {} }: Price): number {
  return Object.keys(when).length;
}
