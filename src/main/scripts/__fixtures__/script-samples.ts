/** Small scripts for the tests of this folder, written for them. */
import { defaultDurationRule, type Outline, type OutlineElement } from '#shared/domain/outline.ts';
import { parseScript } from '../parse-script.ts';

export const frameRate = { numerator: 24, denominator: 1 };

/** One of nearly everything that Fountain has. */
export const screenplay = `Title:
    _**THE FERRY**_
Credit: Written by
Author: A. Writer
/* Draft date: never */
Contact:
\ta.writer@example.org

FADE IN:

# Act One

INT. HARBOUR OFFICE - DAWN #1-A#

= Mara waits.

Fog at the window. MARA[[older than in the draft]] counts
the boats on the wall. /* cut this? */ She is alone.

MARA (V.O.)
(under her breath)
Nine… *ten*…
  
Eleven.

@McCoy ^
You are late.

SINGER
~Row, row

> CUT TO BLACK.

===

.THE CROSSING

> The next day <

~A song from the shore

!BOOM
The hull shakes.

Mara falls.

[[Check with
the stunt team]]

CUT TO:
`;

/** The outline of a text as a Fountain file, with the default rule. */
export function outlineOf(text: string, fileName = 'sample.fountain'): Outline {
  return parseScript(text, { fileName, frameRate, durationRule: defaultDurationRule });
}

/** `kind text` of all elements but the blank ones. */
export function describeElements(elements: readonly OutlineElement[]): string[] {
  return elements.filter(({ kind }) => kind !== 'blank').map(({ kind, text }) => `${kind} ${text}`.trimEnd());
}
