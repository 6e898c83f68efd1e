/** Money in whole micro-units: 1,000,000 is one US dollar. Sums are exact; people see cents. */
import type { Branded } from '#shared/util/branded.ts';

/** Whole millionths of a US dollar, the only currency that the providers' prices are given in. */
export type Micros = Branded<number, 'Micros'>;

/** Micro-units in one dollar. */
export const microsPerDollar = 1_000_000;

/** Nothing. */
export const noMoney = 0 as Micros;

/** To the nearest micro-unit. */
export function microsFromDollars(dollars: number): Micros {
  return Math.round(dollars * microsPerDollar) as Micros;
}

/** The sum; exact as long as it stays below nine thousand million dollars. */
export function addMicros(amounts: Iterable<Micros>): Micros {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum as Micros;
}

/** For arithmetic with people and files only. */
export function dollarsFromMicros(amount: Micros): number {
  return amount / microsPerDollar;
}

/** Most dollars that a person sets as a limit. */
export const mostDollars = 1_000_000;

/** What a person typed as an amount in dollars; null for an empty field, undefined for what is no amount. */
export function readDollars(typed: number | string): Micros | null | undefined {
  if (typeof typed === 'string' && typed.trim() === '') return null;
  const dollars = Number(typed);
  return Number.isFinite(dollars) && dollars >= 0 && dollars <= mostDollars ? microsFromDollars(dollars) : undefined;
}
