/** What is wrong with a request for a clip, as the model's own record says: for adapters that follow that record. */
import type { DurationRule, InputRole, VideoCapability } from '#shared/domain/model.ts';
import type { MediaInput, VideoRequest } from './video-provider.ts';

/** A field of the request, and what a developer should know about it. */
export type RequestProblem = { field: string; problem: string };

/** Empty when nothing is wrong. */
export function problemsOf({ model, promptAsSent, settings, inputs }: VideoRequest): RequestProblem[] {
  const { video } = model;
  if (!video) return [{ field: 'modelId', problem: 'makes no clips' }];
  const problems: RequestProblem[] = [];
  if (promptAsSent.trim() === '' && !video.isPromptOptional) problems.push({ field: 'prompt', problem: 'empty' });
  if (!isPossible(video.duration, settings.durationSeconds)) {
    problems.push({ field: 'duration', problem: `not a length of this model: ${settings.durationSeconds} s` });
  }
  return [...problems, ...inputProblems(video, inputs)];
}

function isPossible(rule: DurationRule, seconds: number): boolean {
  switch (rule.kind) {
    case 'listed':
      return rule.seconds.includes(seconds);
    case 'range':
      return seconds >= rule.minSeconds && seconds <= rule.maxSeconds;
    case 'frames':
      return seconds > 0;
  }
}

function inputProblems(
  { inputs: limits, exclusive }: VideoCapability,
  inputs: readonly MediaInput[],
): RequestProblem[] {
  const problems: RequestProblem[] = [];
  const countOf = (role: InputRole) => inputs.filter((input) => input.role === role).length;
  const roles: InputRole[] = ['first-frame', 'last-frame', 'reference', 'voice'];
  for (const role of roles) {
    const { min, max } = limits[role] ?? { min: 0, max: 0 };
    const count = countOf(role);
    if (count < min || count > max) problems.push({ field: role, problem: `${count}, expected ${min} to ${max}` });
  }
  for (const [one, other] of exclusive) {
    if (countOf(one) > 0 && countOf(other) > 0) problems.push({ field: one, problem: `not together with ${other}` });
  }
  return problems;
}
