/** Brushes, their size, and colours. */
import {
  IconBallpen,
  IconBrush,
  IconEraser,
  IconHandStop,
  IconHighlight,
  IconMinus,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { type SketchBrush, sketchBrushes } from '#shared/domain/sketch.ts';
import { brushSizesPx, palette, stepSize } from './brushes.ts';
import { chooseBrush, chooseColour, chooseSize, currentTool, toggleHand, toolState } from './sketch-tool.ts';
import styles from './sketch.module.css';

const icons = {
  pencil: IconPencil,
  ink: IconBallpen,
  brush: IconBrush,
  marker: IconHighlight,
  eraser: IconEraser,
} satisfies Record<SketchBrush, typeof IconPencil>;

export function ToolPanel() {
  const { t } = useTranslation();
  const { brush, colour, sizePx, isHand } = currentTool(useObservable(toolState));
  return (
    <section className={styles.tools} aria-label={t('sketch.tools')}>
      <div className={styles.brushes} role="group" aria-label={t('sketch.brushes.label')}>
        {sketchBrushes.map((name) => {
          const Icon = icons[name];
          return (
            <IconButton
              key={name}
              label={t(`sketch.brushes.${name}`)}
              command={`sketch.${name}`}
              isPressed={!isHand && brush === name}
              onClick={() => chooseBrush(name)}
            >
              <Icon size={19} />
            </IconButton>
          );
        })}
        <IconButton label={t('sketch.hand')} command="sketch.hand" isPressed={isHand} onClick={toggleHand}>
          <IconHandStop size={19} />
        </IconButton>
      </div>
      <div className={styles.size} role="group" aria-label={t('sketch.size')}>
        <IconButton
          label={t('sketch.smaller')}
          command="sketch.smaller"
          onClick={() => chooseSize(stepSize(sizePx, -1))}
        >
          <IconMinus size={15} />
        </IconButton>
        <output className={styles.sizeText}>{t('sketch.sizePx', { size: sizePx })}</output>
        <IconButton label={t('sketch.larger')} command="sketch.larger" onClick={() => chooseSize(stepSize(sizePx, 1))}>
          <IconPlus size={15} />
        </IconButton>
        <input
          type="range"
          min={0}
          max={brushSizesPx.length - 1}
          step={1}
          value={Math.max(
            0,
            brushSizesPx.findLastIndex((size) => size <= sizePx),
          )}
          aria-label={t('sketch.size')}
          aria-valuetext={t('sketch.sizePx', { size: sizePx })}
          onChange={(event) => chooseSize(brushSizesPx[event.currentTarget.valueAsNumber] ?? sizePx)}
        />
      </div>
      <div className={styles.palette} role="group" aria-label={t('sketch.colours.label')}>
        {palette.map((swatch) => (
          <button
            key={swatch.name}
            type="button"
            className={styles.swatch}
            style={{ backgroundColor: swatch.colour }}
            aria-label={t(`sketch.colours.${swatch.name}`)}
            title={t(`sketch.colours.${swatch.name}`)}
            aria-pressed={colour === swatch.colour}
            onClick={() => chooseColour(swatch.colour)}
          />
        ))}
        <input
          type="color"
          className={styles.ownColour}
          value={colour}
          aria-label={t('sketch.colours.own')}
          title={t('sketch.colours.own')}
          onChange={(event) => chooseColour(event.currentTarget.value)}
        />
      </div>
    </section>
  );
}
