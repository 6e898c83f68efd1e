import { describe, expect, it } from 'vitest';
import type { DraftEvent } from '#shared/contract/assist-answers.ts';
import type { BoardTask, DraftTask } from '#shared/contract/assist-schemas.ts';
import type { AssetId, ShotId } from '#shared/domain/ids.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { assistModels, openAssistWorld } from '../../../../tests/support/assist-world.ts';
import { fetchAsset, upload } from '../../../../tests/support/test-studio.ts';

type World = Awaited<ReturnType<typeof openAssistWorld>>;

const boardTask = (world: World, change: Partial<BoardTask> = {}): BoardTask => ({
  shotId: world.shotId,
  ...world.model('image'),
  prompt: null,
  fromBoard: false,
  ...change,
});

const entriesOf = (world: World) =>
  world.ledger().map(({ state, amount, basis, purpose }) => [purpose, state, amount, basis]);

describe('makeBoard', () => {
  it('makes the picture the board, as one step back, and keeps it in the library', async () => {
    const world = await openAssistWorld();
    const { assist, standIn, shotId, studio, project } = world;
    studio.services.projects.update(project.id, { styleNotes: 'Grainy.' });
    expect(assist.plan({ task: 'board', ...boardTask(world) })).toEqual({
      estimate: 40_000,
      isAtMost: false,
      isPlainPrice: false,
      requestCount: 1,
      problem: null,
      overBudget: [],
    });
    const { shot, cost, savedAtMs } = await assist.makeBoard(boardTask(world));
    expect(cost).toEqual({ amount: 40_000, basis: 'estimated' });
    expect(savedAtMs).toBeGreaterThan(0);
    expect(shot.id).toBe(shotId);
    expect(await fetchAsset(studio, shot.boardAssetId as AssetId)).toEqual(standIn.imageBytes);
    const [request] = world.requestsTo('/images/generations');
    expect(request?.json()).toMatchObject({
      model: assistModels.image,
      prompt: 'Boats leave the harbour.\nGrainy.',
      n: 1,
    });
    expect(world.ledger()).toMatchObject([
      { purpose: 'image', state: 'settled', amount: 40_000, shotId, projectId: project.id, jobId: null },
    ]);
    expect(studio.services.history.undo(project.id).undone).toEqual({ key: 'setBoard', count: 1 });
    expect(world.shot().boardAssetId).toBeNull();
    studio.services.history.redo(project.id);
    expect(world.shot().boardAssetId).toBe(shot.boardAssetId);
  });

  it('fills in the elements that the prompt names', async () => {
    const world = await openAssistWorld();
    const { elements, shots } = world.studio.services;
    const { element } = elements.create({ projectId: world.project.id, kind: 'character', name: 'mara' });
    elements.update(element.id, { description: 'A woman of sixty.' });
    shots.update([world.shotId], { prompt: '@mara waits.' });
    await world.assist.makeBoard(boardTask(world));
    const [request] = world.requestsTo('/images/generations');
    expect(request?.json()).toMatchObject({ prompt: 'mara waits.\nMara: A woman of sixty.' });
  });

  it('leaves nothing reserved when the studio ends in the middle', async () => {
    const world = await openAssistWorld();
    let restarting: Promise<void> = Promise.resolve();
    world.standIn.override = ({ path }) => {
      if (path.endsWith('/images/generations')) restarting = world.restart();
      return null;
    };
    // Whether the answer came in time is a matter of luck; that nobody is left in doubt about it is not.
    const made = await world.assist.makeBoard(boardTask(world)).then(
      () => true,
      () => false,
    );
    await restarting;
    expect(world.ledger()).toMatchObject([{ state: made ? 'settled' : 'open', amount: 40_000 }]);
    expect(world.shot().boardAssetId !== null).toBe(made);
    expect(world.requestsTo('/images/generations')).toHaveLength(1);
  });

  it('edits the board that is there', async () => {
    const world = await openAssistWorld();
    await expect(world.assist.makeBoard(boardTask(world, { fromBoard: true }))).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISSING',
    });
    await world.assist.makeBoard(boardTask(world));
    await world.assist.makeBoard(boardTask(world, { fromBoard: true, prompt: 'Make it night.' }));
    const [edit] = world.requestsTo('/images/edits');
    const form = await edit?.form();
    expect(form?.get('prompt')).toBe('Make it night.');
    expect(form?.get('image')).toBeInstanceOf(File);
  });

  it('says where the price of an edit is that of a new picture', async () => {
    const world = await openAssistWorld();
    await world.assist.makeBoard(boardTask(world));
    const plan = (fromBoard: boolean) => world.assist.plan({ task: 'board', ...boardTask(world, { fromBoard }) });
    expect(plan(false)).toMatchObject({ estimate: 40_000, isPlainPrice: false });
    expect(plan(true)).toMatchObject({ estimate: 40_000, isPlainPrice: true });
    world.editModel('image', {
      prices: [
        { unit: 'image', amount: microsFromDollars(0.06), when: { startsFromPicture: true } },
        { unit: 'image', amount: microsFromDollars(0.04) },
      ],
    });
    expect(plan(false)).toMatchObject({ estimate: 40_000, isPlainPrice: false });
    expect(plan(true)).toMatchObject({ estimate: 60_000, isPlainPrice: false });
  });

  it('costs what the answer counts where a model has only prices of tokens', async () => {
    const world = await openAssistWorld();
    world.editModel('image', {
      prices: [
        { unit: 'million-input-tokens', amount: microsFromDollars(5) },
        { unit: 'million-output-tokens', amount: microsFromDollars(30) },
      ],
    });
    expect(world.assist.plan({ task: 'board', ...boardTask(world) }).estimate).toBeNull();
    const { cost } = await world.assist.makeBoard(boardTask(world));
    expect(cost).toEqual({ amount: 12 * 5 + 272 * 30, basis: 'estimated' });
  });

  it.each([
    ['lose-answer', { kind: 'lose-answer' }],
    ['lose-request', { kind: 'lose-request' }],
    ['html', { kind: 'html' }],
    ['half an answer', { kind: 'truncate' }],
    ['reset', { kind: 'reset', atByte: 20 }],
    ['a bad gateway', { kind: 'status', status: 502, when: 'after' }],
  ] as const)('sends nothing twice, and leaves the cost open: %s', async (_what, fault) => {
    const world = await openAssistWorld();
    world.failOn('/images/generations', fault);
    await expect(world.assist.makeBoard(boardTask(world))).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_LOST' });
    expect(world.requestsTo('/images/generations')).toHaveLength(1);
    expect(entriesOf(world)).toEqual([['image', 'open', 40_000, 'estimated']]);
    expect(world.shot().boardAssetId).toBeNull();
  });

  it('costs nothing when it is turned away', async () => {
    const world = await openAssistWorld();
    const failures: Array<[number, string, string]> = [
      [429, 'rate_limit_exceeded', 'PROVIDER_RATE_LIMITED'],
      [401, 'invalid_api_key', 'PROVIDER_KEY_REJECTED'],
      [400, 'moderation_blocked', 'PROVIDER_REFUSED'],
      [402, 'insufficient_quota', 'PROVIDER_NO_CREDIT'],
      [404, 'model_not_found', 'PROVIDER_MODEL_GONE'],
    ];
    for (const [status, code, expected] of failures) {
      world.standIn.override = () => ({ status, json: { error: { code, message: 'no', type: code } } });
      await expect(world.assist.makeBoard(boardTask(world))).rejects.toMatchObject({ code: expected });
    }
    expect(world.requestsTo('/images/generations')).toHaveLength(failures.length);
    expect(world.ledger().map(({ state }) => state)).toEqual(failures.map(() => 'void'));
  });

  it('sends nothing while offline, over a budget, without a key, or what may not leave', async () => {
    const world = await openAssistWorld();
    const { assist, studio, connectionId } = world;
    await assist.makeBoard(boardTask(world));
    const before = world.standIn.server.requests.length;
    const refused = (task: BoardTask, code: string) => expect(assist.makeBoard(task)).rejects.toMatchObject({ code });
    world.setOffline(true);
    await refused(boardTask(world), 'OFFLINE');
    world.setOffline(false);
    studio.services.connections.update(connectionId, { monthlyBudget: microsFromDollars(0.05) });
    await refused(boardTask(world), 'BUDGET_CONNECTION');
    expect(assist.plan({ task: 'board', ...boardTask(world) }).overBudget).toMatchObject([
      { code: 'BUDGET_CONNECTION' },
    ]);
    studio.services.connections.update(connectionId, {
      monthlyBudget: null,
      maySend: { images: false, voice: true, video: true },
    });
    await refused(boardTask(world, { fromBoard: true }), 'EGRESS_NOT_ALLOWED');
    expect(assist.plan({ task: 'board', ...boardTask(world, { fromBoard: true }) }).problem).toMatchObject({
      code: 'EGRESS_NOT_ALLOWED',
    });
    await refused(boardTask(world, { prompt: ' ' }), 'MODEL_INPUT_MISSING');
    await refused(boardTask(world, { modelId: 'no-such-model' }), 'MODEL_NOT_FOUND');
    expect(world.standIn.server.requests).toHaveLength(before);
    expect(world.ledger().map(({ state }) => state)).toEqual(['settled', 'void']);
  });

  it('keeps a picture for a shot that was erased meanwhile, and its cost', async () => {
    const world = await openAssistWorld();
    const { studio, shotId } = world;
    world.standIn.override = (request) => {
      if (request.path.endsWith('/images/generations')) studio.services.shots.delete([shotId]);
      return null;
    };
    await expect(world.assist.makeBoard(boardTask(world))).rejects.toMatchObject({ code: 'SHOT_NOT_FOUND' });
    expect(world.ledger()).toMatchObject([{ state: 'settled', amount: 40_000, shotId }]);
    // The same bytes are the same asset: it is in the library already.
    world.standIn.override = null;
    studio.services.history.undo(world.project.id);
    const { shot } = await world.assist.makeBoard(boardTask(world));
    expect(shot.boardAssetId).not.toBeNull();
  });

  it('settles what is no picture, and changes nothing', async () => {
    const world = await openAssistWorld();
    // A PNG by its first bytes only.
    const b64 = Buffer.from(world.standIn.imageBytes.subarray(0, 60)).toString('base64');
    world.standIn.override = ({ path }) =>
      path.endsWith('/generations') ? { json: { data: [{ b64_json: b64 }] } } : null;
    await expect(world.assist.makeBoard(boardTask(world))).rejects.toMatchObject({ code: 'RESULT_NOT_A_FILE' });
    expect(world.ledger()).toMatchObject([{ state: 'settled' }]);
    expect(world.shot().boardAssetId).toBeNull();
  });

  it('is cancelled before it leaves', async () => {
    const world = await openAssistWorld();
    const signal = AbortSignal.abort();
    await expect(world.assist.makeBoard(boardTask(world), signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(world.requestsTo('/images/generations')).toEqual([]);
    expect(world.ledger()).toEqual([]);
  });

  it('is finished and kept when whoever asked went away after it had left', async () => {
    const world = await openAssistWorld();
    const caller = new AbortController();
    world.standIn.override = () => {
      caller.abort();
      return null;
    };
    await world.assist.makeBoard(boardTask(world), caller.signal);
    expect(world.shot().boardAssetId).not.toBeNull();
    expect(world.ledger()).toMatchObject([{ state: 'settled' }]);
  });

  it('has the connection’s check look at the prompt first', async () => {
    const world = await openAssistWorld();
    const { connectionId, studio } = world;
    studio.services.connections.update(connectionId, { precheckConnectionId: connectionId });
    world.standIn.objections = { 'Boats leave': ['violence'] };
    await expect(world.assist.makeBoard(boardTask(world))).rejects.toMatchObject({ code: 'PRECHECK_OBJECTED' });
    expect(world.requestsTo('/images/generations')).toEqual([]);
    expect(world.ledger()).toEqual([]);
    world.standIn.objections = {};
    await world.assist.makeBoard(boardTask(world));
  });

  it('shows exactly what would be sent, without sending it', async () => {
    const world = await openAssistWorld();
    const [preview] = await world.assist.preview({ task: 'board', ...boardTask(world) });
    expect(preview).toMatchObject({ purpose: 'image', method: 'POST', path: '/v1/images/generations' });
    expect(preview?.body).toContain('Boats leave the harbour.');
    expect(JSON.stringify(preview)).not.toContain('test-key');
    expect(world.standIn.server.requests).toEqual([]);
  });
});

