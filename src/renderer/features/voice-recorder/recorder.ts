/**
 * Records a voice from a microphone, and sends what is said to the studio every second.
 *
 * A recording goes through: idle, asking (for the microphone), counting, recording, recorded. What was said before
 * anything went wrong is kept: then it is recorded, with the trouble beside it.
 */
import { recordingUrl } from '#shared/contract/media-urls.ts';
import type { RecordingId, ShotId } from '#shared/domain/ids.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import { studio } from '#renderer/rpc/client.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { countInSteps, type MicrophoneTrouble, peakOf, toMicrophoneTrouble } from './recorder-rules.ts';

export type RecorderState =
  | { kind: 'idle'; trouble: Trouble | null }
  | { kind: 'asking' }
  | { kind: 'counting'; left: number }
  | { kind: 'recording'; startedAtMs: number }
  | { kind: 'stopping' }
  | { kind: 'recorded'; recordingId: RecordingId; blob: Blob; trouble: Trouble | null };

export type Trouble = { kind: 'microphone'; what: MicrophoneTrouble } | { kind: 'studio'; thrown: unknown };

export type RecordOptions = {
  shotId: ShotId;
  /** Null means the system's own. */
  deviceId: string | null;
  hasCountIn: boolean;
};

export type Recorder = {
  state: Observable<RecorderState>;
  /** Loudest sample of the moment, 0 to 1. */
  level: Observable<number>;
  start: (options: RecordOptions) => Promise<void>;
  /** Ends a recording, or calls off what leads to one. */
  stop: () => void;
  /** Lets go of the microphone; what was sent stays in the studio. */
  close: () => void;
  reset: () => void;
};

const mimeType = 'audio/webm;codecs=opus';
const pieceMs = 1_000;

export function createRecorder(): Recorder {
  const state = createObservable<RecorderState>({ kind: 'idle', trouble: null });
  const level = createObservable(0);
  let leaving = new AbortController();
  let stopRecording: (() => void) | null = null;

  async function start(options: RecordOptions): Promise<void> {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    state.set({ kind: 'asking' });
    let stream: MediaStream | null = null;
    try {
      stream = await askForMicrophone(options.deviceId);
      if (signal.aborted) return;
      const endMeter = meter(stream, level);
      signal.addEventListener('abort', endMeter, { once: true });
      for (const left of options.hasCountIn ? countInSteps : []) {
        state.set({ kind: 'counting', left });
        await wait(1_000, signal);
        if (signal.aborted) return;
      }
      await record(stream, options.shotId, signal);
    } catch (thrown) {
      if (!signal.aborted) state.set({ kind: 'idle', trouble: toTrouble(thrown) });
    } finally {
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (leaving.signal === signal) leaving.abort();
    }
  }

  async function record(stream: MediaStream, shotId: ShotId, signal: AbortSignal): Promise<void> {
    const { recordingId } = await studio.recordings.begin({ shotId });
    if (signal.aborted) return void studio.recordings.discard({ recordingId }).catch(() => undefined);
    const recorder = new MediaRecorder(stream, { mimeType });
    const pieces: Blob[] = [];
    const sender = createSender(recordingId);
    let trouble: Trouble | null = null;
    const end = () => {
      if (recorder.state !== 'inactive') recorder.stop();
    };
    const fail = (found: Trouble) => {
      trouble ??= found;
      end();
    };
    stopRecording = end;
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      pieces.push(data);
      sender.send(data).catch((thrown: unknown) => fail({ kind: 'studio', thrown }));
    });
    for (const track of stream.getTracks()) {
      // Unplugged, or taken back by the system; our own `stop` does not say so.
      track.addEventListener('ended', () => fail({ kind: 'microphone', what: 'lost' }));
    }
    const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }));
    signal.addEventListener('abort', end, { once: true });
    recorder.start(pieceMs);
    state.set({ kind: 'recording', startedAtMs: performance.now() });
    await ended;
    stopRecording = null;
    if (signal.aborted) return;
    state.set({ kind: 'stopping' });
    await sender.settled().catch((thrown: unknown) => {
      trouble ??= { kind: 'studio', thrown };
    });
    const blob = new Blob(pieces, { type: mimeType });
    if (signal.aborted) return;
    if (blob.size > 0) return state.set({ kind: 'recorded', recordingId, blob, trouble });
    await studio.recordings.discard({ recordingId });
    state.set({ kind: 'idle', trouble: trouble ?? { kind: 'microphone', what: 'silent' } });
  }

  return {
    state,
    level,
    start,
    stop() {
      if (stopRecording) return stopRecording();
      leaving.abort();
      if (state.get().kind !== 'recorded') state.set({ kind: 'idle', trouble: null });
    },
    close() {
      leaving.abort();
      stopRecording?.();
      level.set(0);
    },
    reset: () => state.set({ kind: 'idle', trouble: null }),
  };
}

function askForMicrophone(deviceId: string | null): Promise<MediaStream> {
  // Absent where the page was not loaded from a safe place.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return Promise.reject(new DOMException('no microphones here', 'NotFoundError'));
  // What a room sounds like is the person's choice: nothing is filtered away.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return devices.getUserMedia({ audio: { ...audio, ...(deviceId && { deviceId: { exact: deviceId } }) } });
}

function toTrouble(thrown: unknown): Trouble {
  if (thrown instanceof DOMException) return { kind: 'microphone', what: toMicrophoneTrouble(thrown.name) };
  return { kind: 'studio', thrown };
}

/** Sends piece after piece, each behind the one before. */
function createSender(recordingId: RecordingId) {
  let offset = 0;
  let last: Promise<void> = Promise.resolve();
  const put = async (piece: Blob) => {
    // An ArrayBuffer: a Blob body arrives empty through a custom protocol in some Electron versions.
    const body = await piece.arrayBuffer();
    const response = await fetch(`${recordingUrl(recordingId)}?offset=${offset}`, { method: 'PUT', body });
    const answer = (await response.json()) as { offset?: number } | AppErrorData;
    if ('code' in answer) {
      const { code, params, retry } = answer;
      throw new AppError(code, `recording refused: ${code}`, { params, retry });
    }
    if (answer.offset !== offset + body.byteLength) throw new AppError('INTERNAL', 'a piece of a recording is missing');
    offset = answer.offset;
  };
  return {
    send(piece: Blob): Promise<void> {
      last = last.then(() => put(piece));
      return last;
    },
    settled: () => last,
  };
}

/** @returns what ends it. */
function meter(stream: MediaStream, level: Observable<number>): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2_048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let request = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    level.set(peakOf(samples, level.get()));
    request = requestAnimationFrame(look);
  };
  look();
  return () => {
    cancelAnimationFrame(request);
    void context.close();
    level.set(0);
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
