/** Voices from `POST /audio/speech`. */
import { readSignature } from '#main/net/file-signature.ts';
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { SpeechEngine, SpeechRequest } from '../provider.ts';
import { askOpenAi } from './openai-client.ts';
import type { OpenAiContext } from './openai-context.ts';
import { unreadable } from './openai-errors.ts';

export function createOpenAiSpeech(context: OpenAiContext): SpeechEngine {
  return {
    preview: async (request) => [speechRequestOf(context, request)],
    async speak(request, { signal }) {
      const asked = await askOpenAi(context, { purpose: 'speech', signal }, async (client, options) => {
        const response = await client.audio.speech.create(speechBodyOf(request), options);
        return new Uint8Array(await response.arrayBuffer());
      });
      if (asked.kind !== 'answered') return asked;
      const mime = readSignature(asked.value, 'audio');
      return mime === null ? unreadable(200) : { kind: 'finished', result: { bytes: asked.value, mime } };
    },
  };
}

function speechRequestOf({ apiPath }: OpenAiContext, request: SpeechRequest): OutgoingRequest {
  const body = { kind: 'json' as const, value: speechBodyOf(request) };
  return { purpose: 'speech', method: 'POST', url: `${apiPath}/audio/speech`, body, auth: 'key' };
}

function speechBodyOf({ modelId, text, voice, instructions }: SpeechRequest) {
  // `tts-1` and `tts-1-hd` take no instructions.
  const takesInstructions = instructions !== '' && !modelId.startsWith('tts-1');
  return {
    model: modelId,
    input: text,
    voice,
    response_format: 'mp3' as const,
    ...(takesInstructions && { instructions }),
  };
}
