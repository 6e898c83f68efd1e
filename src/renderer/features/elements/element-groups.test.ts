import { describe, expect, it } from 'vitest';
import type { ElementKind, StoryElement } from '#shared/domain/element.ts';
import type { ElementId } from '#shared/domain/ids.ts';
import { countUses, groupElements, nameProblem, newElementName, typedName } from './element-groups.ts';

const an = (name: string, kind: ElementKind = 'character') => ({ id: `elem_${name}` as ElementId, name, kind });
const mara = an('mara');
const lamp = an('lamp', 'prop');

describe('the Elements view', () => {
  it('shows every kind, also without elements', () => {
    const groups = groupElements([mara, lamp] as StoryElement[]);
    expect(groups.map(({ kind, elements }) => `${kind} ${elements.map(({ name }) => name).join()}`)).toEqual([
      'character mara',
      'place ',
      'prop lamp',
      'style ',
    ]);
  });

  it('counts each shot once', () => {
    const shots = ['@Mara and @mara', 'the @lamp, @mara', '@marathon', ''].map((prompt) => ({ prompt }));
    expect([...countUses([mara, lamp, an('jon')], shots)]).toEqual([
      [mara.id, 2],
      [lamp.id, 1],
    ]);
  });

  it('finds a name for a new element', () => {
    expect(newElementName('character', [mara])).toBe('character');
    expect(newElementName('neue Figur', [an('neue_Figur')])).toBe('neue_Figur-2');
    expect(newElementName('…', [])).toBe('element');
  });

  it('says why a name cannot be used', () => {
    expect(nameProblem('@MARA', mara, [mara, lamp])).toBeNull();
    expect(nameProblem(' old mara ', mara, [mara, lamp])).toBeNull();
    expect(typedName(' @old mara ')).toBe('old_mara');
    expect(nameProblem('Lamp', mara, [mara, lamp])).toBe('taken');
    expect(nameProblem('ma.ra', mara, [mara])).toBe('invalid');
    expect(nameProblem('', mara, [mara])).toBe('invalid');
  });
});
