/** What a create request and a call without an id make of everything that can go wrong on the way. */
import { describe, expect, it } from 'vitest';
import { attemptId, createsOf, openAiWorld, type OpenAiWorld } from '../../../../tests/support/openai-world.ts';
import type { Fault, StandInAnswer } from '../../../../tests/servers/stand-in-server.ts';
import type { ErrorCode } from '#shared/errors/app-error.ts';

type Expected = { kind: 'rejected' | 'refused' | 'unknown'; code: ErrorCode; retryAfterMs?: number | null };

const lost: Expected = { kind: 'unknown', code: 'PROVIDER_ANSWER_LOST' };
const unreadable: Expected = { kind: 'unknown', code: 'PROVIDER_ANSWER_UNREADABLE' };

const faults: Array<{ name: string; fault: Fault; expected: Expected }> = [
  { name: 'the connection breaks before an answer', fault: { kind: 'lose-request' }, expected: lost },
  { name: 'the answer gets lost', fault: { kind: 'lose-answer' }, expected: lost },
  { name: 'the connection breaks inside the answer', fault: { kind: 'reset', atByte: 20 }, expected: lost },
  { name: 'the answer is cut', fault: { kind: 'truncate' }, expected: unreadable },
  { name: 'a page to sign in at answers', fault: { kind: 'html' }, expected: unreadable },
  {
    name: 'status 500 comes after the work began',
    fault: { kind: 'status', status: 500, when: 'after' },
    expected: { kind: 'unknown', code: 'PROVIDER_ERROR' },
  },
  {
    name: 'status 503 comes before the work began, which nobody can tell',
    fault: { kind: 'status', status: 503, when: 'before' },
    expected: { kind: 'unknown', code: 'PROVIDER_ERROR' },
  },
  {
    name: 'status 429 says when to come back',
    fault: { kind: 'status', status: 429, when: 'before', headers: { 'retry-after': '7' } },
    expected: { kind: 'rejected', code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 7000 },
  },
  {
    name: 'status 429 says nothing',
    fault: { kind: 'status', status: 429, when: 'before' },
    expected: { kind: 'rejected', code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 15_000 },
  },
  {
    name: 'status 401 refuses the key',
    fault: { kind: 'status', status: 401, when: 'before' },
    expected: { kind: 'rejected', code: 'PROVIDER_KEY_REJECTED', retryAfterMs: null },
  },
  {
    name: 'status 413 finds it too large',
    fault: { kind: 'status', status: 413, when: 'before' },
    expected: { kind: 'rejected', code: 'PROVIDER_INPUT_TOO_LARGE', retryAfterMs: null },
  },
  {
    name: 'a redirect leads elsewhere',
    fault: { kind: 'status', status: 307, when: 'before', headers: { location: 'https://elsewhere.example/' } },
    expected: { kind: 'rejected', code: 'PROVIDER_REJECTED', retryAfterMs: null },
  },
];

const openAiError = (status: number, code: string, message = 'No.'): StandInAnswer => ({
  status,
  json: { error: { message, type: 'invalid_request_error', code, param: null } },
});

const answers: Array<{ name: string; answer: StandInAnswer; expected: Expected & { detail?: string } }> = [
  {
    name: 'moderation blocks it',
    answer: openAiError(400, 'moderation_blocked', 'Blocked by our moderation system.'),
    expected: { kind: 'refused', code: 'PROVIDER_REFUSED', detail: 'Blocked by our moderation system.' },
  },
  {
    name: 'the content policy forbids it',
    answer: openAiError(403, 'content_policy_violation'),
    expected: { kind: 'refused', code: 'PROVIDER_REFUSED' },
  },
  ...[
    'credit_balance_exhausted',
    'insufficient_quota',
    'organization_spend_limit_exceeded',
    'project_spend_limit_exceeded',
    'organization_usage_limit_exceeded',
  ].map((code) => ({
    name: `there is no money: ${code}`,
    answer: { ...openAiError(429, code), headers: { 'retry-after': '3' } },
    expected: { kind: 'rejected' as const, code: 'PROVIDER_NO_CREDIT' as const, retryAfterMs: null },
  })),
  {
    name: 'it goes too fast, by the older code',
    answer: { ...openAiError(429, 'rate_limit_exceeded'), headers: { 'retry-after': '3' } },
    expected: { kind: 'rejected', code: 'PROVIDER_RATE_LIMITED', retryAfterMs: 3000 },
  },
  {
    name: 'the model is unknown',
    answer: openAiError(400, 'model_not_found'),
    expected: { kind: 'rejected', code: 'PROVIDER_MODEL_GONE', retryAfterMs: null },
  },
  {
    name: 'FastAPI lists what is wrong',
    answer: {
      status: 422,
      json: {
        detail: [{ type: 'int_parsing', loc: ['body', 'seconds'], msg: 'must be whole', input: 'secret words' }],
      },
    },
    expected: { kind: 'rejected', code: 'PROVIDER_REJECTED', retryAfterMs: null, detail: 'seconds: must be whole' },
  },
  {
    name: 'FastAPI says a sentence',
    answer: { status: 400, json: { detail: 'input_reference is required' } },
    expected: { kind: 'rejected', code: 'PROVIDER_REJECTED', detail: 'input_reference is required' },
  },
  {
    name: 'the engine is not there',
    answer: { status: 503, json: { detail: 'Diffusion engine not initialized' } },
    expected: { kind: 'unknown', code: 'PROVIDER_ERROR', detail: 'Diffusion engine not initialized' },
  },
];