describe('draftShots', () => {
  const task = (world: World, change: Partial<DraftTask> = {}): DraftTask => ({
    projectId: world.project.id,
    ...world.model('text'),
    source: { kind: 'synopsis', text: 'Mara waits for the boats. They do not come.' },
    shotCount: null,
    ...change,
  });
  const shotsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      title: `Shot ${first + index}`,
      prompt: `What is seen in shot ${first + index}.`,
      dialogue: [{ character: 'Mara', line: `Line ${first + index}.` }],
      seconds: 2.5,
      cameraMove: 'pan-left' as const,
    }));
  const answers = (world: World, contents: readonly string[]) => {
    let index = 0;
    world.standIn.override = ({ path }) => {
      if (!path.endsWith('/chat/completions')) return null;
      world.standIn.chatContent = contents[index] ?? '{}';
      index += 1;
      return null;
    };
  };
  const answer = (first: number, count: number, isFinished = false) =>
    JSON.stringify({ shots: shotsFrom(first, count), isFinished });
  async function collect(events: AsyncIterable<DraftEvent>): Promise<DraftEvent[]> {
    const all: DraftEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  }
  const told = (events: readonly DraftEvent[]) =>
    events.flatMap((event) => (event.kind === 'shots' ? event.shots.map(({ title }) => title) : []));

  it('asks for eight at a time and tells each request what was made', async () => {
    const world = await openAssistWorld();
    answers(world, [answer(1, 8), `Here you are:\n\`\`\`json\n${answer(9, 8)}\n\`\`\``, answer(17, 4, true)]);
    const drafting = task(world, { shotCount: 20 });
    const plan = world.assist.plan({ task: 'draft', ...drafting });
    expect(plan).toMatchObject({ isAtMost: true, requestCount: 3, problem: null });
    const events = await collect(world.assist.draftShots(drafting));
    expect(events.map(({ kind }) => kind)).toEqual(['asking', 'shots', 'asking', 'shots', 'asking', 'shots', 'ended']);
    expect(events[2]).toEqual({ kind: 'asking', batchNumber: 2, batchCount: 3 });
    expect(told(events)).toEqual(shotsFrom(1, 20).map(({ title }) => title));
    // 20 tokens in and 5 out, three times.
    expect(events.at(-1)).toEqual({ kind: 'ended', error: null, cost: { amount: 3 * 80, basis: 'estimated' } });
    expect(plan.estimate).toBeGreaterThan(3 * 80);
    const asked = world.requestsTo('/chat/completions').map((request) => JSON.stringify(request.json()));
    expect(asked).toHaveLength(3);
    expect(asked[0]).toContain('json_schema');
    expect(asked[0]).not.toContain('What is seen in shot 1.');
    expect(asked[2]).toContain('What is seen in shot 16.');
    expect(asked[2]).toContain('shots 17 to 20');
    expect(world.ledger()).toMatchObject([{ state: 'settled', amount: 80 }, { amount: 80 }, { amount: 80 }]);
    expect(world.studio.services.projects.storyboard(world.project.id).shots).toHaveLength(1);
  });

  it('ends when the model says so, or at the length of the text', async () => {
    const world = await openAssistWorld();
    answers(world, [answer(1, 3, true)]);
    expect(told(await collect(world.assist.draftShots(task(world))))).toHaveLength(3);
    answers(world, [answer(1, 12), answer(9, 8)]);
    const events = await collect(world.assist.draftShots(task(world)));
    expect(told(events)).toHaveLength(8);
    expect(events[0]).toEqual({ kind: 'asking', batchNumber: 1, batchCount: null });
  });

  it('asks once more where shots were missing, and not for ever', async () => {
    const world = await openAssistWorld();
    answers(world, [answer(1, 5), answer(6, 3)]);
    expect(told(await collect(world.assist.draftShots(task(world, { shotCount: 8 }))))).toHaveLength(8);
    answers(world, [answer(1, 1), answer(2, 1), answer(3, 1)]);
    expect(told(await collect(world.assist.draftShots(task(world, { shotCount: 8 }))))).toHaveLength(2);
  });

  it.each([
    ['words', 'I cannot do that.'],
    ['half of it', answer(9, 8).slice(0, 200)],
    ['another form', JSON.stringify({ scenes: [] })],
    ['no shots', answer(9, 0)],
  ])('keeps what came before an answer of %s', async (_what, bad) => {
    const world = await openAssistWorld();
    answers(world, [answer(1, 8), bad]);
    const events = await collect(world.assist.draftShots(task(world, { shotCount: 16 })));
    expect(told(events)).toHaveLength(8);
    expect(events.at(-1)).toMatchObject({ kind: 'ended', error: { code: 'TEXT_ANSWER_UNUSABLE' } });
    // It was paid for.
    expect(world.ledger().map(({ state }) => state)).toEqual(['settled', 'settled']);
  });

  it('says what the server does wrong, and sends nothing again', async () => {
    const world = await openAssistWorld();
    world.failOn('/chat/completions', { kind: 'lose-answer' });
    const [, ended] = await collect(world.assist.draftShots(task(world)));
    expect(ended).toEqual({
      kind: 'ended',
      error: { code: 'PROVIDER_ANSWER_LOST', params: expect.anything() as object, retry: 'after-user-action' },
      cost: null,
    });
    expect(world.requestsTo('/chat/completions')).toHaveLength(1);
    expect(world.ledger()).toMatchObject([{ state: 'open' }]);
    world.failOn('/chat/completions', null);
    const refusal = { choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'No.' } }] };
    world.standIn.override = () => ({ json: refusal });
    const [, refused] = await collect(world.assist.draftShots(task(world)));
    expect(refused).toMatchObject({ error: { code: 'PROVIDER_REFUSED' } });
    world.standIn.override = () => ({ status: 429, json: { error: { message: 'slow', type: 'rate' } } });
    const [, limited] = await collect(world.assist.draftShots(task(world)));
    expect(limited).toMatchObject({ error: { code: 'PROVIDER_RATE_LIMITED', retry: 'later' } });
    expect(world.ledger().map(({ state }) => state)).toEqual(['open', 'open', 'void']);
  });

  it('stops before the next request when it is cancelled', async () => {
    const world = await openAssistWorld();
    answers(world, [answer(1, 8), answer(9, 8)]);
    const caller = new AbortController();
    const events: DraftEvent[] = [];
    for await (const event of world.assist.draftShots(task(world, { shotCount: 16 }), caller.signal)) {
      events.push(event);
      if (event.kind === 'shots') caller.abort();
    }
    expect(told(events)).toHaveLength(8);
    expect(events.at(-1)).toMatchObject({ kind: 'ended', error: { code: 'CANCELLED' } });
    expect(world.requestsTo('/chat/completions')).toHaveLength(1);
  });

  it('tells a scene from what stands in it', async () => {
    const world = await openAssistWorld();
    const { sceneId } = world.shot();
    world.studio.services.scenes.update(sceneId, { heading: 'EXT. HARBOUR - DAWN', synopsis: 'Mara waits.' });
    answers(world, [answer(1, 2, true)]);
    world.studio.services.elements.create({ projectId: world.project.id, kind: 'place', name: 'pier' });
    await collect(world.assist.draftShots(task(world, { source: { kind: 'scene', sceneId } })));
    const [request] = world.requestsTo('/chat/completions');
    for (const words of [
      'EXT. HARBOUR - DAWN',
      'Mara waits.',
      'Boats leave the harbour.',
      'TOM: Ten.',
      '@pier (place)',
    ]) {
      expect(JSON.stringify(request?.json())).toContain(words);
    }
    expect(() => world.assist.draftShots(task(world, { source: { kind: 'synopsis', text: ' ' } }))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }) as Error,
    );
  });
});

