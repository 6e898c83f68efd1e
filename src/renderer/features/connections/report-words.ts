/** Which words a finding of a test is told with, and the values in them. */
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { ConnectionKind, ConnectionReport, ReportKey } from '#shared/domain/connection.ts';
import { microsFromDollars } from '#shared/domain/money.ts';

type Finding = ConnectionReport['findings'][number];

/** Below `connections` in the catalogue. */
export type FindingKey = `report.${ReportKey}` | 'workflowMissing' | 'workflowUnreadable';

export function findingKey({ key, params }: Finding, kind: ConnectionKind): FindingKey {
  // A ComfyUI server makes what its workflows make.
  if (key === 'videoNotOffered' && kind === 'comfyui') return 'workflowMissing';
  if (key === 'workflowInvalid' && !params['missing']) return 'workflowUnreadable';
  return `report.${key}`;
}

/** Credit that is left: dollars as `amount`, or the provider's own credits as `credits`; null when it does not tell. */
export function creditOf(params: Finding['params'], language: string): { money: string } | { credits: number } | null {
  const { amount, credits } = params;
  if (typeof amount === 'number') return { money: formatMoney(microsFromDollars(amount), language) };
  return typeof credits === 'number' ? { credits } : null;
}

/** What a workflow lacks: classes of nodes, and values that are filled in nowhere. */
export function missingParts(params: Finding['params']): string[] {
  return String(params['missing'] ?? '')
    .split(', ')
    .filter(Boolean);
}
