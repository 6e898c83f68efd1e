/** The bar of the strip view: how wide a second is. */
import { IconArrowAutofitWidth, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import { setStripScale, stepStripScale, stripScale } from './strip-scale.ts';
import { scaleOfSlider, sliderOfScale } from './strip-zoom.ts';
import styles from './strip-view.module.css';

export function StripTools({ onFit }: { onFit: () => void }) {
  const { t } = useTranslation();
  const pxPerSecond = useObservable(stripScale);
  useCommands({
    'view.zoomIn': () => stepStripScale(1),
    'view.zoomOut': () => stepStripScale(-1),
    'view.zoomFit': onFit,
  });
  return (
    <div className={styles.tools} role="group" aria-label={t('boardViews.zoom')}>
      <IconButton
        label={t('commands.view.zoomOut')}
        keys={keysOf('view.zoomOut') ?? ''}
        onClick={() => stepStripScale(-1)}
      >
        <IconZoomOut size={16} />
      </IconButton>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(sliderOfScale(pxPerSecond))}
        aria-label={t('boardViews.zoom')}
        aria-valuetext={t('boardViews.pxPerSecond', { count: Math.round(pxPerSecond) })}
        onChange={(event) => setStripScale(scaleOfSlider(event.currentTarget.valueAsNumber))}
      />
      <IconButton
        label={t('commands.view.zoomIn')}
        keys={keysOf('view.zoomIn') ?? ''}
        onClick={() => stepStripScale(1)}
      >
        <IconZoomIn size={16} />
      </IconButton>
      <IconButton label={t('commands.view.zoomFit')} keys={keysOf('view.zoomFit') ?? ''} onClick={onFit}>
        <IconArrowAutofitWidth size={17} />
      </IconButton>
    </div>
  );
}