describe('createShots', () => {
  const shots = [
    {
      title: 'One',
      prompt: 'A lamp.',
      dialogue: [{ character: 'Mara', line: 'Ten.' }],
      seconds: 2.5,
      cameraMove: 'push-in' as const,
    },
    { title: 'Two', prompt: 'A bell.', dialogue: [], seconds: 600, cameraMove: 'static' as const },
  ];

  it('puts them behind the last shot of a scene, as one step back', async () => {
    const world = await openAssistWorld();
    const { studio, project, assist } = world;
    const { sceneId } = world.shot();
    const made = assist.createShots({ target: { kind: 'scene', sceneId }, shots });
    expect(made.shots).toMatchObject([
      { title: 'One', prompt: 'A lamp.', dialogue: 'MARA: Ten.', durationFrames: 60, cameraMove: { kind: 'push-in' } },
      { title: 'Two', dialogue: '', durationFrames: 14_400 },
    ]);
    const titles = () => studio.services.projects.storyboard(project.id).shots.map(({ title }) => title);
    expect(titles()).toEqual(['Boats', 'One', 'Two']);
    expect(studio.services.history.undo(project.id).undone).toEqual({ key: 'createShot', count: 2 });
    expect(titles()).toEqual(['Boats']);
  });

  it('makes a scene of its own for them', async () => {
    const { assist, project, studio } = await openAssistWorld();
    const target = {
      kind: 'new-scene' as const,
      projectId: project.id,
      heading: 'EXT.\nPIER',
      synopsis: 'Mara waits.',
    };
    const { sceneId } = assist.createShots({ target, shots });
    const { scenes } = studio.services.projects.storyboard(project.id);
    expect(scenes.at(-1)).toMatchObject({ id: sceneId, heading: 'EXT. PIER', synopsis: 'Mara waits.' });
    studio.services.history.undo(project.id);
    expect(studio.services.projects.storyboard(project.id).scenes).toHaveLength(1);
  });
});

