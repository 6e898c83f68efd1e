/** What a column of the table shows of a shot, and what a typed or pasted text makes of it. Pure. */
import type { TFunction } from 'i18next';
import { cameraMoveKinds, defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { ScenePatch, ShotPatch } from '#shared/contract/schemas.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import {
  cleanTags,
  type CustomFieldDefinition,
  labelColours,
  shotAngles,
  shotSizes,
  shotStatuses,
} from '#shared/domain/shot-fields.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { readDuration, readLens, readSceneNumber } from '#renderer/features/shot-facts/index.ts';

/** What stands around a shot: its number, and number and heading of its scene. */
export type RowFacts = { number: string; sceneNumber: string; scene: string };

export type ColumnChoice = { key: string; label: string };

export type ShotColumn = {
  /** Stable, for what is remembered. */
  key: string;
  label: string;
  widthPx: number;
  /** How the cell is edited; `none` cannot be, `framing` has a dialog of its own. */
  editor: 'none' | 'line' | 'text' | 'choice' | 'framing';
  /** Those of a choice; the first may stand for nothing. */
  choices: readonly ColumnChoice[];
  isHiddenAtFirst: boolean;
  /** Whether an `@` begins the name of an element. */
  namesElements: boolean;
  /** As it is shown, edited and copied. */
  read: (shot: StoryboardShot, facts: RowFacts) => string;
  /** What a text changes; null when it cannot be used. */
  toPatch: (text: string, shot: StoryboardShot) => ShotPatch | null;
  /** The same, where the cell is one of the shot's scene. */
  toScenePatch?: (text: string) => ScenePatch | null;
};

/** Whether a text can stand in a cell. */
export function isUsable({ toPatch, toScenePatch }: ShotColumn, text: string, shot: StoryboardShot): boolean {
  return (toScenePatch?.(text) ?? toPatch(text, shot)) !== null;
}

type TextKey = 'title' | 'prompt' | 'action' | 'dialogue' | 'notes';

export function shotColumns(t: TFunction, project: Project): ShotColumn[] {
  return [
    fixed('number', t('shotTable.number'), 70, (_, { number }) => number),
    text('title', t('inspector.title'), 180, 'line'),
    text('prompt', t('inspector.prompt'), 260),
    text('action', t('shotFields.action'), 220),
    text('dialogue', t('inspector.dialogue'), 200),
    durationColumn(t, project),
    {
      ...fixed('scene', t('shotTable.scene'), 150, (_, { scene }) => scene),
      editor: 'line',
      toScenePatch: (typed) => (typed.length > longestTitle ? null : { heading: oneLine(typed) }),
    },
    sceneNumberColumn(t, project),
    ...lookColumns(t),
    ...sortColumns(t),
    text('notes', t('inspector.notes'), 200),
    ...project.customFieldDefinitions.map((field) => customColumn(t, field)),
  ];
}

const plain = { choices: [], isHiddenAtFirst: false, namesElements: false } as const;

function fixed(key: string, label: string, widthPx: number, read: ShotColumn['read']): ShotColumn {
  return { ...plain, key, label, widthPx, editor: 'none', read, toPatch: () => null };
}

function text(key: TextKey, label: string, widthPx: number, editor: 'line' | 'text' = 'text'): ShotColumn {
  const limit = key === 'title' ? longestTitle : 200_000;
  const toPatch = (typed: string) =>
    typed.length > limit ? null : { [key]: key === 'title' ? oneLine(typed) : typed };
  const namesElements = key === 'prompt' || key === 'action';
  return { ...plain, key, label, widthPx, editor, namesElements, read: (shot) => shot[key], toPatch };
}

const longestTitle = 500;

function oneLine(typed: string): string {
  return typed.replace(/\s*\n\s*/g, ' ');
}

function durationColumn(t: TFunction, { frameRate }: Project): ShotColumn {
  return {
    ...plain,
    ...{ key: 'duration', label: t('inspector.duration'), widthPx: 90, editor: 'line' },
    read: ({ durationFrames }) => toShortTimecode(durationFrames, frameRate),
    toPatch(typed) {
      const durationFrames = readDuration(typed, frameRate);
      return durationFrames === null ? null : { durationFrames };
    },
  };
}

/** Locked numbers stay. */
function sceneNumberColumn(t: TFunction, { areNumbersLocked }: Project): ShotColumn {
  const column = fixed('sceneNumber', t('shotTable.sceneNumber'), 90, (_, { sceneNumber }) => sceneNumber);
  if (areNumbersLocked) return column;
  return {
    ...column,
    editor: 'line',
    toScenePatch(typed) {
      const sceneNumber = readSceneNumber(typed);
      return sceneNumber === undefined ? null : { sceneNumber };
    },
  };
}

type ChoiceColumn<Key extends string> = {
  key: string;
  label: string;
  widthPx: number;
  keys: readonly Key[];
  labelOf: (key: Key) => string;
  /** Stands for null; left out where a shot must say one. */
  noneLabel?: string;
  read: (shot: StoryboardShot) => Key | null;
  toPatch: (key: Key | null, shot: StoryboardShot) => ShotPatch;
};

