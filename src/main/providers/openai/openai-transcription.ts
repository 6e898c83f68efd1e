/** Words of a voice from `POST /audio/transcriptions`. */
import type { FormField, OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import type { OneShotOutcome, TranscriptionEngine, TranscriptionRequest } from '../provider.ts';
import { askOpenAi } from './openai-client.ts';
import type { OpenAiContext } from './openai-context.ts';
import { notSent, unreadable } from './openai-errors.ts';
import { toUpload } from './to-upload.ts';
import { listOf, numberOf, objectOf, textOf } from './read-json.ts';

type Transcript = { text: string; segments: Array<{ startMs: number; endMs: number; text: string }> };

export function createOpenAiTranscription(context: OpenAiContext): TranscriptionEngine {
  return {
    async preview(request) {
      return [transcriptionRequestOf(context, request, await context.http.media(request.assetId))];
    },
    async transcribe(request, { signal }) {
      let voice: OutgoingMedia;
      try {
        voice = await context.http.media(request.assetId, { signal });
      } catch (thrown) {
        return notSent(thrown, signal);
      }
      const fields = fieldsOf(request);
      const asked = await askOpenAi(context, { purpose: 'transcription', media: [voice], signal }, (client, options) =>
        client.audio.transcriptions.create({ ...fields, file: toUpload(voice) }, options),
      );
      return asked.kind === 'answered' ? readTranscript(asked.value) : asked;
    },
  };
}

function transcriptionRequestOf(
  { apiPath }: OpenAiContext,
  request: TranscriptionRequest,
  voice: OutgoingMedia,
): OutgoingRequest {
  const fields: FormField[] = [];
  for (const [name, value] of Object.entries(fieldsOf(request))) {
    // The package writes lists as `name[]`, one field for each.
    if (typeof value === 'string') fields.push({ name, value });
    else for (const each of value) fields.push({ name: `${name}[]`, value: each });
  }
  fields.push({ name: 'file', value: voice });
  const body = { kind: 'form' as const, fields };
  return { purpose: 'transcription', method: 'POST', url: `${apiPath}/audio/transcriptions`, body, auth: 'key' };
}

function fieldsOf({ modelId, language }: TranscriptionRequest) {
  return { model: modelId, ...(language !== null && { language }), ...formatOf(modelId) };
}

/** Which models tell times: Whisper in segments, the diarizing one in turns; the others only words. */
function formatOf(modelId: string) {
  if (modelId.includes('diarize')) {
    return { response_format: 'diarized_json' as const, chunking_strategy: 'auto' as const };
  }
  if (!modelId.includes('whisper')) return { response_format: 'json' as const };
  return { response_format: 'verbose_json' as const, timestamp_granularities: ['segment' as const] };
}

function readTranscript(value: unknown): OneShotOutcome<Transcript> {
  const transcript = objectOf(value);
  if (typeof transcript?.text !== 'string') return unreadable(200);
  const segments = listOf(transcript.segments).flatMap((each) => {
    const segment = objectOf(each);
    const start = numberOf(segment?.start);
    const end = numberOf(segment?.end);
    const text = textOf(segment?.text)?.trim() ?? '';
    if (start === null || end === null || text === '') return [];
    return [{ startMs: Math.round(start * 1000), endMs: Math.round(end * 1000), text }];
  });
  return { kind: 'finished', result: { text: transcript.text.trim(), segments } };
}