describe('improvePrompt', () => {
  it('asks for a wording for the shot’s own video model, and changes nothing', async () => {
    const world = await openAssistWorld();
    world.standIn.chatContent = '{"prompt":"Fishing boats leave a harbour at dawn."}';
    const task = { shotId: world.shotId, ...world.model('text') };
    expect(world.assist.plan({ task: 'prompt', ...task })).toMatchObject({ isAtMost: true, requestCount: 1 });
    expect(await world.assist.improvePrompt(task)).toEqual({
      before: 'Boats leave the harbour.',
      after: 'Fishing boats leave a harbour at dawn.',
      maxCharacters: null,
      cost: { amount: 80, basis: 'estimated' },
    });
    expect(JSON.stringify(world.requestsTo('/chat/completions')[0]?.json())).toContain('The model is Animatic');
    expect(world.shot().prompt).toBe('Boats leave the harbour.');
    world.standIn.chatContent = 'Boats.';
    await expect(world.assist.improvePrompt(task)).rejects.toMatchObject({ code: 'TEXT_ANSWER_UNUSABLE' });
    world.studio.services.shots.update([world.shotId], { prompt: '' });
    await expect(world.assist.improvePrompt(task)).rejects.toMatchObject({ code: 'MODEL_INPUT_MISSING' });
  });
});

