/** The bar over the script: where it came from, what no shot stands for, and what can be done with chosen lines. */
import { IconArrowDown, IconFileDiff, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import type { Lines } from './script-lines.ts';
import styles from './script-page.module.css';

export type ScriptHeaderProps = {
  fileName: string;
  /** Stretches of lines that no shot stands for. */
  uncoveredCount: number;
  chosen: Lines | null;
  onNextUncovered: () => void;
  onNewShot: () => void;
  /** Compares a new draft with the script. */
  onUpdate: () => void;
};

export function ScriptHeader(props: ScriptHeaderProps) {
  const { fileName, uncoveredCount, chosen, onNextUncovered, onNewShot, onUpdate } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.header}>
      <span className={styles.source} title={t('script.inFile', { fileName })} dir="auto">
        {fileName}
      </span>
      <span className={styles.state} role="status">
        {uncoveredCount > 0 ? t('scriptBoard.uncovered', { count: uncoveredCount }) : t('scriptBoard.allCovered')}
      </span>
      <span className={styles.actions}>
        <Button size="small" variant="quiet" icon={<IconFileDiff size={14} />} onClick={onUpdate}>
          {t('scriptDifference.open')}
        </Button>
        {uncoveredCount > 0 && (
          <Button
            size="small"
            icon={<IconArrowDown size={14} />}
            aside={keysOf('view.nextUncovered')}
            onClick={onNextUncovered}
          >
            {t('scriptBoard.nextUncovered')}
          </Button>
        )}
        {chosen && (
          <>
            <span className={styles.chosen} role="status">
              {t('scriptBoard.chosen', {
                count: chosen.endLine - chosen.startLine + 1,
                from: chosen.startLine,
                to: chosen.endLine,
              })}
            </span>
            <Button size="small" icon={<IconPlus size={14} />} aside={keysOf('view.shotFromLines')} onClick={onNewShot}>
              {t('scriptBoard.newShot')}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}
