/** The layers, top first, and what can be done to the one that is drawn on. */
import {
  IconArrowBarToDown,
  IconChevronDown,
  IconChevronUp,
  IconClearAll,
  IconEye,
  IconEyeOff,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/field.tsx';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { type SketchLayer, sketchLimits } from '#shared/domain/sketch.ts';
import { canMergeDown, findLayer } from '#shared/domain/sketch-layers.ts';
import type { SketchPad } from '#shared/domain/sketch-pad.ts';
import type { SketchSession } from './sketch-session.ts';
import styles from './sketch.module.css';

export type LayersPanelProps = { pad: SketchPad; session: SketchSession };

export function LayersPanel({ pad: { document, activeLayerId }, session }: LayersPanelProps) {
  const { t } = useTranslation();
  const active = findLayer(document, activeLayerId);
  return (
    <section className={styles.layers} aria-label={t('sketch.layers.label')}>
      <div className={styles.layersHead}>
        <h3>{t('sketch.layers.label')}</h3>
        <IconButton
          label={t('sketch.layers.add')}
          command="sketch.newLayer"
          disabled={document.layers.length >= sketchLimits.layers}
          onClick={() => session.edit({ kind: 'addLayer' })}
        >
          <IconPlus size={16} />
        </IconButton>
      </div>
      <ul className={styles.layerList}>
        {document.layers.toReversed().map((layer) => (
          <LayerRow key={layer.id} layer={layer} isActive={layer === active} session={session} />
        ))}
      </ul>
      {active && <LayerTools key={active.id} pad={{ document, active }} session={session} />}
    </section>
  );
}

type LayerRowProps = { layer: SketchLayer; isActive: boolean; session: SketchSession };

function LayerRow({ layer, isActive, session }: LayerRowProps) {
  const name = useLayerName()(layer);
  const { t } = useTranslation();
  const { id: layerId, isVisible } = layer;
  return (
    <li className={styles.layer} data-active={isActive || undefined}>
      <IconButton
        label={t(isVisible ? 'sketch.layers.hide' : 'sketch.layers.show', { name })}
        onClick={() => session.edit({ kind: 'showLayer', layerId, isVisible: !isVisible })}
      >
        {isVisible ? <IconEye size={16} /> : <IconEyeOff size={16} />}
      </IconButton>
      <button
        type="button"
        className={styles.layerName}
        aria-pressed={isActive}
        onClick={() => session.chooseLayer(layerId)}
      >
        <span dir="auto">{name}</span>
        {layer.opacity < 100 && <small>{t('sketch.layers.percent', { percent: layer.opacity })}</small>}
      </button>
    </li>
  );
}

type LayerToolsProps = {
  pad: { document: SketchPad['document']; active: SketchLayer };
  session: SketchSession;
};

function LayerTools({ pad: { document, active }, session }: LayerToolsProps) {
  const { t } = useTranslation();
  const placeholder = useLayerName()({ ...active, name: '' });
  const [name, setName] = useState(active.name);
  const { id: layerId, opacity } = active;
  const index = document.layers.indexOf(active);
  const tool = (
    label: string,
    icon: ReactNode,
    { command, isDisabled }: { command: CommandId; isDisabled: boolean },
    edit: Parameters<SketchSession['edit']>[0],
  ) => (
    <IconButton label={label} command={command} disabled={isDisabled} onClick={() => session.edit(edit)}>
      {icon}
    </IconButton>
  );
  return (
    <div className={styles.layerTools}>
      <div className={styles.layerButtons}>
        {tool(
          t('sketch.layers.up'),
          <IconChevronUp size={16} />,
          { command: 'sketch.layerUp', isDisabled: index === document.layers.length - 1 },
          {
            kind: 'moveLayer',
            layerId,
            step: 1,
          },
        )}
        {tool(
          t('sketch.layers.down'),
          <IconChevronDown size={16} />,
          { command: 'sketch.layerDown', isDisabled: index === 0 },
          {
            kind: 'moveLayer',
            layerId,
            step: -1,
          },
        )}
        {tool(
          t('sketch.layers.merge'),
          <IconArrowBarToDown size={16} />,
          { command: 'sketch.mergeLayer', isDisabled: !canMergeDown(document, layerId) },
          {
            kind: 'mergeDown',
            layerId,
          },
        )}
        {tool(
          t('sketch.layers.clear'),
          <IconClearAll size={16} />,
          { command: 'sketch.clearLayer', isDisabled: active.items.length === 0 },
          {
            kind: 'clearLayer',
            layerId,
          },
        )}
        {tool(
          t('sketch.layers.delete'),
          <IconTrash size={16} />,
          { command: 'sketch.deleteLayer', isDisabled: document.layers.length === 1 },
          {
            kind: 'deleteLayer',
            layerId,
          },
        )}
      </div>
      <Field label={t('sketch.layers.opacity', { percent: opacity })}>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={opacity}
          onChange={(event) => session.edit({ kind: 'fadeLayer', layerId, opacity: event.currentTarget.valueAsNumber })}
        />
      </Field>
      <Field label={t('sketch.layers.name')}>
        <input
          className={styles.nameField}
          value={name}
          placeholder={placeholder}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => session.edit({ kind: 'renameLayer', layerId, name })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
      </Field>
    </div>
  );
}

/** What a layer is called: its own name, what it shows, or its number. */
function useLayerName(): (layer: SketchLayer) => string {
  const { t } = useTranslation();
  return ({ name, id, items }) => {
    if (name !== '') return name;
    return items[0]?.kind === 'picture' ? t('sketch.layers.picture') : t('sketch.layers.number', { number: id });
  };
}