describe('speak', () => {
  it('makes the spoken dialogue the voice, without the speakers, as one step back', async () => {
    const world = await openAssistWorld();
    const task = { shotId: world.shotId, ...world.model('speech'), voice: 'coral', instructions: ' Softly. ' };
    expect(world.assist.plan({ task: 'speech', ...task }).estimate).toBe(150);
    const { shot, cost } = await world.assist.speak(task);
    expect(cost).toEqual({ amount: 150, basis: 'estimated' });
    expect(await fetchAsset(world.studio, shot.voiceAssetId as AssetId)).toEqual(world.standIn.voiceBytes);
    const [request] = world.requestsTo('/audio/speech');
    expect(request?.json()).toMatchObject({ input: 'Nine.\nTen.', voice: 'coral', instructions: 'Softly.' });
    world.studio.services.history.undo(world.project.id);
    expect(world.shot().voiceAssetId).toBeNull();
    world.failOn('/audio/speech', { kind: 'html' });
    await expect(world.assist.speak(task)).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_LOST' });
    world.studio.services.shots.update([world.shotId], { dialogue: '' });
    await expect(world.assist.speak(task)).rejects.toMatchObject({ code: 'MODEL_INPUT_MISSING' });
    expect(entriesOf(world)).toEqual([
      ['speech', 'settled', 150, 'estimated'],
      ['speech', 'open', 150, 'estimated'],
    ]);
  });
});

