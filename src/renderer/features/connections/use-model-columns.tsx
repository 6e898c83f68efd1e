import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { dayText } from '#renderer/ui/day-text.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { TableColumn } from '#renderer/ui/virtual-table.tsx';
import type { ListedModel } from '#shared/domain/model.ts';
import { priceRanges, retirementOf } from '#shared/domain/model-facts.ts';
import styles from './models-panel.module.css';

export type ModelActions = { onEdit: (model: ListedModel) => void; onReset: (model: ListedModel) => void };

/** Columns of the list of models; without actions where nothing can be changed. */
export function useModelColumns(actions: ModelActions | null): Array<TableColumn<ListedModel>> {
  const { t, i18n } = useTranslation();
  const columns: Array<TableColumn<ListedModel>> = [
    {
      key: 'model',
      label: t('connections.modelLabel'),
      width: 'minmax(150px, 2fr)',
      render: ({ label, modelId }) => (
        <span title={modelId} dir="auto">
          {label || modelId}
        </span>
      ),
    },
    {
      key: 'kind',
      label: t('connections.modelKindLabel'),
      width: '84px',
      render: ({ kind }) => t(`connections.modelKind.${kind}`),
    },
    {
      key: 'price',
      label: t('connections.modelPrice'),
      width: 'minmax(140px, 1.4fr)',
      render: (model) => <PriceCell model={model} />,
    },
    {
      key: 'ends',
      label: t('connections.modelEnds'),
      width: '112px',
      render: ({ retiresOn }) => <EndCell retiresOn={retiresOn} />,
    },
    {
      key: 'origin',
      label: t('connections.modelOrigin'),
      width: '104px',
      render: ({ origin, source, asOf }) => (
        <span title={t('connections.originHint', { source, asOf: dayText(asOf, i18n.language) })}>
          {t(`connections.origin.${origin}`)}
        </span>
      ),
    },
  ];
  if (!actions) return columns;
  const render = (model: ListedModel) => <ActionsCell model={model} {...actions} />;
  return [...columns, { key: 'actions', label: t('connections.modelActions'), width: '112px', render }];
}

function ActionsCell({ model, onEdit, onReset }: ModelActions & { model: ListedModel }) {
  const { t } = useTranslation();
  const label = model.label || model.modelId;
  return (
    <span className={styles.buttons}>
      <Button
        size="small"
        command="connections.editModel"
        aria-label={t('connections.editModel', { label })}
        onClick={() => onEdit(model)}
      >
        {t('connections.edit')}
      </Button>
      {model.origin === 'edited' && (
        <Button
          size="small"
          variant="quiet"
          command="connections.resetModel"
          aria-label={t('connections.resetModel', { label })}
          onClick={() => onReset(model)}
        >
          {t('connections.resetShort')}
        </Button>
      )}
    </span>
  );
}

/** The span of prices by unit; what each depends on stands on the Generate button, where it is known. */
function PriceCell({ model }: { model: ListedModel }) {
  const { t, i18n } = useTranslation();
  if (model.isFree) return t('connections.free');
  const ranges = priceRanges(model.prices);
  if (ranges.length === 0) return <span className={styles.faint}>{t('connections.priceUnknown')}</span>;
  const texts = ranges.map(({ unit, min, max }) => {
    const least = formatMoney(min, i18n.language);
    const most = formatMoney(max, i18n.language);
    const amount = least === most ? least : t('connections.priceRange', { min: least, max: most });
    return t(`connections.price.${unit}`, { amount });
  });
  return <span title={texts.join(' · ')}>{texts.join(' · ')}</span>;
}

function EndCell({ retiresOn }: { retiresOn: string | null }) {
  const { t, i18n } = useTranslation();
  const retirement = retirementOf(retiresOn, useNow(null));
  if (!retirement || !retiresOn) return null;
  const on = dayText(retiresOn, i18n.language);
  if (retirement === 'later') return on;
  return (
    <Pill tone={retirement === 'ended' ? 'bad' : 'ask'}>
      {retirement === 'ended' ? t('connections.modelEnded', { on }) : on}
    </Pill>
  );
}
