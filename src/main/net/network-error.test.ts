import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createProviderWorld } from '../../../tests/support/provider-world.ts';
import { toNoAnswer } from './network-error.ts';

const facts = { host: 'api.provider.example', hasLeft: true, signal: new AbortController().signal };

/** As `fetch` throws it. */
function fetchFailed(cause: object): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('what the system said'), cause) });
}

function outcomeOf(cause: object, more: Partial<typeof facts> = {}) {
  const { error, arrival } = toNoAnswer(fetchFailed(cause), { ...facts, ...more });
  return [error.code, arrival];
}

describe('toNoAnswer', () => {
  it.each([
    { code: 'ECONNREFUSED', syscall: 'connect' },
    { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
    { code: 'EAI_AGAIN', syscall: 'getaddrinfo' },
    { code: 'EHOSTUNREACH', syscall: 'connect' },
    { code: 'ENETUNREACH', syscall: 'connect' },
  ])('is certain that nothing was sent after $code', (cause) => {
    expect(outcomeOf(cause)).toEqual(['NETWORK_UNREACHABLE', 'not-sent']);
  });

  it('knows a time-out before from one after the connection', () => {
    expect(outcomeOf({ code: 'UND_ERR_CONNECT_TIMEOUT' })).toEqual(['NETWORK_TIMED_OUT', 'not-sent']);
    expect(outcomeOf({ code: 'ETIMEDOUT', syscall: 'connect' })).toEqual(['NETWORK_TIMED_OUT', 'not-sent']);
    expect(outcomeOf({ code: 'ETIMEDOUT', syscall: 'read' })).toEqual(['NETWORK_TIMED_OUT', 'maybe']);
    expect(outcomeOf({ code: 'UND_ERR_HEADERS_TIMEOUT' })).toEqual(['NETWORK_TIMED_OUT', 'maybe']);
    expect(outcomeOf({ code: 'UND_ERR_BODY_TIMEOUT' })).toEqual(['NETWORK_TIMED_OUT', 'maybe']);
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  ])('trusts no connection after %s', (code) => {
    expect(outcomeOf({ code })).toEqual(['NETWORK_INSECURE', 'not-sent']);
  });

  it.each([
    { code: 'ECONNRESET', syscall: 'read' },
    { code: 'ECONNRESET' },
    { code: 'EPIPE', syscall: 'write' },
    { code: 'EHOSTUNREACH', syscall: 'read' },
    { code: 'UND_ERR_SOCKET' },
    { code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' },
    { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' },
    { code: 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING' },
    { code: 'HPE_INVALID_CONSTANT' },
    {},
  ])('takes a request for perhaps arrived after $code $syscall', (cause) => {
    expect(outcomeOf(cause)).toEqual(['NETWORK_BROKEN', 'maybe']);
    expect(outcomeOf(cause, { hasLeft: false })).toEqual(['NETWORK_BROKEN', 'not-sent']);
  });

  it('looks at the addresses that were tried', () => {
    const errors = [Object.assign(new Error(), { code: 'ETIMEDOUT', syscall: 'connect' })];
    for (const code of [{}, { code: 'ETIMEDOUT' }]) {
      const cause = Object.assign(new AggregateError(errors), code);
      const { error, arrival } = toNoAnswer(new TypeError('fetch failed', { cause }), facts);
      expect([error.code, arrival]).toEqual(['NETWORK_TIMED_OUT', 'not-sent']);
    }
  });

  it('names the host, and keeps the cause for developers', () => {
    const thrown = fetchFailed({ code: 'ECONNREFUSED' });
    const { error } = toNoAnswer(thrown, facts);
    expect(error.toData()).toEqual({
      code: 'NETWORK_UNREACHABLE',
      params: { host: 'api.provider.example' },
      retry: 'later',
    });
    expect(error.cause).toBe(thrown);
  });

  it('says who called it off', () => {
    const called = (reason: unknown, hasLeft: boolean) => {
      const { error, arrival } = toNoAnswer(new Error(), { ...facts, hasLeft, signal: AbortSignal.abort(reason) });
      return [error.code, arrival];
    };
    expect(called(new Error('stop'), true)).toEqual(['CANCELLED', 'maybe']);
    expect(called(new Error('stop'), false)).toEqual(['CANCELLED', 'not-sent']);
    expect(called(new AppError('NETWORK_TIMED_OUT', ''), true)).toEqual(['NETWORK_TIMED_OUT', 'maybe']);
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a server with a certificate that nobody vouches for', () => {
  it.runIf(hasOpenssl)('gets no request', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'certificate-'));
    const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const ask = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost';
    execFileSync('openssl', [...ask.split(' '), '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
    let requestCount = 0;
    const certificate = { key: readFileSync(keyFile), cert: readFileSync(certFile) };
    const server = createServer(certificate, (_incoming, outgoing) => {
      requestCount += 1;
      outgoing.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const hosts = { scheme: { kind: 'bearer' }, alsoHosts: [] } as const;
    for (const baseUrl of [`https://localhost:${port}`, `https://127.0.0.1:${port}`]) {
      const world = await createProviderWorld({ kind: 'openai', baseUrl, hosts });
      const body = { kind: 'json', value: {} } as const;
      const sending = world.http.send({ purpose: 'create', method: 'POST', url: '/', body, auth: 'key' });
      await expect(sending).rejects.toMatchObject({
        arrival: 'not-sent',
        error: { code: 'NETWORK_INSECURE', retry: 'after-user-action' },
      });
      await world.close();
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
    expect(requestCount).toBe(0);
  });
});
