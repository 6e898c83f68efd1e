/** The look at a connection: is there a server of this kind, is the key good, and what does it offer. */
import { NoAnswerError, type ProviderAnswer } from '#main/net/provider-http.ts';
import type { ConnectionReport, ReportKey } from '#shared/domain/connection.ts';
import { troubleOf } from '../outcome.ts';
import { hasNoList, readModelIds } from './list-models.ts';
import { bare, type OpenAiContext } from './openai-context.ts';
import { isNoCreditCode, readFailure } from './openai-errors.ts';

type Report = Omit<ConnectionReport, 'checkedAtMs'>;
type Finding = ConnectionReport['findings'][number];

/** Lists the models, and one clip where clips are expected: both are free. */
export async function testOpenAi(context: OpenAiContext, signal?: AbortSignal): Promise<Report> {
  try {
    const answer = await look(context, '/models', signal);
    const modelIds = readModelIds(answer);
    const isWithoutList = modelIds === null && hasNoList(context, answer);
    if (modelIds === null && !isWithoutList) return fails(findingOf(context, answer));
    const hasVideo = await offersVideo(context, signal);
    // Neither of the two is there: the address or the dialect is wrong.
    if (isWithoutList && hasVideo === false) return fails({ key: 'notFound', params: {} });
    const modelCount = modelIds?.length ?? 0;
    const findings: Finding[] = [
      { key: 'answered', params: {} },
      modelIds === null ? { key: 'noModelList', params: {} } : { key: 'modelsListed', params: { count: modelCount } },
      ...(hasVideo === false ? [{ key: 'videoNotOffered' as const, params: {} }] : []),
    ];
    const kind = isWithoutList || hasVideo === false ? 'works-with-limits' : 'works';
    return { kind, findings, modelCount };
  } catch (thrown) {
    signal?.throwIfAborted();
    return fails({ key: keyOfTrouble(thrown), params: {} });
  }
}

function look({ apiPath, http }: OpenAiContext, path: string, signal?: AbortSignal): Promise<ProviderAnswer> {
  return http.send(bare('test', 'GET', `${apiPath}${path}`), { signal, timeoutMs: 20_000 });
}

/** Null when no clips are wanted. A server without a list of clips may still make them: it says 405. */
async function offersVideo(context: OpenAiContext, signal?: AbortSignal): Promise<boolean | null> {
  if (context.dialect.name === 'none') return null;
  const { status } = await look(context, '/videos?limit=1', signal);
  return !(context.isOpenAi ? status !== 200 : status === 404 || status === 410);
}

function findingOf({ connection }: OpenAiContext, answer: ProviderAnswer): Finding {
  const { status, mime } = answer;
  const isPage = mime === 'text/html';
  const { code } = readFailure(answer);
  const say = (key: ReportKey): Finding => ({ key, params: { status } });
  if (status >= 500) return say('serverError');
  if (status === 401) return say(connection.hasKey ? 'keyRejected' : 'keyMissing');
  if (status === 402 || isNoCreditCode(code)) return say('noCredit');
  if (status === 429) return say('rateLimited');
  if (status === 403) return say('forbidden');
  if (status === 404 || status === 410) return say(isPage ? 'notThisKind' : 'notFound');
  // A page to sign in at, a redirect to one, or JSON of some other service.
  return say('notThisKind');
}

function keyOfTrouble(thrown: unknown): ReportKey {
  const { code } = thrown instanceof NoAnswerError ? thrown.error : troubleOf(thrown);
  switch (code) {
    case 'NETWORK_TIMED_OUT':
      return 'timedOut';
    case 'NETWORK_INSECURE':
      return 'insecure';
    case 'OFFLINE':
      return 'offline';
    case 'KEY_MISSING':
      return 'keyMissing';
    case 'KEYS_LOCKED':
      return 'keysLocked';
    case 'PROVIDER_KEY_REJECTED':
      return 'keyRejected';
    default:
      return 'unreachable';
  }
}

function fails(finding: Finding): Report {
  return { kind: 'fails', findings: [finding], modelCount: 0 };
}
