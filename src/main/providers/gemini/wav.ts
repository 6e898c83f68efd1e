/** Puts a header before samples, so that any player knows them. */

/**
 * A WAV file of 16-bit samples, little-endian, channels interleaved.
 *
 * @param sampleRate samples a second of each channel
 */
export function wavFromPcm(
  samples: Uint8Array,
  { sampleRate, channels }: { sampleRate: number; channels: number },
): Uint8Array {
  const headerBytes = 44;
  const bytesPerFrame = channels * 2;
  const file = new Uint8Array(headerBytes + samples.byteLength);
  const view = new DataView(file.buffer);
  const writeText = (offset: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) view.setUint8(offset + index, text.charCodeAt(index));
  };
  writeText(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + samples.byteLength, true);
  writeText(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * bytesPerFrame, true);
  view.setUint16(32, bytesPerFrame, true);
  view.setUint16(34, 16, true);
  writeText(36, 'data');
  view.setUint32(40, samples.byteLength, true);
  file.set(samples, headerBytes);
  return file;
}
