/** Words for what of a file was not imported. */
import type { TFunction } from 'i18next';
import type { ImportDetails } from '#shared/contract/import-answers.ts';
import type { ImportProblem } from '#shared/domain/import-plan.ts';

/** Where it stands in the file, and what about it: `Row 4`, `“soon” is no duration…`. */
export function problemWords(
  t: TFunction,
  { reason, at, name, scene }: ImportProblem,
  details: ImportDetails,
): { place: string; text: string } {
  const isParagraph = details.kind === 'subtitles' && details.format === 'ttml';
  const place = at === null ? '' : t(`imports.place.${isParagraph ? 'paragraph' : details.kind}`, { at });
  const text = t(`imports.problems.${reason}`, { name });
  return { place, text: scene === undefined ? text : t('imports.inScene', { scene, text }) };
}
