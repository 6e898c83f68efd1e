/**
 * Says of a request that got no answer what went wrong and whether it may have arrived.
 *
 * Goes by the codes of Node and undici, never by words. In doubt it may have arrived: that is what keeps a paid request
 * from being sent twice.
 */
import { AppError, type ErrorCode } from '#shared/errors/app-error.ts';
import { NoAnswerError } from './provider-http.ts';

/** Nothing was there that could have taken the request. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENODATA',
  'ENOTFOUND',
]);

const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The other side's certificate is not good (OpenSSL's names, as Node gives them). */
const certificateCodes =
  /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_HANDSHAKE)/;

/** The two sides could not agree before anything was said; other TLS errors can also come later. */
const handshakeCodes =
  /^ERR_SSL_.*(?:WRONG_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNKNOWN_CA|UNRECOGNIZED_NAME|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|NO_SHARED_CIPHER|NO_CIPHERS)/;

export type FailureFacts = {
  host: string;
  /** Whether anything of the request may have left. */
  hasLeft: boolean;
  /** Fired when it was we who broke it off. */
  signal: AbortSignal;
};

/** @param thrown what `fetch`, or reading a body, threw */
export function toNoAnswer(thrown: unknown, { host, hasLeft, signal }: FailureFacts): NoAnswerError {
  if (thrown instanceof NoAnswerError) return thrown;
  const arrival = hasLeft ? 'maybe' : 'not-sent';
  if (signal.aborted) return new NoAnswerError(toAbortError(signal.reason), arrival);
  const { code, syscall } = findSystemError(thrown);
  const trouble = (errorCode: ErrorCode, isCertainlyUnsent: boolean) =>
    new NoAnswerError(
      new AppError(errorCode, `no answer: ${code || 'broken off'}`, {
        params: { host },
        retry: errorCode === 'NETWORK_INSECURE' ? 'after-user-action' : 'later',
        cause: thrown,
      }),
      isCertainlyUnsent ? 'not-sent' : arrival,
    );
  const isWhileTalking = syscall === 'read' || syscall === 'write';
  if (timeoutCodes.has(code)) {
    return trouble('NETWORK_TIMED_OUT', code === 'UND_ERR_CONNECT_TIMEOUT' || syscall === 'connect');
  }
  if (unreachableCodes.has(code) && !isWhileTalking) return trouble('NETWORK_UNREACHABLE', true);
  if (certificateCodes.test(code) || handshakeCodes.test(code)) return trouble('NETWORK_INSECURE', true);
  // A proxy that refused to open a tunnel.
  if (code === 'UND_ERR_ABORTED' || code === 'UND_ERR_PRX_TLS') return trouble('NETWORK_UNREACHABLE', false);
  return trouble('NETWORK_BROKEN', false);
}

/** An AppError that something was broken off with is the reason; anything else means that it was called off. */
export function toAbortError(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  const words = reason instanceof Error ? reason.message : 'broken off';
  return new AppError('CANCELLED', `the request was called off: ${words}`, { cause: reason });
}

/** The first error with a code along the causes; of several addresses tried, the first. */
function findSystemError(thrown: unknown): { code: string; syscall: string } {
  let error: unknown = thrown;
  for (let depth = 0; depth < 6 && typeof error === 'object' && error !== null; depth += 1) {
    const { code, syscall, errors, cause } = error as Record<string, unknown>;
    const tried: unknown = Array.isArray(errors) ? errors[0] : undefined;
    if (typeof code === 'string') {
      // Of several addresses tried there is a code, but only each attempt knows its call.
      return { code, syscall: typeof syscall === 'string' ? syscall : findSystemError(tried).syscall };
    }
    error = tried ?? cause;
  }
  return { code: '', syscall: '' };
}
