/** What differs between a script and a project, as lines for a terminal. */
import type { i18n } from 'i18next';
import { type Differing, differenceFilters, filterCounts, marksOf } from '#shared/domain/difference-filters.ts';
import { sceneNumbers, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import type { SceneDifference, ShotDifference } from '#shared/domain/script-difference.ts';

/** Characters of a shot's words that are shown. */
const longestWords = 60;

/** A line a scene and shot that differs, in the order of the script, then how many there are of each kind. */
export function differenceText(
  { t }: i18n,
  scenes: readonly SceneDifference[],
  storyboard: Pick<Storyboard, 'scenes' | 'shots'>,
): string {
  const numbers = shotNumbers(storyboard.scenes, storyboard.shots);
  const scenesShown = sceneNumbers(storyboard.scenes);
  const numberOfScene = new Map(storyboard.scenes.map(({ id }, index) => [id, scenesShown[index] ?? '']));
  const shotById = new Map(storyboard.shots.map((shot) => [shot.id, shot]));
  const lineOf = (number: string, marks: string, words: string) =>
    [number, marks && `[${marks}]`, shortened(words)].filter((part) => part !== '').join(' ');
  const marksText = (differing: Differing) => {
    const marks = marksOf(differing).flatMap((mark) => (mark === 'same' || mark === 'all' ? [] : [mark]));
    const fields = differing.changes.map(({ field }) => t(`scriptDifference.field.${field}`)).join(', ');
    return [...marks.map((mark) => t(`scriptDifference.mark.${mark}`)), fields]
      .filter((part) => part !== '')
      .join(': ');
  };
  const shotLine = (difference: ShotDifference) => {
    const shot = difference.shotId && shotById.get(difference.shotId);
    const { title, prompt, dialogue } = difference.words ?? shot ?? { title: '', prompt: '', dialogue: '' };
    const number = (difference.shotId && numbers.get(difference.shotId)) || t('scriptDifference.newShot');
    return `  ${lineOf(number, marksText(difference), title || prompt || dialogue)}`;
  };
  const lines = scenes.flatMap((scene) => {
    const shots = scene.shots.filter(isDiffering);
    if (shots.length === 0 && !isDiffering(scene)) return [];
    const number = (scene.sceneId && numberOfScene.get(scene.sceneId)) || t('scriptDifference.newShot');
    const heading = scene.heading || t('scriptDifference.noHeading');
    return [lineOf(number, marksText(scene), heading), ...shots.map(shotLine)];
  });
  const counts = filterCounts(scenes);
  const summary = differenceFilters
    .filter((filter) => filter !== 'all' && counts[filter] > 0)
    .map((name) =>
      t('scriptDifference.filterCount', { name: t(`scriptDifference.filter.${name}`), count: counts[name] }),
    );
  return [...lines, summary.join(' · ')].join('\n');
}

function isDiffering(differing: Differing): boolean {
  return !marksOf(differing).includes('same');
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords - 1).trimEnd()}…` : line;
}
