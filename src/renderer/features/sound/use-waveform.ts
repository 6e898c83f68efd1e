/** The waveform of a recording: made by the studio where it is missing, fetched once, kept for a while. */
import { useQuery } from '@tanstack/react-query';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { parseWaveform, type Waveform } from '#shared/domain/waveform.ts';
import { studio } from '#renderer/rpc/client.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';

const progresses = new Map<AssetId, Observable<number>>();

function progressOf(assetId: AssetId): Observable<number> {
  const known = progresses.get(assetId) ?? createObservable(0);
  progresses.set(assetId, known);
  return known;
}

export type WaveformState =
  | { kind: 'loading' /** 0 to 1. */; progress: number }
  | { kind: 'ready'; waveform: Waveform }
  | { kind: 'failed' };

/** Leaving before it is there cancels the making of it. */
export function useWaveform(assetId: AssetId): WaveformState {
  const { data, isError } = useQuery({
    queryKey: ['waveform', assetId],
    queryFn: ({ signal }) => loadWaveform(assetId, signal),
    retry: false,
    gcTime: 10 * 60_000,
  });
  const progress = useObservable(progressOf(assetId));
  if (data) return { kind: 'ready', waveform: data };
  return isError ? { kind: 'failed' } : { kind: 'loading', progress };
}

async function loadWaveform(assetId: AssetId, signal: AbortSignal): Promise<Waveform> {
  const progress = progressOf(assetId);
  for await (const made of await studio.sound.waveform({ assetId }, { signal })) progress.set(made.progress);
  const response = await fetch(derivedUrl(assetId, 'waveform'), { signal });
  const waveform = response.ok ? parseWaveform(new Uint8Array(await response.arrayBuffer())) : null;
  if (!waveform) throw new Error(`no waveform of ${assetId}: ${response.status}`);
  return waveform;
}