function outcomeOf({ kind, code, retryAfterMs }: Expected, detail?: string) {
  const params = detail === undefined ? {} : { params: expect.objectContaining({ detail }) };
  return {
    kind,
    error: expect.objectContaining({ code, ...params }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const paths = { clip: '/v1/videos', picture: '/v1/images/generations' };

async function ask({ video, request, provider, model }: OpenAiWorld, what: 'clip' | 'picture', prepare: () => void) {
  if (what === 'clip') {
    const asked = await request();
    prepare();
    return video.submit(asked, { attemptId });
  }
  const image = { prompt: 'A lighthouse.', inputAssetIds: [], frameSize: { widthPx: 64, heightPx: 64 }, settings: {} };
  const asked = { model: await model('gpt-image-2'), ...image };
  prepare();
  return provider.image?.generate(asked, {});
}

describe.each(['clip', 'picture'] as const)('a %s', (what) => {
  it.each(faults)('is asked for once when $name', async ({ fault, expected }) => {
    const world = await openAiWorld();
    const { server } = world.standIn;
    const outcome = await ask(world, what, () => {
      server.faults = ({ method }) => (method === 'POST' ? fault : null);
    });
    expect(outcome).toMatchObject(outcomeOf(expected));
    expect(server.requests.filter(({ path }) => path === paths[what])).toHaveLength(1);
  });

  it.each(answers)('is asked for once when $name', async ({ answer, expected: { detail, ...expected } }) => {
    const world = await openAiWorld();
    const outcome = await ask(world, what, () => {
      world.standIn.override = ({ method }) => (method === 'POST' ? answer : null);
    });
    expect(outcome).toMatchObject(outcomeOf(expected, detail));
    expect(JSON.stringify(outcome)).not.toContain('secret words');
    expect(world.standIn.server.requests.filter(({ path }) => path === paths[what])).toHaveLength(1);
  });

  it('is certainly not started when nobody is there', async () => {
    const world = await openAiWorld();
    const { standIn } = world;
    const closing: Array<Promise<void>> = [];
    const asking = ask(world, what, () => closing.push(standIn.server.close()));
    const outcome = await asking;
    await Promise.all(closing);
    expect(outcome).toMatchObject(outcomeOf({ kind: 'rejected', code: 'NETWORK_UNREACHABLE', retryAfterMs: 15_000 }));
  });

  it('is certainly not started while the studio is offline', async () => {
    const world = await openAiWorld();
    const outcome = await ask(world, what, () => world.world.setOffline(true));
    expect(outcome).toMatchObject(outcomeOf({ kind: 'rejected', code: 'OFFLINE', retryAfterMs: null }));
    expect(world.standIn.server.requests.filter(({ path }) => path === paths[what])).toHaveLength(0);
  });
});

describe('an answer that says yes without saying what', () => {
  it.each([{ json: {} }, { json: { id: '' } }, { json: [] }, { status: 204 }, { json: { error: 'no' } }])(
    'leaves it open: %o',
    async (answer) => {
      const world = await openAiWorld();
      const outcome = await ask(world, 'clip', () => {
        world.standIn.override = ({ method }) => (method === 'POST' ? answer : null);
      });
      expect(outcome).toMatchObject(outcomeOf(unreadable));
      expect(createsOf(world.standIn)).toHaveLength(1);
    },
  );
});

describe('what may not leave', () => {
  it('is not sent, and neither is the rest', async () => {
    const maySend = { images: false, voice: true, video: true };
    const { standIn, video, request } = await openAiWorld({ connection: { maySend } });
    const outcome = await video.submit(await request({ withStill: true }), { attemptId });
    expect(outcome).toMatchObject(outcomeOf({ kind: 'rejected', code: 'EGRESS_NOT_ALLOWED', retryAfterMs: null }));
    expect(createsOf(standIn)).toHaveLength(0);
  });
});
