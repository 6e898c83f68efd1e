/** What people write for sizes, angles and the like of shots in tables, read as the terms that the studio keeps. */
import {
  type CustomFieldDefinition,
  type CustomFieldValue,
  cleanTags,
  lensRangeMm,
  longestTag,
  mostTags,
  type ShotAngle,
  shotAngles,
  type ShotSize,
  shotSizes,
  type ShotStatus,
  shotStatuses,
} from './shot-fields.ts';

const sizeNames: Record<string, ShotSize> = {
  ecu: 'extreme-close-up',
  bcu: 'extreme-close-up',
  xcu: 'extreme-close-up',
  cu: 'close-up',
  close: 'close-up',
  mcu: 'medium-close-up',
  ms: 'medium',
  mid: 'medium',
  mws: 'medium-wide',
  mls: 'medium-wide',
  fs: 'full',
  ws: 'wide',
  ls: 'wide',
  long: 'wide',
  ews: 'extreme-wide',
  els: 'extreme-wide',
  xws: 'extreme-wide',
  ins: 'insert',
};

const angleNames: Record<string, ShotAngle> = {
  eye: 'eye-level',
  'low-angle': 'low',
  'high-angle': 'high',
  'top-down': 'overhead',
  top: 'overhead',
  ground: 'ground-level',
  canted: 'dutch',
  'dutch-angle': 'dutch',
  ots: 'over-the-shoulder',
  'over-shoulder': 'over-the-shoulder',
  pov: 'point-of-view',
};

const statusNames: Record<string, ShotStatus> = {
  todo: 'planned',
  'to-do': 'planned',
  'in-work': 'in-progress',
  wip: 'in-progress',
  'in-review': 'review',
  done: 'approved',
  ok: 'approved',
  omit: 'omitted',
  cut: 'omitted',
};

/** `CU`, `Medium close-up`; null for another word. */
export function parseShotSize(text: string): ShotSize | null {
  return findTerm(text, shotSizes, sizeNames);
}

/** `OTS`, `Low angle`; null for another word. */
export function parseShotAngle(text: string): ShotAngle | null {
  return findTerm(text, shotAngles, angleNames);
}

/** `Approved`, `WIP`; null for another word. */
export function parseShotStatus(text: string): ShotStatus | null {
  return findTerm(text, shotStatuses, statusNames);
}

/** `35`, `35 mm`, `f=35mm`; null for what is no focal length. */
export function parseLensMm(text: string): number | null {
  // "35", "35,5 mm"
  const match = /^(?:f\s*=?\s*)?(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:mm)?$/i.exec(text.trim());
  const millimetres = Number(match?.[1]?.replace(',', '.') ?? Number.NaN);
  return millimetres >= lensRangeMm.from && millimetres <= lensRangeMm.to ? millimetres : null;
}

/** Tags between commas, semicolons or bars; as many as a shot keeps. */
export function parseTags(text: string): string[] {
  return cleanTags(text.split(/[,;|\n]/).map((tag) => tag.trim().replace(/^#/, '').slice(0, longestTag))).slice(
    0,
    mostTags,
  );
}

/** What people write into a box to check, and to leave open. */
const checkedWords = new Set(['yes', 'y', 'true', '1', 'x', '\u2713', '\u2714']);
const openWords = new Set(['no', 'n', 'false', '0', '-']);

/** What a text says for a field of the project's own; null for a text that it cannot hold. */
export function parseCustomValue({ kind, choices }: CustomFieldDefinition, text: string): CustomFieldValue | null {
  const plain = text.trim().toLowerCase();
  if (kind === 'text') return text;
  if (kind === 'choice') return choices.find((choice) => choice.toLowerCase() === plain) ?? null;
  if (kind === 'number') return parseNumber(plain);
  if (checkedWords.has(plain)) return true;
  return openWords.has(plain) ? false : null;
}

/** `12`, `-0.5`, `4,5`; null for anything else. */
function parseNumber(text: string): number | null {
  return /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** The kind of a new field that can hold all of some texts: boxes or numbers where every one is, else text. */
export function kindOfValues(texts: readonly string[]): 'text' | 'number' | 'checkbox' {
  const written = texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== '');
  if (written.length === 0) return 'text';
  if (written.every((text) => parseNumber(text) !== null)) return 'number';
  return written.every((text) => checkedWords.has(text) || openWords.has(text)) ? 'checkbox' : 'text';
}

function findTerm<Term extends string>(text: string, terms: readonly Term[], names: Record<string, Term>): Term | null {
  const plain = text
    .toLowerCase()
    .replace(/\bshot\b/g, '')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return terms.find((term) => term === plain || term.replaceAll('-', '') === plain) ?? names[plain] ?? null;
}