function choice<Key extends string>(column: ChoiceColumn<Key>): ShotColumn {
  const { key, label, widthPx, keys, labelOf, noneLabel, read, toPatch } = column;
  const none = noneLabel === undefined ? [] : [{ key: '', label: noneLabel }];
  return {
    ...plain,
    ...{ key, label, widthPx, editor: 'choice' },
    choices: [...none, ...keys.map((one) => ({ key: one, label: labelOf(one) }))],
    read(shot) {
      const held = read(shot);
      return held === null ? '' : labelOf(held);
    },
    toPatch(typed, shot) {
      const wanted = typed.trim().toLowerCase();
      if (wanted === '') return noneLabel === undefined ? null : toPatch(null, shot);
      const found = keys.find((one) => one === wanted || labelOf(one).toLowerCase() === wanted);
      return found === undefined ? null : toPatch(found, shot);
    },
  };
}

function lookColumns(t: TFunction): ShotColumn[] {
  const noneLabel = t('shotFields.notSaid');
  return [
    choice({
      ...{ key: 'size', label: t('shotFields.size'), widthPx: 130, keys: shotSizes, noneLabel },
      labelOf: (key) => t(`shotFields.sizes.${key}`),
      read: ({ shotSize }) => shotSize,
      toPatch: (shotSize) => ({ shotSize }),
    }),
    choice({
      ...{ key: 'angle', label: t('shotFields.angle'), widthPx: 120, keys: shotAngles, noneLabel },
      labelOf: (key) => t(`shotFields.angles.${key}`),
      read: ({ angle }) => angle,
      toPatch: (angle) => ({ angle }),
    }),
    {
      ...plain,
      ...{ key: 'lens', label: t('shotFields.lens'), widthPx: 80, editor: 'line' },
      read: ({ lensMm }) => (lensMm === null ? '' : `${lensMm} mm`),
      toPatch(typed) {
        const lensMm = readLens(typed);
        return lensMm === undefined ? null : { lensMm };
      },
    },
    cameraColumn(t),
    framingColumn(t),
  ];
}

/** A move that is chosen takes the place of what was drawn. */
function cameraColumn(t: TFunction): ShotColumn {
  const column = choice({
    ...{ key: 'camera', label: t('inspector.camera'), widthPx: 110, keys: cameraMoveKinds },
    labelOf: (key) => t(`inspector.moves.${key}`),
    read: ({ cameraMove }) => cameraMove.kind,
    toPatch: (kind, { cameraMove, framing }) => ({
      cameraMove: { ...cameraMove, kind: kind ?? defaultCameraMove.kind },
      ...(framing && { framing: null }),
    }),
  });
  const read: ShotColumn['read'] = (shot, facts) =>
    shot.framing ? t('shotFields.framing.title') : column.read(shot, facts);
  return { ...column, read };
}

/** How much of the board the camera sees at its start and at its end. */
function framingColumn(t: TFunction): ShotColumn {
  const percent = (part: number) => Math.round(part * 100);
  return {
    ...plain,
    ...{ key: 'framing', label: t('shotFields.framing.title'), widthPx: 120, editor: 'framing' },
    read: ({ framing }) =>
      framing === null
        ? ''
        : t('shotTable.framing', { start: percent(framing.start.size), end: percent(framing.end.size) }),
    // It is drawn and not written; but it can be taken away.
    toPatch: (typed) => (typed.trim() === '' ? { framing: null } : null),
  };
}

function sortColumns(t: TFunction): ShotColumn[] {
  return [
    choice({
      ...{ key: 'status', label: t('shotFields.status'), widthPx: 110, keys: shotStatuses },
      labelOf: (key) => t(`shotFields.statuses.${key}`),
      read: ({ status }) => status,
      toPatch: (status) => ({ status: status ?? 'planned' }),
    }),
    choice({
      ...{ key: 'colour', label: t('shotFields.colour'), widthPx: 90, keys: labelColours },
      noneLabel: t('shotFields.noColour'),
      labelOf: (key) => t(`shotFields.colours.${key}`),
      read: ({ colour }) => colour,
      toPatch: (colour) => ({ colour }),
    }),
    {
      ...plain,
      ...{ key: 'tags', label: t('shotFields.tags'), widthPx: 140, editor: 'line' },
      read: ({ tags }) => tags.join(', '),
      toPatch: (typed) => ({ tags: cleanTags(typed.split(/[,;，、]/u)) }),
    },
  ];
}

function customColumn(t: TFunction, { id, name, kind, choices }: CustomFieldDefinition): ShotColumn {
  const column = { ...plain, key: id, label: name, widthPx: 120 };
  const held = (shot: StoryboardShot) => shot.customFields[id];
  const patch = (value: string | number | boolean | null): ShotPatch => ({ customFields: { [id]: value } });
  if (kind === 'checkbox') {
    return choice({
      ...{ key: id, label: name, widthPx: 90, keys: ['yes'] as const, noneLabel: t('shotTable.no') },
      labelOf: () => t('shotTable.yes'),
      read: (shot) => (held(shot) === true ? 'yes' : null),
      toPatch: (key) => patch(key === null ? null : true),
    });
  }
  if (kind === 'choice') {
    return choice({
      ...{ key: id, label: name, widthPx: 120, keys: choices, noneLabel: t('shotFields.notSaid') },
      labelOf: (key) => key,
      read: (shot) => (held(shot) === undefined ? null : String(held(shot))),
      toPatch: (key) => patch(key),
    });
  }
  return {
    ...column,
    editor: 'line',
    read: (shot) => String(held(shot) ?? ''),
    toPatch(typed) {
      if (typed.trim() === '') return patch(null);
      if (kind === 'text') return typed.length > 10_000 ? null : patch(typed);
      const value = Number(typed.trim().replace(',', '.'));
      return Number.isFinite(value) ? patch(value) : null;
    },
  };
}
