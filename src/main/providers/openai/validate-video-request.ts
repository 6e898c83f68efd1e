/** What is wrong with a request before anything is sent. */
import type { DurationRule } from '#shared/domain/model.ts';
import type { VideoRequest } from '../video-provider.ts';

type Problem = { field: string; problem: string };

export function validateVideoRequest({ model, settings, promptAsSent, inputs }: VideoRequest): Problem[] {
  const { video } = model;
  if (!video) return [{ field: 'modelId', problem: 'not a model that makes clips' }];
  const problems: Problem[] = [];
  if (promptAsSent.trim() === '') problems.push({ field: 'prompt', problem: 'must not be empty' });
  if (video.maxPromptCharacters !== null && promptAsSent.length > video.maxPromptCharacters) {
    problems.push({ field: 'prompt', problem: `at most ${video.maxPromptCharacters} characters` });
  }
  if (!isAllowed(video.duration, settings.durationSeconds)) {
    problems.push({ field: 'duration', problem: `${settings.durationSeconds} s is not offered` });
  }
  if (!settings.frameSize) problems.push({ field: 'size', problem: 'must be given in pixels' });
  const count = inputs.filter(({ role }) => role === 'first-frame').length;
  const { min, max } = video.inputs['first-frame'] ?? { min: 0, max: 0 };
  if (count < min || count > max) problems.push({ field: 'first-frame', problem: `takes ${min} to ${max}` });
  if (inputs.length > count) problems.push({ field: 'inputs', problem: 'takes a first frame and nothing else' });
  return problems;
}

function isAllowed(rule: DurationRule, seconds: number): boolean {
  switch (rule.kind) {
    case 'listed':
      return rule.seconds.includes(seconds);
    case 'range':
      return seconds >= rule.minSeconds && seconds <= rule.maxSeconds;
    case 'frames':
      return seconds > 0;
  }
}
