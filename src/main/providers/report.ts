/** What the test of a connection found when the other side did not answer well. */
import type { NoAnswerError } from '#main/net/provider-http.ts';
import type { ConnectionReport, ReportKey } from '#shared/domain/connection.ts';

export type ProbeReport = Omit<ConnectionReport, 'checkedAtMs'>;

/** A connection that cannot be used, for one reason. */
export function failingReport(key: ReportKey, params: Record<string, string | number> = {}): ProbeReport {
  return { kind: 'fails', findings: [{ key, params }], modelCount: 0 };
}

/** With how many of the models that were listed could not be read, if there are such. */
export function withUnreadable<Report extends Pick<ConnectionReport, 'kind' | 'findings'>>(
  report: Report,
  { unreadable, total }: { unreadable: number; total: number },
): Report {
  if (unreadable === 0 || report.kind === 'fails') return report;
  return { ...report, findings: [...report.findings, { key: 'modelsUnreadable', params: { unreadable, total } }] };
}

/** Of an answer whose status says no. */
export function reportOfStatus(status: number): ProbeReport {
  return failingReport(keyOfStatus(status), { status });
}

function keyOfStatus(status: number): ReportKey {
  switch (status) {
    case 401:
      return 'keyRejected';
    case 402:
      return 'noCredit';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'notFound';
    case 429:
      return 'rateLimited';
    default:
      return status >= 500 ? 'serverError' : 'notThisKind';
  }
}

/** Of a request that got no answer. */
export function reportOfNoAnswer({ error }: NoAnswerError): ProbeReport {
  switch (error.code) {
    case 'OFFLINE':
      return failingReport('offline');
    case 'KEY_MISSING':
      return failingReport('keyMissing');
    case 'KEYS_LOCKED':
      return failingReport('keysLocked');
    case 'PROVIDER_KEY_REJECTED':
      return failingReport('keyRejected');
    case 'NETWORK_TIMED_OUT':
      return failingReport('timedOut');
    case 'NETWORK_INSECURE':
      return failingReport('insecure');
    default:
      return failingReport('unreachable');
  }
}
