import { describe, expect, it } from 'vitest';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { Adjustment } from '#shared/domain/generation.ts';
import { animaticConnectionId, type ConnectionId, type ShotId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { AppErrorData, ErrorCode } from '#shared/errors/app-error.ts';
import {
  estimateView,
  firstOf,
  groupProblems,
  needsLook,
  obstacleOf,
  priceOfTakes,
  takesThatLeave,
} from './plan-view.ts';

type PlannedTake = GenerationPlan['takes'][number];

function aTake(take: Partial<PlannedTake> = {}): PlannedTake {
  return { estimate: 0 as Micros, adjustments: [], connectionId: animaticConnectionId, ...take } as PlannedTake;
}

function aPlan(plan: Partial<GenerationPlan> = {}): GenerationPlan {
  return {
    takes: [aTake()],
    problems: [],
    takesPerShot: 1,
    total: 0 as Micros,
    unknownCount: 0,
    overBudget: [],
    retiring: [],
    ...plan,
  };
}

function anError(code: ErrorCode, params: AppErrorData['params'] = {}): AppErrorData {
  return { code, params, retry: 'after-user-action' };
}

function aProblem(shotNumber: string, error: AppErrorData): GenerationPlan['problems'][number] {
  return { shotId: `shot_${shotNumber}` as ShotId, shotNumber, title: '', error };
}

describe('prices', () => {
  it('are said as far as they are known', () => {
    expect(estimateView(0 as Micros)).toEqual({ kind: 'free' });
    expect(estimateView(null)).toEqual({ kind: 'unknown' });
    const takes = [aTake({ estimate: 400_000 as Micros }), aTake({ estimate: null })];
    expect(priceOfTakes(takes.slice(0, 1), 3)).toEqual({ kind: 'known', amount: 1_200_000 });
    expect(priceOfTakes(takes, 2)).toEqual({ kind: 'at-least', amount: 800_000 });
  });
});

describe('needsLook', () => {
  it('lets free takes run that are made as they were asked for', () => {
    expect(needsLook(aPlan())).toBe(false);
  });

  const adjustment: Adjustment = { field: 'seed', kind: 'left-out', from: '7', to: '' };
  it.each<Partial<GenerationPlan>>([
    { total: 1 as Micros },
    { unknownCount: 1 },
    { takesPerShot: 2 },
    { problems: [aProblem('1A', anError('KEY_MISSING'))] },
    { overBudget: [anError('BUDGET_JOB')] },
    { takes: [aTake({ adjustments: [adjustment] })] },
  ])('is true for %j', (plan) => {
    expect(needsLook(aPlan(plan))).toBe(true);
  });
});

describe('groupProblems', () => {
  it('says each reason once, with its shots', () => {
    const key = anError('KEY_MISSING', { connection: 'A' });
    const model = anError('MODEL_NOT_FOUND');
    const problems = [
      aProblem('1A', key),
      aProblem('1B', model),
      aProblem('2A', anError('KEY_MISSING', { connection: 'A' })),
    ];
    const groups = groupProblems(problems);
    expect(groups.map(({ error, shots }) => [error.code, shots.map(({ shotNumber }) => shotNumber)])).toEqual([
      ['KEY_MISSING', ['1A', '2A']],
      ['MODEL_NOT_FOUND', ['1B']],
    ]);
  });
});

describe('obstacleOf', () => {
  const problems = [aProblem('1A', anError('KEY_MISSING'))];
  it.each([
    [aPlan(), false, null],
    [aPlan({ problems }), false, 'problems'],
    [aPlan({ problems }), true, null],
    [aPlan({ problems, takes: [] }), true, 'nothing'],
    [aPlan({ overBudget: [anError('BUDGET_PROJECT')] }), false, 'over-budget'],
  ])('looks at %j', (plan, isSkipping, obstacle) => {
    expect(obstacleOf(plan, isSkipping)).toBe(obstacle);
  });
});

describe('takesThatLeave', () => {
  it('are all but those of the built-in engine', () => {
    const other = aTake({ connectionId: 'conn_0000000000000009' as ConnectionId });
    expect(takesThatLeave({ takes: [aTake(), other] }, animaticConnectionId)).toEqual([other]);
  });
});

describe('firstOf', () => {
  it('never leaves out just one', () => {
    expect(firstOf(['a', 'b', 'c'], 2)).toEqual({ shown: ['a', 'b', 'c'], moreCount: 0 });
    expect(firstOf(['a', 'b', 'c', 'd'], 2)).toEqual({ shown: ['a', 'b'], moreCount: 2 });
  });
});
