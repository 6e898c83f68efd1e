/** Looks at a prompt and its pictures with `POST /moderations` before they go to a service that charges for refusals. */
import type { AssetId } from '#shared/domain/ids.ts';
import type { OutgoingMedia } from '#main/net/provider-http.ts';
import type { ModerationEngine, ModerationFinding } from '../provider.ts';
import { askOpenAi } from './openai-client.ts';
import type { OpenAiContext } from './openai-context.ts';
import { type Failure, notSent, unreadable } from './openai-errors.ts';
import { dataUrl } from './openai-video-request.ts';
import { listOf, objectOf } from './read-json.ts';

/** The one model that looks at pictures too. */
export const moderationModelId = 'omni-moderation-latest';

/** Long side of what is shown: enough to tell what is in a picture. */
const maxSidePx = 1024;

type Input = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } };
type Checked = { kind: 'checked'; categories: string[] } | Failure;

export function createOpenAiModeration(context: OpenAiContext): ModerationEngine {
  return {
    async check({ prompt, imageAssetIds }, { signal }) {
      const findings: ModerationFinding[] = [];
      const inputs: Array<ModerationFinding['input']> = [
        ...(prompt === '' ? [] : ['prompt' as const]),
        ...imageAssetIds,
      ];
      // One by one: the answer names its categories for a whole call, and one call takes one picture.
      for (const input of inputs) {
        const checked =
          input === 'prompt'
            ? await checkInput(context, { type: 'text', text: prompt }, [], signal)
            : await checkImage(context, input, signal);
        if (checked.kind !== 'checked') return checked;
        if (checked.categories.length > 0) findings.push({ input, categories: checked.categories });
      }
      return { kind: 'finished', result: findings };
    },
  };
}

async function checkImage(context: OpenAiContext, assetId: AssetId, signal?: AbortSignal): Promise<Checked> {
  let image: OutgoingMedia;
  try {
    image = await context.http.media(assetId, { signal, maxSidePx });
  } catch (thrown) {
    return notSent(thrown, signal);
  }
  return checkInput(context, { type: 'image_url', image_url: { url: dataUrl(image) } }, [image], signal);
}

async function checkInput(
  context: OpenAiContext,
  input: Input,
  media: OutgoingMedia[],
  signal?: AbortSignal,
): Promise<Checked> {
  const asked = await askOpenAi(context, { purpose: 'moderation', media, signal }, (client, options) =>
    client.moderations.create({ model: moderationModelId, input: [input] }, options),
  );
  return asked.kind === 'answered' ? readModeration(asked.value) : asked;
}

function readModeration(value: unknown): Checked {
  const results = listOf(objectOf(value)?.results).map(objectOf);
  if (results.length === 0) return unreadable(200);
  return {
    kind: 'checked',
    categories: results.flatMap((result) => (result?.flagged === true ? namesOf(result) : [])),
  };
}

/** A flag without a category is an objection all the same. */
function namesOf({ categories }: Record<string, unknown>): string[] {
  const names = Object.entries(objectOf(categories) ?? {}).flatMap(([name, isFound]) =>
    isFound === true ? [name] : [],
  );
  return names.length > 0 ? names : ['other'];
}
