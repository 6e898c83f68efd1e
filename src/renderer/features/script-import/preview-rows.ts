/** The two columns of the preview as flat lists, so that ten thousand lines scroll as lightly as ten. */
import type { PreviewedShot } from '#shared/contract/import-answers.ts';
import type { PlannedScene } from '#shared/domain/import-plan.ts';
import type { Outline, OutlineElementKind, OutlineScene, OutlineShot } from '#shared/domain/outline.ts';
import { letterOf, sceneNumbers } from '#shared/domain/numbering.ts';

/** A line as it stands in the script. */
export type ScriptRow = {
  lineNumber: number;
  kind: OutlineElementKind;
  text: string;
  /** Whether the kind's word is shown: on the first line of its stretch. */
  isFirst: boolean;
};

export type ResultRow =
  | { kind: 'scene'; number: string; scene: OutlineScene; durationFrames: number }
  | { kind: 'shot'; number: string; shot: OutlineShot };

/** The lines of the script with what each one is. An element that covers several lines gives several rows. */
export function scriptRows({ elements }: Pick<Outline, 'elements'>): ScriptRow[] {
  const rows: ScriptRow[] = [];
  for (const { kind, source, startLine } of elements) {
    const lines = source.split(/\r\n|\r|\n/);
    // A stretch of whole lines ends with a line ending: no row stands behind it.
    if (lines.length > 1 && lines.at(-1) === '') lines.pop();
    lines.forEach((text, index) => {
      const lineNumber = startLine + index;
      const last = rows.at(-1);
      // An element can cover a part of a line: the rest of the line belongs to the row that is there.
      if (last && last.lineNumber === lineNumber) last.text += text;
      else rows.push({ lineNumber, kind, text, isFirst: index === 0 });
    });
  }
  return rows;
}

/** Scenes and their shots in order, with the numbers they would get in a project of their own. */
export function resultRows({ scenes }: Pick<Outline, 'scenes'>): ResultRow[] {
  const numbers = sceneNumbers(scenes);
  return scenes.flatMap((scene, index): ResultRow[] => {
    const number = numbers[index] ?? '';
    const durationFrames = scene.shots.reduce((sum, shot) => sum + shot.durationFrames, 0);
    const shots = scene.shots.map((shot, position): ResultRow => {
      return { kind: 'shot', number: `${number}${letterOf(position)}`, shot };
    });
    return [{ kind: 'scene', number, scene, durationFrames }, ...shots];
  });
}

/** Position of the row that stands for a line, or the last one before it; 0 when there is none. */
export function rowOfLine(rows: readonly ResultRow[], lineNumber: number): number {
  let found = 0;
  for (const [index, row] of rows.entries()) {
    const startLine = row.kind === 'scene' ? row.scene.startLine : row.shot.startLine;
    if (startLine > lineNumber) break;
    found = index;
  }
  return found;
}

export type PlannedRow =
  | { kind: 'scene'; number: string; heading: string; durationFrames: number }
  | { kind: 'shot'; number: string; shot: PreviewedShot };

/** Planned scenes and their shots in order, numbered as in a project of their own. */
export function plannedRows(scenes: ReadonlyArray<PlannedScene<PreviewedShot>>): PlannedRow[] {
  const numbers = sceneNumbers(scenes);
  return scenes.flatMap(({ heading, shots }, index): PlannedRow[] => {
    const number = numbers[index] ?? '';
    const durationFrames = shots.reduce((sum, shot) => sum + shot.durationFrames, 0);
    const rows = shots.map((shot, at): PlannedRow => ({ kind: 'shot', number: `${number}${letterOf(at)}`, shot }));
    return [{ kind: 'scene', number, heading, durationFrames }, ...rows];
  });
}
