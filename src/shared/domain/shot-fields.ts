/** What a shot says besides its words, in terms that everybody on a set knows, and how people sort and mark shots. */
import type { CameraFraming } from './camera-move.ts';
import type { FieldId } from './ids.ts';

/** How much of the subject is seen, from far to near. */
export const shotSizes = [
  'extreme-wide',
  'wide',
  'full',
  'medium-wide',
  'medium',
  'medium-close-up',
  'close-up',
  'extreme-close-up',
  'insert',
] as const;

/** One of the sizes. */
export type ShotSize = (typeof shotSizes)[number];

/** Where the camera looks from. */
export const shotAngles = [
  'eye-level',
  'low',
  'high',
  'overhead',
  'ground-level',
  'dutch',
  'over-the-shoulder',
  'point-of-view',
] as const;

/** One of the angles. */
export type ShotAngle = (typeof shotAngles)[number];

/** Focal length as on a 35 mm camera, in millimetres. */
export const lensRangeMm = { from: 4, to: 2000 } as const;

/** Marks for people; none of them means anything by itself. */
export const labelColours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/** One of the colours. */
export type LabelColour = (typeof labelColours)[number];

/** How far a shot is, in the order of the work. An omitted shot keeps its place and its number. */
export const shotStatuses = ['planned', 'in-progress', 'review', 'approved', 'omitted'] as const;

/** One of the statuses. */
export type ShotStatus = (typeof shotStatuses)[number];

/** Most tags of one shot, and the longest one in characters. */
export const mostTags = 50;
export const longestTag = 60;

/** Tags without space around them, empty ones, or one twice in whatever case: the first one stands. */
export function cleanTags(tags: readonly string[]): string[] {
  const seen = new Set<string>();
  return tags
    .map((tag) => tag.trim().replace(/\s+/gu, ' '))
    .filter((tag) => {
      const key = tag.toLowerCase();
      if (tag === '' || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** What a field of a project's own holds. */
export const customFieldKinds = ['text', 'number', 'choice', 'checkbox'] as const;

/** One of the kinds. */
export type CustomFieldKind = (typeof customFieldKinds)[number];

/** A field that a project adds to its shots. */
export type CustomFieldDefinition = {
  id: FieldId;
  /** Unlike every other name in the project, whatever the case. */
  name: string;
  kind: CustomFieldKind;
  /** What can be chosen, in order; empty for the other kinds. */
  choices: string[];
};

/** Most fields that a project adds. */
export const mostCustomFields = 50;

/** A text for `text` and `choice`, a number, or whether it is checked. */
export type CustomFieldValue = string | number | boolean;

/** Values by field; a field that says nothing is not in it. Those of a field that was removed are not shown. */
export type CustomFieldValues = Readonly<Record<string, CustomFieldValue>>;

/** Whether a value is one that the field can hold. */
export function isCustomFieldValue({ kind, choices }: CustomFieldDefinition, value: CustomFieldValue): boolean {
  if (kind === 'checkbox') return typeof value === 'boolean';
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === 'string' && (kind === 'text' || choices.includes(value));
}

/** Everything that a shot need not say, as it is while nobody said it. */
export type ShotStructure = {
  /** Null means not said, as for the next two. */
  shotSize: ShotSize | null;
  angle: ShotAngle | null;
  /** Focal length as on a 35 mm camera. */
  lensMm: number | null;
  /** What happens, in words. */
  action: string;
  /** Null means that the camera move decides. */
  framing: CameraFraming | null;
  /** In the order in which they were given. */
  tags: readonly string[];
  customFields: CustomFieldValues;
  colour: LabelColour | null;
  status: ShotStatus;
  /** The number that the shot keeps, such as `3A`; null while numbers follow from the order. */
  lockedNumber: string | null;
};

/** Of a shot that nobody said anything about. */
export const defaultShotStructure: ShotStructure = {
  shotSize: null,
  angle: null,
  lensMm: null,
  action: '',
  framing: null,
  tags: [],
  customFields: {},
  colour: null,
  status: 'planned',
  lockedNumber: null,
};
