/** The bar over the paper: which shot, back and forth, how the paper is seen, and the way out. */
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconFlipHorizontal,
  IconGhost2,
  IconZoomReset,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { onionState, setOnionOpacity } from './onion-state.ts';
import type { PaperView } from './paper-view.ts';
import type { SketchCommand } from './sketch-keys.ts';
import type { SketchSession } from './sketch-session.ts';
import styles from './sketch.module.css';

export type SketchBarProps = {
  number: string;
  shotTitle: string;
  session: SketchSession;
  view: PaperView;
  isSaving: boolean;
  hasPrevious: boolean;
  hasNext: boolean;
  onCommand: (command: SketchCommand) => void;
};

export function SketchBar({ number, shotTitle, session, isSaving, onCommand, ...props }: SketchBarProps) {
  const { t } = useTranslation();
  const { past, future } = useObservable(session.pad);
  const draft = useObservable(session.draft);
  return (
    <div className={styles.bar}>
      <IconButton
        label={t('sketch.previousShot')}
        command="sketch.previousShot"
        disabled={!props.hasPrevious || isSaving}
        onClick={() => onCommand({ kind: 'shot', step: -1 })}
      >
        <IconChevronLeft size={18} />
      </IconButton>
      <h2 className={styles.title}>
        <b>{number}</b> <span dir="auto">{shotTitle}</span>
      </h2>
      <IconButton
        label={t('sketch.nextShot')}
        command="sketch.nextShot"
        disabled={!props.hasNext || isSaving}
        onClick={() => onCommand({ kind: 'shot', step: 1 })}
      >
        <IconChevronRight size={18} />
      </IconButton>
      <span className={styles.divider} />
      <IconButton
        label={t('sketch.undo')}
        command="window.undo"
        disabled={past.length === 0}
        onClick={() => onCommand({ kind: 'undo' })}
      >
        <IconArrowBackUp size={18} />
      </IconButton>
      <IconButton
        label={t('sketch.redo')}
        command="window.redo"
        disabled={future.length === 0}
        onClick={() => onCommand({ kind: 'redo' })}
      >
        <IconArrowForwardUp size={18} />
      </IconButton>
      <span className={styles.divider} />
      <OnionControl onToggle={() => onCommand({ kind: 'onion' })} />
      <IconButton
        label={t('sketch.flip')}
        command="sketch.flip"
        isPressed={props.view.isFlipped}
        onClick={() => onCommand({ kind: 'flip' })}
      >
        <IconFlipHorizontal size={18} />
      </IconButton>
      <IconButton label={t('sketch.fit')} command="sketch.fit" onClick={() => onCommand({ kind: 'fit' })}>
        <IconZoomReset size={18} />
      </IconButton>
      <span className={styles.zoom}>{t('sketch.zoom', { percent: Math.round(props.view.zoom * 100) })}</span>
      <span className={styles.gap} />
      <span className={styles.draft} role="status" data-state={draft}>
        {draft === 'unchanged' ? '' : t(`sketch.draft.${draft}`)}
      </span>
      <Button onClick={() => onCommand({ kind: 'cancel' })} disabled={isSaving}>
        {t('app.cancel')}
      </Button>
      <Button variant="primary" isBusy={isSaving} onClick={() => onCommand({ kind: 'done' })}>
        {isSaving ? t('sketch.saving') : t('sketch.done')}
      </Button>
    </div>
  );
}

function OnionControl({ onToggle }: { onToggle: () => void }) {
  const { t } = useTranslation();
  const { isOn, opacity } = useObservable(onionState);
  return (
    <>
      <IconButton label={t('sketch.onion')} command="sketch.onion" isPressed={isOn} onClick={onToggle}>
        <IconGhost2 size={18} />
      </IconButton>
      {isOn && (
        <input
          type="range"
          className={styles.onionOpacity}
          min={5}
          max={80}
          step={5}
          value={opacity}
          aria-label={t('sketch.onionOpacity')}
          onChange={(event) => setOnionOpacity(event.currentTarget.valueAsNumber)}
        />
      )}
    </>
  );
}
