/** What is wrong with a request to Runway, as far as can be said without asking. */
import type { DurationRule, InputRole, VideoCapability } from '#shared/domain/model.ts';
import type { MediaInput, VideoRequest } from '../video-provider.ts';
import { findRunwayModel } from './runway-models.ts';
import { anySize } from './runway-sizes.ts';

export type Problem = { field: string; problem: string };

/** Empty when nothing is wrong. */
export function checkRunwayRequest(request: VideoRequest): Problem[] {
  const { video } = request.model;
  const known = findRunwayModel(request.modelId);
  if (!video || known?.sizeFields === null) return [{ field: 'modelId', problem: 'this model has ended' }];
  return [
    ...checkDuration(request.settings.durationSeconds, video.duration),
    ...checkSize(request),
    ...checkPrompt(request.promptAsSent, video),
    ...checkInputs(request.inputs, video),
  ];
}

function checkDuration(seconds: number, rule: DurationRule): Problem[] {
  if (isPossible(seconds, rule)) return [];
  return [{ field: 'duration', problem: `${seconds} s is none of the lengths that this model makes` }];
}

function isPossible(seconds: number, rule: DurationRule): boolean {
  switch (rule.kind) {
    case 'listed':
      return rule.seconds.includes(seconds);
    case 'range':
      return seconds >= rule.minSeconds && seconds <= rule.maxSeconds && Number.isInteger(seconds);
    case 'frames':
      return seconds > 0;
  }
}

function checkSize(request: VideoRequest): Problem[] {
  const sizeFields = findRunwayModel(request.modelId)?.sizeFields ?? anySize;
  if (sizeFields(request.settings, { hasFirstFrame: hasFirstFrame(request) })) return [];
  const { resolution, aspectRatio } = request.settings;
  const way = hasFirstFrame(request) ? 'with' : 'without';
  return [{ field: 'size', problem: `${resolution} ${aspectRatio} is not possible ${way} a first frame` }];
}

export function hasFirstFrame({ inputs }: Pick<VideoRequest, 'inputs'>): boolean {
  return inputs.some(({ role }) => role === 'first-frame');
}

function checkPrompt(prompt: string, { isPromptOptional, maxPromptCharacters }: VideoCapability): Problem[] {
  if (prompt.trim() === '' && !isPromptOptional) return [{ field: 'prompt', problem: 'this model needs a prompt' }];
  // The API counts UTF-16 units, as `length` does.
  if (maxPromptCharacters === null || prompt.length <= maxPromptCharacters) return [];
  return [{ field: 'prompt', problem: `longer than ${maxPromptCharacters} characters` }];
}

function checkInputs(inputs: MediaInput[], { inputs: rules, exclusive }: VideoCapability): Problem[] {
  const count = (role: InputRole) => inputs.filter((input) => input.role === role).length;
  const roles: InputRole[] = ['first-frame', 'last-frame', 'reference', 'voice'];
  const problems = roles.flatMap((role) => {
    const { min, max } = rules[role] ?? { min: 0, max: 0 };
    if (count(role) >= min && count(role) <= max) return [];
    return [{ field: role, problem: `takes ${min} to ${max}, was given ${count(role)}` }];
  });
  for (const [one, other] of exclusive) {
    if (count(one) > 0 && count(other) > 0) problems.push({ field: other, problem: `cannot go together with ${one}` });
  }
  // "This model does not support generating with only a last frame" (image to video).
  if (count('last-frame') > 0 && count('first-frame') === 0) {
    problems.push({ field: 'last-frame', problem: 'needs a first frame too' });
  }
  return problems;
}
