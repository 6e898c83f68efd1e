/** What a search over the whole library finds. */
import type { ElementKind } from './element.ts';
import type { ElementId, ProjectId, SceneId, ShotId, TakeId } from './ids.ts';
import type { TextRange } from './search-text.ts';

/** In the order in which people think of a library. */
export const searchKinds = ['project', 'scene', 'shot', 'element', 'take', 'line'] as const;

/** A line is one speech of a shot's dialogue. */
export type SearchKind = (typeof searchKinds)[number];

/** A text, or a part of one, with the places that were found. Never markup. */
export type MarkedText = {
  text: string;
  /** In order, without overlaps. */
  ranges: TextRange[];
  /** Whether something of the text stands before and after what is shown. */
  isCutBefore: boolean;
  isCutAfter: boolean;
};

/** What a search can find, with what is needed to go there. */
export type FoundRecord = { projectId: ProjectId; projectTitle: string } & (
  | { kind: 'project' }
  | { kind: 'scene'; sceneId: SceneId }
  | { kind: 'shot'; sceneId: SceneId; shotId: ShotId }
  | { kind: 'element'; elementId: ElementId; elementKind: ElementKind }
  | { kind: 'take'; shotId: ShotId; takeId: TakeId; takeNumber: number; modelId: string }
  /** `speaker` is null where the line names nobody; `lineIndex` counts from 0. */
  | { kind: 'line'; shotId: ShotId; lineIndex: number; speaker: string | null }
);

/** One record that was found. */
export type SearchHit = FoundRecord & {
  /** What a person knows the record by: title, heading, name; of a take its shot's, of a line its words. May be empty. */
  title: MarkedText;
  /** Where else it was found; null when that is the title alone. */
  snippet: MarkedText | null;
};

/** Hits of one kind, best first. */
export type SearchGroup = { kind: SearchKind; hits: SearchHit[]; hasMore: boolean };

/** What a search answers. */
export type SearchAnswer = {
  /** The group with the best hit first; kinds without hits are left out. */
  groups: SearchGroup[];
  /** False while the index of the library is still being made: hits may be missing. */
  isComplete: boolean;
};