describe('transcribe', () => {
  it('writes down what is said in a shot’s voice or in any recording', async () => {
    const world = await openAssistWorld();
    const { studio, shotId, assist } = world;
    const task = { ...world.model('transcription'), source: { kind: 'shot' as const, shotId }, language: 'en' };
    await expect(assist.transcribe(task)).rejects.toMatchObject({ code: 'MODEL_INPUT_MISSING' });
    const uploadId = await upload(studio, 'voice.mp3', world.standIn.voiceBytes);
    const { shot } = await studio.services.boards.set(shotId, 'voice', uploadId, undefined);
    const transcript = await assist.transcribe(task);
    expect(transcript).toMatchObject({
      text: 'Keep the light on.',
      segments: [
        { startMs: 0, endMs: 1200, text: 'Keep the' },
        { startMs: 1200, endMs: 2000, text: 'light on.' },
      ],
    });
    const form = await world.requestsTo('/audio/transcriptions')[0]?.form();
    expect(form?.get('language')).toBe('en');
    const source = { kind: 'asset' as const, assetId: shot.voiceAssetId as AssetId };
    expect((await assist.transcribe({ ...task, source, language: null })).text).toBe('Keep the light on.');
    expect(world.ledger()).toMatchObject([
      { purpose: 'transcription', state: 'settled', shotId, amount: transcript.cost?.amount },
      { purpose: 'transcription', state: 'settled', shotId: null, projectId: null },
    ]);
    studio.services.connections.update(world.connectionId, { maySend: { images: true, voice: false, video: true } });
    await expect(assist.transcribe(task)).rejects.toMatchObject({ code: 'EGRESS_NOT_ALLOWED' });
  });
});

describe('plan', () => {
  it('says what keeps a task from being sent', async () => {
    const world = await openAssistWorld({ hasPrices: false });
    const plan = (change: Partial<BoardTask>) => world.assist.plan({ task: 'board', ...boardTask(world, change) });
    expect(plan({})).toMatchObject({ estimate: null, problem: null });
    expect(plan({ shotId: 'shot_0000000000000000' as ShotId }).problem).toMatchObject({ code: 'SHOT_NOT_FOUND' });
    expect(plan({ modelId: 'gone' }).problem).toMatchObject({ code: 'MODEL_NOT_FOUND' });
    expect(plan({ prompt: 'x'.repeat(32_001) }).problem).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
