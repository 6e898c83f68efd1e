/** Why a take is not what its shot would give now, in the order in which people think of a shot. */
import { shotSentence, shotWords } from '#shared/domain/compose-prompt.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { elementsInPrompt, indexElements } from '#shared/domain/element-mentions.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { Project, RecipeStructure, Shot, Take } from '#shared/domain/records.ts';
import { isSameFrameRate } from '#shared/domain/time.ts';

export type OutdatedReason =
  | 'title'
  | 'prompt'
  | 'elements'
  | 'dialogue'
  | 'duration'
  | 'camera'
  | 'shot'
  | 'board'
  | 'voice'
  | 'model'
  | 'size'
  | 'rate'
  /** Something that the take does not tell apart, such as a setting of the model. */
  | 'settings';

/**
 * Never empty for a take that is outdated.
 *
 * @param elements of the project; null while they are not known.
 */
export function outdatedReasons(
  { recipe, isOutdated }: Pick<Take, 'recipe' | 'isOutdated'>,
  shot: Shot,
  project: Project,
  elements: readonly StoryElement[] | null,
): OutdatedReason[] {
  if (!isOutdated) return [];
  const isAnimatic = recipe.connectionId === animaticConnectionId;
  const { frameSize, frameRate } = recipe;
  const checks: Array<[OutdatedReason, boolean]> = [
    ['title', recipe.title !== shot.title],
    ['prompt', recipe.prompt !== shot.prompt || (recipe.structure?.action ?? '') !== shot.action],
    ['elements', elements !== null && areElementsChanged(recipe, shot, elements)],
    ['dialogue', recipe.dialogue !== shot.dialogue],
    ['duration', recipe.durationFrames !== shot.durationFrames],
    ['camera', cameraText(recipe.cameraMove, recipe.structure) !== cameraText(shot.cameraMove, shot)],
    ['shot', shotSentence(recipe.structure ?? {}) !== shotSentence(shot)],
    ['board', isBoardOfRecipe(recipe, shot) && recipe.boardAssetId !== shot.boardAssetId],
    // A model that takes no voice has none in its recipe, whatever the shot has.
    ['voice', (isAnimatic || recipe.voiceAssetId !== null) && recipe.voiceAssetId !== shot.voiceAssetId],
    ['model', isOtherModel(recipe, shot, project)],
    ['size', frameSize.widthPx !== project.frameSize.widthPx || frameSize.heightPx !== project.frameSize.heightPx],
    ['rate', !isSameFrameRate(frameRate, project.frameRate)],
  ];
  const reasons = checks.filter(([, isChanged]) => isChanged).map(([reason]) => reason);
  return reasons.length > 0 ? reasons : ['settings'];
}

/** Whether the same prompt would be filled in with something else. */
function areElementsChanged(recipe: Take['recipe'], shot: Shot, elements: readonly StoryElement[]): boolean {
  const words = shotWords(shot);
  if (shotWords({ prompt: recipe.prompt, action: recipe.structure?.action }) !== words) return false;
  const digestsOf = (list: ReadonlyArray<Pick<StoryElement, 'digest'>>) => list.map(({ digest }) => digest).join();
  return digestsOf(elementsInPrompt(words, indexElements(elements))) !== digestsOf(recipe.elements ?? []);
}

/** Whether the first frame of the request was the shot's board, so that the two can be compared. */
function isBoardOfRecipe({ startsFrom, boardAssetId, connectionId }: Take['recipe'], shot: Shot): boolean {
  if (startsFrom !== null || shot.generation.startsFromPrevious) return false;
  return boardAssetId !== null || connectionId === animaticConnectionId;
}

/** Only a model that the shot names itself makes its takes outdated, not one that the project names for all. */
function isOtherModel(recipe: Take['recipe'], { connectionId, generation }: Shot, project: Project): boolean {
  const chosen = connectionId ?? project.defaultConnectionId;
  if (chosen !== recipe.connectionId) return true;
  return generation.modelId !== null && generation.modelId !== recipe.modelId;
}

/** A camera that stands still has no strength; what a person drew decides. */
function cameraText(
  { kind, strength }: Shot['cameraMove'],
  { framing }: Pick<RecipeStructure, 'framing'> = {},
): string {
  if (framing) {
    const sides = [framing.start, framing.end].flatMap(({ left, top, size }) => [left, top, size]);
    return [...sides, framing.easing].join(' ');
  }
  return kind === 'static' ? kind : `${kind} ${strength}`;
}
