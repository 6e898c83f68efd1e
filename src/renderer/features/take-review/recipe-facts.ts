/** The recipe of a take in words: what stands in its panel, and the same as text for the clipboard. */
import type { TFunction } from 'i18next';
import type { AssetId } from '#shared/domain/ids.ts';
import type { InputRole, ListedModel } from '#shared/domain/model.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { Take, TakeRecipe } from '#shared/domain/records.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { takeCostText } from './take-cost.ts';

export type FactRow = { label: string; value: string };

export type FactSection = { title: string; rows: FactRow[] };

export type RecipeFactsOptions = {
  t: TFunction;
  language: string;
  take: Take;
  modelLabel: string;
  connectionLabel: string;
  /** Names the model's own settings; null leaves them under the names by which they were sent. */
  model: ListedModel | null;
};

/** Sections without a row are left out. Ids never stand in them. */
export function recipeSections(options: RecipeFactsOptions): FactSection[] {
  const { t, take, modelLabel, connectionLabel } = options;
  const { dialogue, styleNotes, cameraMove, structure } = take.recipe;
  const sections: FactSection[] = [
    {
      title: t('recipe.madeBy'),
      rows: [
        { label: t('recipe.model'), value: modelLabel },
        { label: t('recipe.connection'), value: connectionLabel },
      ],
    },
    { title: t('recipe.settings'), rows: settingRows(options) },
    {
      title: t('inspector.tabShot'),
      rows: [
        ...(structure?.framing ? [{ label: t('recipe.camera'), value: t('shotFields.framing.title') }] : []),
        ...(structure?.framing || cameraMove.kind === 'static'
          ? []
          : [{ label: t('recipe.camera'), value: t(`inspector.moves.${cameraMove.kind}`) }]),
        ...(dialogue ? [{ label: t('recipe.dialogue'), value: dialogue }] : []),
        ...(styleNotes ? [{ label: t('recipe.style'), value: styleNotes }] : []),
      ],
    },
    { title: t('recipe.result'), rows: resultRows(options) },
    { title: t('recipe.answer'), rows: answerRows(t, take.facts) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function settingRows({ t, language, take, model }: RecipeFactsOptions): FactRow[] {
  const { settings } = take.recipe;
  const labels = new Map((model?.video?.settings ?? []).map(({ key, label }) => [key, label]));
  const row = (label: string, value: string | null) => (value === null || value === '' ? [] : [{ label, value }]);
  return [
    ...row(t('recipe.duration'), secondsText(settings.durationSeconds, language)),
    ...row(t('recipe.size'), settings.frameSize && sizeText(settings.frameSize)),
    ...row(t('recipe.resolution'), settings.resolution),
    ...row(t('recipe.aspectRatio'), settings.aspectRatio),
    ...row(t('recipe.sound'), settings.hasSound === null ? null : t(`recipe.sound${settings.hasSound ? 'On' : 'Off'}`)),
    ...row(t('recipe.seed'), settings.seed === null ? null : String(settings.seed)),
    ...row(t('recipe.negativePrompt'), settings.negativePrompt),
    ...Object.entries(settings.extra).map(([key, value]) => ({
      label: labels.get(key) ?? key,
      value: valueText(t, value),
    })),
  ];
}

function resultRows({ t, language, take }: RecipeFactsOptions): FactRow[] {
  const { durationFrames, frameRate, frameSize, cost, recipe } = take;
  const isExpectedOther = recipe.estimate !== null && recipe.estimate > 0 && recipe.estimate !== cost?.amount;
  return [
    { label: t('recipe.duration'), value: toShortTimecode(durationFrames, frameRate) },
    { label: t('recipe.size'), value: sizeText(frameSize) },
    { label: t('recipe.cost'), value: takeCostText(t, language, cost) },
    ...(isExpectedOther
      ? [{ label: t('recipe.expected'), value: formatMoney(recipe.estimate as number, language) }]
      : []),
  ];
}

function answerRows(t: TFunction, facts: Take['facts']): FactRow[] {
  return Object.entries(facts)
    .filter(([name]) => !isIdName(name))
    .map(([name, value]) => ({ label: nameText(name), value: valueText(t, value) }));
}

/** Whether a name is that of an id, such as `id`, `job_id` or `generationId`: they help nobody who reads. */
function isIdName(name: string): boolean {
  return /^u?u?ids?$/i.test(name) || /(_|-|\.)u?u?ids?$/i.test(name) || /[a-z](Id|ID|Ids|Uuid)$/.test(name);
}

/** `inference_time_s` and `inferenceTimeS` as words. */
function nameText(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueText(t: TFunction, value: string | number | boolean): string {
  return typeof value === 'boolean' ? t(value ? 'recipe.yes' : 'recipe.no') : String(value);
}

function secondsText(seconds: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  }).format(seconds);
}

function sizeText({ widthPx, heightPx }: FrameSize): string {
  return `${widthPx}×${heightPx}`;
}

export type RecipeInput = { role: InputRole; assetId: AssetId };

/** Every file that went with the request, each once. */
export function recipeInputs({ inputs, boardAssetId, voiceAssetId }: TakeRecipe): RecipeInput[] {
  const known = new Set(inputs.map(({ assetId }) => assetId));
  const own = (role: InputRole, assetId: AssetId | null) =>
    assetId === null || known.has(assetId) ? [] : [{ role, assetId }];
  return [...own('first-frame', boardAssetId), ...inputs, ...own('voice', voiceAssetId)];
}

/** Title, prompt, then every section, as lines. */
export function recipeText(t: TFunction, take: Take, sections: readonly FactSection[]): string {
  const { shotNumber, title, promptAsSent } = take.recipe;
  const head = [`${shotNumber} ${title}`.trim(), t('takes.take', { number: take.takeNumber })].join(', ');
  const parts = [
    head,
    `${t('recipe.prompt')}:\n${promptAsSent || t('recipe.noPrompt')}`,
    ...sections.map(({ title: name, rows }) =>
      [name, ...rows.map(({ label, value }) => `- ${label}: ${value}`)].join('\n'),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
