/** The script beside its shots with some scenes folded: of these the heading stays, and what says how much is in them. Pure. */
import type { SceneId } from '#shared/domain/ids.ts';
import type { BandItem, BandLine, BandsInput, ScriptBand } from './script-bands.ts';
import { canLackShot, coverOf, type Lines } from './script-lines.ts';

/** The lines of a scene but for the first. Null where there are no more. */
function linesBelowFirst(lines: Lines | undefined): Lines | null {
  if (!lines || lines.endLine <= lines.startLine) return null;
  return { startLine: lines.startLine + 1, endLine: lines.endLine };
}

/**
 * The bands without what folded scenes hide: their shots, and their lines but for the first and for headings. Lines
 * beside which something of another scene begins stay with it. The same list when nothing is folded.
 */
export function withoutFolded(
  bands: ScriptBand[],
  folded: ReadonlySet<SceneId>,
  { shots, sceneLines }: Pick<BandsInput, 'shots' | 'sceneLines'>,
): ScriptBand[] {
  if (folded.size === 0) return bands;
  const isInFolded = coverOf([...folded].flatMap((id) => linesBelowFirst(sceneLines.get(id)) ?? []));
  const isSeen = ({ kind, lineNumber }: BandLine) =>
    kind === 'scene-heading' || kind === 'section' || !isInFolded(lineNumber);
  const isOfFolded = (item: BandItem) => {
    const sceneId = item.kind === 'scene' ? item.sceneId : shots[item.shotIndex]?.sceneId;
    return sceneId !== undefined && folded.has(sceneId);
  };
  return bands.flatMap((band) => {
    const items = band.items.filter((item) => item.kind === 'scene' || !isOfFolded(item));
    const lines = items.every(isOfFolded) ? band.lines.filter(isSeen) : band.lines;
    if (lines.length === 0 && items.length === 0) return [];
    if (lines.length === band.lines.length && items.length === band.items.length) return [band];
    return [{ ...band, lines, items, isUncovered: band.isUncovered && lines.some(canLackShot) }];
  });
}

/** A folded scene that hides a line; null for a line that none hides. */
export function foldedSceneAt(
  lineNumber: number,
  folded: ReadonlySet<SceneId>,
  sceneLines: BandsInput['sceneLines'],
): SceneId | null {
  for (const id of folded) {
    const hidden = linesBelowFirst(sceneLines.get(id));
    if (hidden && hidden.startLine <= lineNumber && lineNumber <= hidden.endLine) return id;
  }
  return null;
}
