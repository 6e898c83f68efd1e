/** Colour of a status dot; a word always stands beside it. */
export type Tone = 'idle' | 'run' | 'ok' | 'ask' | 'bad';
