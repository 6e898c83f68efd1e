/** Which files of a shot a model takes. */
import type { Adjustment, RequestInput } from './generation.ts';
import type { InputRole, VideoCapability } from './model.ts';

/**
 * Files that the model takes, in their order. Where two roles cannot go together the earlier one stays, but for a role
 * that the model cannot do without, which always does.
 *
 * @param adjustments gets what was left out, and what is missing.
 */
export function fitInputs(
  wished: readonly RequestInput[],
  capability: Pick<VideoCapability, 'inputs' | 'exclusive'>,
  adjustments: Adjustment[],
): RequestInput[] {
  const roles = compatibleRoles(wished, capability);
  const counts = new Map<InputRole, number>();
  const fitted = wished.filter(({ role }) => {
    const count = counts.get(role) ?? 0;
    if (!roles.has(role) || count >= (capability.inputs[role]?.max ?? 0)) return false;
    counts.set(role, count + 1);
    return true;
  });
  adjustments.push(...droppedInputs(wished, counts), ...missingInputs(capability, counts));
  return fitted;
}

/** Roles that the model takes and that go together. */
function compatibleRoles(
  wished: readonly RequestInput[],
  { inputs, exclusive }: Pick<VideoCapability, 'inputs' | 'exclusive'>,
): Set<InputRole> {
  const taken = [...new Set(wished.map(({ role }) => role))].filter((role) => (inputs[role]?.max ?? 0) > 0);
  const isRequired = (role: InputRole) => (inputs[role]?.min ?? 0) > 0;
  const chosen = new Set<InputRole>();
  for (const role of [...taken.filter(isRequired), ...taken]) {
    const isExcluded = exclusive.some(
      ([a, b]) => a !== b && ((a === role && chosen.has(b)) || (b === role && chosen.has(a))),
    );
    if (!isExcluded) chosen.add(role);
  }
  return chosen;
}

/** One adjustment a role of which not everything goes along. */
function droppedInputs(wished: readonly RequestInput[], kept: ReadonlyMap<InputRole, number>): Adjustment[] {
  return [...new Set(wished.map(({ role }) => role))].flatMap((role): Adjustment[] => {
    const asked = wished.filter((input) => input.role === role).length;
    const count = kept.get(role) ?? 0;
    if (count === asked) return [];
    // A single file is named well enough by its role.
    const from = asked === 1 ? '' : String(asked);
    return [{ field: role, kind: count === 0 ? 'left-out' : 'changed', from, to: count === 0 ? '' : String(count) }];
  });
}

function missingInputs(
  { inputs }: Pick<VideoCapability, 'inputs'>,
  kept: ReadonlyMap<InputRole, number>,
): Adjustment[] {
  const roles = Object.keys(inputs) as InputRole[];
  return roles.flatMap((role): Adjustment[] => {
    const min = inputs[role]?.min ?? 0;
    const count = kept.get(role) ?? 0;
    return count < min ? [{ field: role, kind: 'missing', from: String(count), to: String(min) }] : [];
  });
}
