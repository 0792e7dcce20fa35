const sampleRate = 8_000;
const headerBytes = 44;

let rendered: Uint8Array | undefined;

/** Half a second of a quiet 440 Hz tone: 8 kHz, 16 bit, one channel. Rendered when somebody listens first. */
export function toneWav(): Uint8Array {
  rendered ??= renderTone(0.5, 440);
  return rendered;
}

function renderTone(seconds: number, hertz: number): Uint8Array {
  const samples = Math.floor(seconds * sampleRate);
  const dataBytes = samples * 2;
  const wav = Buffer.alloc(headerBytes + dataBytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(dataBytes, 40);
  for (let index = 0; index < samples; index += 1) {
    wav.writeInt16LE(Math.round(6_000 * Math.sin((2 * Math.PI * hertz * index) / sampleRate)), headerBytes + index * 2);
  }
  return wav;
}
