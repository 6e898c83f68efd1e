import { describe, expect, it } from 'vitest';
import { renameSpeaker } from './dialogue.ts';

describe('renameSpeaker', () => {
  const rename = { from: 'mara', to: 'old Ida' };

  it('changes the one who speaks, with what stands behind the name, and nothing that is said', () => {
    expect(renameSpeaker('MARA: Mara is MARA: me.\r\n MARA (V.O.): Ten.\n\nTOM: No.', rename)).toBe(
      'OLD IDA: Mara is MARA: me.\r\n OLD IDA (V.O.): Ten.\n\nTOM: No.',
    );
  });

  it('leaves others whose names only begin alike, and lines that no name begins', () => {
    const others = 'MARAT: No.\nMARA OLD: No.\nMARA\nmara: no.\n12:30';
    expect(renameSpeaker(others, rename)).toBe(others);
  });

  it('works in scripts without capitals, and leaves a name that would be too long for a speaker', () => {
    expect(renameSpeaker('玛拉：九……十……', { from: '玛拉', to: '李雷' })).toBe('李雷：九……十……');
    expect(renameSpeaker('MARA: Ten.', { from: 'mara', to: 'a'.repeat(60) })).toBe('MARA: Ten.');
  });
});
