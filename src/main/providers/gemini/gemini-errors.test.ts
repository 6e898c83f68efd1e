import { describe, expect, it } from 'vitest';
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import { outcomeOfError, readGeminiError, troubleOfError } from './gemini-errors.ts';

const clock = { nowMs: () => 1_700_000_000_000 };

function answerOf(status: number, body: unknown, headers: Record<string, string> = {}): ProviderAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers: new Headers(headers),
    mime: 'application/json',
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: () => (typeof body === 'string' ? undefined : body),
  };
}

function failureOf(code: number, status: string, { message = 'No.', details = [] as unknown[] } = {}): ProviderAnswer {
  return answerOf(code, { error: { code, message, status, details } });
}

const errorInfo = (reason: string) => ({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason });
const retryInfo = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
const quotaFailure = (violation: object) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [violation],
});

describe('outcomeOfError', () => {
  it.each([
    [failureOf(400, 'INVALID_ARGUMENT'), 'PROVIDER_REJECTED'],
    [failureOf(400, 'INVALID_ARGUMENT', { details: [errorInfo('API_KEY_INVALID')] }), 'PROVIDER_KEY_REJECTED'],
    [failureOf(400, 'FAILED_PRECONDITION', { message: 'User location is not supported.' }), 'PROVIDER_FORBIDDEN'],
    [failureOf(401, 'UNAUTHENTICATED'), 'PROVIDER_KEY_REJECTED'],
    [failureOf(403, 'PERMISSION_DENIED'), 'PROVIDER_FORBIDDEN'],
    [failureOf(403, 'PERMISSION_DENIED', { details: [errorInfo('BILLING_DISABLED')] }), 'PROVIDER_NO_CREDIT'],
    [failureOf(404, 'NOT_FOUND'), 'PROVIDER_MODEL_GONE'],
  ])('is certainly not started, case %#', (answer, code) => {
    expect(outcomeOfError(answer, clock)).toMatchObject({ kind: 'rejected', error: { code }, retryAfterMs: null });
  });

  it('waits as long as the details of a full quota say', () => {
    const details = [retryInfo('13.4s')];
    const outcome = outcomeOfError(failureOf(429, 'RESOURCE_EXHAUSTED', { details }), clock);
    expect(outcome).toMatchObject({
      kind: 'rejected',
      error: { code: 'PROVIDER_RATE_LIMITED', retry: 'later' },
      retryAfterMs: 13_400,
    });
  });

  it('goes by the header where there is one', () => {
    const body = { error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [retryInfo('13s')] } };
    expect(outcomeOfError(answerOf(429, body, { 'retry-after': '7' }), clock)).toMatchObject({ retryAfterMs: 7000 });
  });

  it('waits a while where nothing is said', () => {
    const outcome = outcomeOfError(failureOf(429, 'RESOURCE_EXHAUSTED'), clock);
    expect(outcome).toMatchObject({ kind: 'rejected', retryAfterMs: 15_000 });
  });

  it('waits for nothing when the free tier allows nothing at all', () => {
    const quotaId = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
    const outcomeFor = (violation: object) =>
      outcomeOfError(
        failureOf(429, 'RESOURCE_EXHAUSTED', { details: [quotaFailure(violation), retryInfo('9s')] }),
        clock,
      );
    expect(outcomeFor({ quotaId })).toMatchObject({ error: { code: 'PROVIDER_NO_CREDIT' }, retryAfterMs: null });
    expect(outcomeFor({ quotaId, quotaValue: '20' })).toMatchObject({ retryAfterMs: 9000 });
  });

  it.each([500, 502, 503, 504, 408, 409])('knows nothing after %i', (status) => {
    expect(outcomeOfError(failureOf(status, 'UNAVAILABLE'), clock)).toMatchObject({ kind: 'unknown' });
  });

  it('reads a page that is none of the API by its status', () => {
    const outcome = outcomeOfError(answerOf(403, '<title>Proxy</title>'), clock);
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'PROVIDER_FORBIDDEN' } });
  });

  it('says refused by a name or by the words of a filter', () => {
    const byName = failureOf(400, 'INVALID_ARGUMENT', { details: [errorInfo('PROHIBITED_CONTENT')] });
    const byWords = failureOf(400, 'INVALID_ARGUMENT', { message: 'Your prompt was blocked by safety filters.' });
    for (const answer of [byName, byWords]) expect(outcomeOfError(answer, clock).kind).toBe('refused');
    const setting = failureOf(400, 'INVALID_ARGUMENT', { message: 'Custom safety settings are not supported.' });
    expect(outcomeOfError(setting, clock).kind).toBe('rejected');
  });
});

describe('troubleOfError', () => {
  it('can be asked again once the key is good', () => {
    const answer = failureOf(400, 'INVALID_ARGUMENT', { details: [errorInfo('API_KEY_INVALID')] });
    expect(troubleOfError(answer)).toMatchObject({ code: 'PROVIDER_KEY_REJECTED', retry: 'later' });
  });

  it('hides keys that a message repeats', () => {
    const answer = failureOf(403, 'PERMISSION_DENIED', { message: 'Consumer AIzaSyA1234567890abcdefghijklmno is bad' });
    expect(JSON.stringify(troubleOfError(answer).params)).not.toContain('AIza');
  });
});

describe('readGeminiError', () => {
  it('reads the list that some front ends send', () => {
    const answer = answerOf(404, [{ error: { code: 404, status: 'NOT_FOUND', message: 'No.' } }]);
    expect(readGeminiError(answer)).toMatchObject({ status: 'NOT_FOUND', message: 'No.' });
  });
});
