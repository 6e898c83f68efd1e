/** Why a take is not what its shot would give now, in the order in which people think of a shot. */
import type { StoryElement } from '#shared/domain/element.ts';
import { elementsInPrompt, indexElements } from '#shared/domain/element-mentions.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { Project, Shot, Take } from '#shared/domain/records.ts';
import { isSameFrameRate } from '#shared/domain/time.ts';

export type OutdatedReason =
  | 'title'
  | 'prompt'
  | 'elements'
  | 'dialogue'
  | 'duration'
  | 'camera'
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
    ['prompt', recipe.prompt !== shot.prompt],
    ['elements', elements !== null && areElementsChanged(recipe, shot, elements)],
    ['dialogue', recipe.dialogue !== shot.dialogue],
    ['duration', recipe.durationFrames !== shot.durationFrames],
    ['camera', cameraText(recipe.cameraMove) !== cameraText(shot.cameraMove)],
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
function areElementsChanged(recipe: Take['recipe'], { prompt }: Shot, elements: readonly StoryElement[]): boolean {
  if (recipe.prompt !== prompt) return false;
  const digestsOf = (list: ReadonlyArray<Pick<StoryElement, 'digest'>>) => list.map(({ digest }) => digest).join();
  return digestsOf(elementsInPrompt(prompt, indexElements(elements))) !== digestsOf(recipe.elements ?? []);
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

/** A camera that stands still has no strength. */
function cameraText({ kind, strength }: Shot['cameraMove']): string {
  return kind === 'static' ? kind : `${kind} ${strength}`;
}
