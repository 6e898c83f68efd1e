/** Voices (Gemini API, speech generation): samples without a header come back, and become a WAV file. */
import type { IncomingFile, SpeechEngine, SpeechRequest } from '../provider.ts';
import { contentRequest, generateContent, withoutResult } from './gemini-content.ts';
import type { GeminiContext } from './gemini-context.ts';
import { wavFromPcm } from './wav.ts';

export function createGeminiSpeechEngine(context: GeminiContext): SpeechEngine {
  return {
    preview: async (request) => [speechRequest(request)],
    async speak(request, { signal }) {
      const outcome = await generateContent(context, speechRequest(request), signal);
      if (outcome.kind !== 'answered') return outcome;
      const { files, finishReason, facts } = outcome.content;
      const sound = files.find(({ mime }) => mime.startsWith('audio/'));
      if (!sound) return withoutResult(finishReason);
      return { kind: 'finished', result: soundFile(sound), facts };
    },
  };
}

function speechRequest({ modelId, text, voice, instructions }: SpeechRequest) {
  // The API has no field for how something is said: the words before the colon are followed, not read out.
  const how = instructions.trim().replace(/[.:]+$/, '');
  return contentRequest({
    purpose: 'speech',
    modelId,
    parts: [{ text: how === '' ? text : `${how}: ${text}` }],
    generationConfig: {
      responseModalities: ['AUDIO'],
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
    },
  });
}

/** Other than its name says (RFC 2586), `audio/L16` comes with the low byte first, as a WAV file has it. */
function soundFile({ mime, base64 }: { mime: string; base64: string }): IncomingFile {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (!/^audio\/(?:l16|pcm)\b/i.test(mime)) return { bytes, mime: mime.split(';')[0]?.trim() ?? mime };
  // "audio/L16;codec=pcm;rate=24000"
  const read = (name: string) => new RegExp(`;\\s*${name}=(\\d+)`, 'i').exec(mime)?.[1];
  const sampleRate = Number(read('rate') ?? 24_000);
  const channels = Number(read('channels') ?? 1);
  return { bytes: wavFromPcm(bytes, { sampleRate, channels }), mime: 'audio/wav' };
}
