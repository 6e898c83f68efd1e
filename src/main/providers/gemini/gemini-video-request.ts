/**
 * What is sent to have Gemini Omni make a clip (Google, Gemini Omni guide, 2026-09-18). Pure.
 *
 * The API has no field for what a picture is for: the prompt says it with tags, in the order of the pictures. There is
 * no seed, negative prompt or switch for sound.
 */
import type { OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { problemsOf, type RequestProblem } from '../request-problems.ts';
import type { VideoRequest } from '../video-provider.ts';
import { base64Of } from './gemini-json.ts';

/** A picture as it goes along, in the order in which the tags count. */
export type OmniInput = { role: InputRole; media: OutgoingMedia };

/** Roles that Omni knows, in the order in which their pictures are sent. */
export const omniRoles: readonly InputRole[] = ['first-frame', 'last-frame', 'reference'];

/** The one create request. @param inputs sorted as `omniRoles` */
export function omniCreateRequest(request: VideoRequest, inputs: readonly OmniInput[]): OutgoingRequest {
  const { durationSeconds, resolution, aspectRatio } = request.settings;
  const roles = inputs.map(({ role }) => role);
  const text = { type: 'text', text: promptWithRoles(request.promptAsSent, roles) };
  const images = inputs.map(({ media }) => ({ type: 'image', mime_type: media.mime, data: base64Of(media.bytes) }));
  const task = taskOf(roles);
  return {
    purpose: 'create',
    method: 'POST',
    url: '/v1beta/interactions',
    body: {
      kind: 'json',
      value: {
        model: request.modelId,
        input: [...images, text],
        response_format: {
          type: 'video',
          // The unit is demanded: without it the API answers 400 (googleapis/js-genai #1842).
          duration: `${durationSeconds}s`,
          ...(aspectRatio !== null && { aspect_ratio: aspectRatio }),
          ...(resolution !== null && { resolution }),
          delivery: 'uri',
        },
        ...(task !== null && { generation_config: { video_config: { task } } }),
        // Without these the answer comes with the finished clip only, and its id is lost with the connection.
        background: true,
        store: true,
      },
      media: inputs.map(({ media }) => media),
    },
    auth: 'key',
  };
}

/**
 * The prompt between a declaration of what each picture is for and the sentences that the guide asks for with it. A
 * prompt that declares its pictures itself stays as it is.
 */
export function promptWithRoles(prompt: string, roles: readonly InputRole[]): string {
  if (roles.length === 0 || prompt.trimStart().startsWith('[#')) return prompt;
  const numbered = roles.map((role, index) => ({ role, image: `Image${index + 1}` }));
  const imageOf = (role: InputRole) => numbered.find((each) => each.role === role)?.image;
  const [first, last] = [imageOf('first-frame'), imageOf('last-frame')];
  const references = numbered.filter(({ role }) => role === 'reference').map(({ image }) => image);
  const sources = [first && `<FIRST_FRAME>@${first}`, last && `<LAST_FRAME>@${last}`].filter(Boolean);
  const declarations = [
    sources.length > 0 && `[# Sources ${sources.join(' ')}]`,
    references.length > 0 &&
      `[# References ${references.map((image, index) => `<IMAGE_REF_${index}>@${image}`).join(' ')}]`,
  ];
  const sentences = [
    first && `Use ${first} as the starting frame.`,
    last && `Use ${last} as the last frame.`,
    references.length > 0 && `Use ${references.join(', ')} as references for the video generation.`,
    references.length > 0 && !first && 'The images should not be used as literal initial frames.',
  ];
  return [...declarations, prompt.trim(), ...sentences].filter(Boolean).join(' ');
}

/** Null where the API infers it from the tags: it has no word for a mixture. */
function taskOf(roles: readonly InputRole[]): string | null {
  const kinds = new Set(roles);
  if (kinds.size === 0) return 'text_to_video';
  if (kinds.size > 1) return null;
  if (kinds.has('first-frame')) return 'image_to_video';
  return kinds.has('reference') ? 'reference_to_video' : null;
}

/** What is wrong with a request, by what its model can do. */
export function validateOmni(request: VideoRequest): RequestProblem[] {
  if (request.model.modelId !== request.modelId) return [{ field: 'modelId', problem: 'not what the model is' }];
  const problems = problemsOf(request);
  const hasRole = (role: InputRole) => request.inputs.some((input) => input.role === role);
  if (hasRole('last-frame') && !hasRole('first-frame')) {
    problems.push({ field: 'last-frame', problem: 'needs a first frame' });
  }
  const isOutsideRules = rulesFor(request).some((seconds) => !seconds.includes(request.settings.durationSeconds));
  if (isOutsideRules && !problems.some(({ field }) => field === 'duration')) {
    problems.push({ field: 'duration', problem: 'not with these settings and pictures' });
  }
  return [...problems, ...tierProblems(request)];
}

/** Seconds that each rule leaves that applies here. */
function rulesFor({ model, settings, inputs }: VideoRequest): number[][] {
  const hasRole = (role: InputRole) => inputs.some((input) => input.role === role);
  const facts = {
    resolution: settings.resolution,
    hasReferences: hasRole('reference'),
    hasLastFrame: hasRole('last-frame'),
  };
  return (model.video?.rules ?? [])
    .filter(({ when }) => Object.entries(when).every(([key, value]) => facts[key as keyof typeof facts] === value))
    .map(({ then }) => then.durationSeconds);
}

function tierProblems({ model, settings }: VideoRequest): RequestProblem[] {
  const size = model.video?.size;
  if (size?.kind !== 'tiers') return [];
  const problems: RequestProblem[] = [];
  if (settings.resolution !== null && !size.resolutions.includes(settings.resolution)) {
    problems.push({ field: 'resolution', problem: `must be one of ${size.resolutions.join(', ')}` });
  }
  if (settings.aspectRatio !== null && !size.aspectRatios.includes(settings.aspectRatio)) {
    problems.push({ field: 'aspect-ratio', problem: `must be one of ${size.aspectRatios.join(', ')}` });
  }
  return problems;
}
