/** Everything that the page shows of a script and its shots, derived once for each change of either. */
import { useMemo } from 'react';
import { scriptRows } from '#renderer/features/script-import/index.ts';
import type { ProjectScript } from '#shared/contract/answers.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, StoryboardShot } from '#shared/domain/records.ts';
import { type BandsInput, rowOfLine, type ScriptBand, toScriptBands, uncoveredStretches } from './script-bands.ts';
import { foldedSceneAt, withoutFolded } from './folded-bands.ts';
import { coverOf, editedShots, importedWords, type Lines, linesOfScenes, linesOfShots } from './script-lines.ts';

export type ScriptFacts = {
  /** Without what folded scenes hide. */
  bands: ScriptBand[];
  lineCount: number;
  /** Index of the band in which each shot stands that is not hidden. */
  bandOfShot: ReadonlyMap<ShotId, number>;
  shotLines: ReadonlyMap<ShotId, Lines>;
  editedIds: ReadonlySet<ShotId>;
  /** What no shot stands for, also where it is hidden. */
  uncovered: Lines[];
  /** The same bands with all shots, also those that are not to be seen now. */
  allBands: () => ScriptBand[];
  /** The folded scene that hides a line; null for a line that is seen. */
  foldedAt: (lineNumber: number) => SceneId | null;
};

export type ScriptFactsOptions = {
  script: ProjectScript;
  scenes: readonly Scene[];
  /** To be seen now: all, or hits alone. */
  shots: readonly StoryboardShot[];
  allShots: readonly StoryboardShot[];
  folded: ReadonlySet<SceneId>;
};

export function useScriptFacts({ script, scenes, shots, allShots, folded }: ScriptFactsOptions): ScriptFacts {
  const lines = useMemo(() => scriptRows(script.outline), [script]);
  const imported = useMemo(() => importedWords(script.outline), [script]);
  const sceneLines = useMemo(() => linesOfScenes(script, scenes), [script, scenes]);
  const shotLines = useMemo(() => linesOfShots(script, allShots), [script, allShots]);
  const isCovered = useMemo(() => coverOf(shotLines.values()), [shotLines]);
  const editedIds = useMemo(() => {
    const textOf = ({ startLine, endLine }: Lines) => {
      const stretch = lines.slice(rowOfLine(lines, startLine), rowOfLine(lines, endLine + 1));
      return stretch.map(({ text }) => text).join('\n');
    };
    const headings = new Map(scenes.map(({ id, heading }) => [id, heading]));
    return editedShots(imported, allShots, { lines: shotLines, textOf, headings });
  }, [imported, lines, scenes, allShots, shotLines]);
  const input: BandsInput = useMemo(
    () => ({ lines, scenes, shots, sceneLines, shotLines, isCovered }),
    [lines, scenes, shots, sceneLines, shotLines, isCovered],
  );
  const unfolded = useMemo(() => toScriptBands(input), [input]);
  const bands = useMemo(() => withoutFolded(unfolded, folded, input), [unfolded, folded, input]);
  const bandOfShot = useMemo(
    () =>
      new Map(
        bands.flatMap(({ items }, index) =>
          items.flatMap((item): Array<[ShotId, number]> => (item.kind === 'shot' ? [[item.shotId, index]] : [])),
        ),
      ),
    [bands],
  );
  const uncovered = useMemo(() => uncoveredStretches(unfolded), [unfolded]);
  return {
    bands,
    lineCount: lines.at(-1)?.lineNumber ?? 0,
    bandOfShot,
    shotLines,
    editedIds,
    uncovered,
    allBands: () => toScriptBands({ ...input, shots: allShots }),
    foldedAt: (lineNumber) => foldedSceneAt(lineNumber, folded, sceneLines),
  };
}
