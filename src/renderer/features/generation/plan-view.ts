/** What a plan says to a person: its price, its problems in groups, and whether it must be looked at before it runs. */
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { ConnectionId, ShotId } from '#shared/domain/ids.ts';
import { addMicros, type Micros, noMoney } from '#shared/domain/money.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** An amount as far as it is known. */
export type PriceView =
  | { kind: 'free' }
  | { kind: 'known'; amount: Micros }
  /** Some of it has no known price. */
  | { kind: 'at-least'; amount: Micros }
  | { kind: 'unknown' };

export function priceView({ total, unknownCount }: { total: Micros; unknownCount: number }): PriceView {
  if (unknownCount === 0) return total === 0 ? { kind: 'free' } : { kind: 'known', amount: total };
  return total === 0 ? { kind: 'unknown' } : { kind: 'at-least', amount: total };
}

/** Of one estimate; null is a price that nobody knows. */
export function estimateView(estimate: Micros | null): PriceView {
  return priceView({ total: estimate ?? noMoney, unknownCount: estimate === null ? 1 : 0 });
}

/** Of some shots of a plan, all takes of them. */
export function priceOfTakes(takes: GenerationPlan['takes'], takesPerShot: number): PriceView {
  const known = takes.flatMap(({ estimate }) => estimate ?? []);
  return priceView({
    total: (addMicros(known) * takesPerShot) as Micros,
    unknownCount: takes.length - known.length,
  });
}

/** Takes that leave this machine: all but those of the built-in engine. */
export function takesThatLeave(
  { takes }: Pick<GenerationPlan, 'takes'>,
  builtInId: ConnectionId,
): GenerationPlan['takes'] {
  return takes.filter(({ connectionId }) => connectionId !== builtInId);
}

/** Whether a person should see a plan before it runs. Free takes that are made as they were asked for just run. */
export function needsLook(plan: GenerationPlan): boolean {
  return (
    plan.total > 0 ||
    plan.unknownCount > 0 ||
    plan.takesPerShot > 1 ||
    plan.problems.length > 0 ||
    plan.overBudget.length > 0 ||
    plan.retiring.length > 0 ||
    plan.takes.some(({ adjustments }) => adjustments.length > 0)
  );
}

/** Shots that cannot be generated for the same reason. */
export type ProblemGroup = { error: AppErrorData; shots: Array<{ shotId: ShotId; shotNumber: string }> };

/** In the order in which the reasons first come. */
export function groupProblems(problems: GenerationPlan['problems']): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { shotId, shotNumber, error } of problems) {
    const key = JSON.stringify([error.code, error.params]);
    const group = groups.get(key);
    if (group) group.shots.push({ shotId, shotNumber });
    else groups.set(key, { error, shots: [{ shotId, shotNumber }] });
  }
  return [...groups.values()];
}

/** What keeps a plan from running now. */
export type Obstacle = 'nothing' | 'problems' | 'over-budget';

/** @param isSkipping whether the person said that shots with problems are left out. */
export function obstacleOf(plan: GenerationPlan, isSkipping: boolean): Obstacle | null {
  if (plan.problems.length > 0 && !isSkipping) return 'problems';
  if (plan.takes.length === 0) return 'nothing';
  return plan.overBudget.length > 0 ? 'over-budget' : null;
}

/** Some names of many, and how many are left over. */
export function firstOf(names: readonly string[], most: number): { shown: string[]; moreCount: number } {
  const isAll = names.length <= most + 1;
  return { shown: names.slice(0, isAll ? names.length : most), moreCount: isAll ? 0 : names.length - most };
}
