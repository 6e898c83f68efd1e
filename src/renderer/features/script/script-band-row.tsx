/** One band: lines of the script, and beside them the scenes and shots that begin there, or that there is none. */
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { BandItem, ScriptBand } from './script-bands.ts';
import { type Lines, wordsOf } from './script-lines.ts';
import type { ScriptPageProps } from './script-page.tsx';
import styles from './script-page.module.css';

export type ScriptBandRowProps = Pick<
  ScriptPageProps,
  'scenes' | 'selectedIds' | 'cutIds' | 'tabStopId' | 'fileTargetId' | 'renderShot' | 'renderScene'
> & {
  band: ScriptBand;
  shots: readonly StoryboardShot[];
  editedIds: ReadonlySet<ShotId>;
  chosen: Lines | null;
  /** Whether a selected shot stands for a line. */
  selectedLines: (lineNumber: number) => boolean;
  /** The band before it has no shot either. */
  isGoingOn: boolean;
  onNewShot: () => void;
};

export function ScriptBandRow(props: ScriptBandRowProps) {
  const { band, chosen, selectedLines, isGoingOn, onNewShot } = props;
  const { t } = useTranslation();
  const { lines, items, isUncovered } = band;
  return (
    <div
      className={styles.band}
      data-uncovered={isUncovered || undefined}
      data-selected={lines.some(({ lineNumber }) => selectedLines(lineNumber)) || undefined}
      data-shots={items.some(({ kind }) => kind === 'shot') || undefined}
    >
      <div className={styles.text}>
        {lines.map(({ lineNumber, kind, text }) => (
          <p
            key={lineNumber}
            className={styles.line}
            data-line={lineNumber}
            data-kind={kind}
            data-lit={selectedLines(lineNumber) || undefined}
            data-chosen={(chosen && chosen.startLine <= lineNumber && lineNumber <= chosen.endLine) || undefined}
            dir="auto"
          >
            {text || ' '}
          </p>
        ))}
      </div>
      <div className={styles.shots}>
        {items.map((item) => (
          <Item key={item.kind === 'shot' ? item.shotId : item.sceneId} item={item} {...props} />
        ))}
        {isUncovered && !isGoingOn && (
          <div className={styles.lacking}>
            <span>{t('scriptBoard.noShot')}</span>
            <button type="button" onClick={onNewShot}>
              <IconPlus size={14} aria-hidden /> {t('storyboard.newShot')}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

function Item({
  item,
  band,
  scenes,
  shots,
  editedIds,
  selectedIds,
  cutIds,
  tabStopId,
  fileTargetId,
  renderShot,
  renderScene,
}: ScriptBandRowProps & { item: BandItem }) {
  if (item.kind === 'scene') {
    const heading = wordsOf(scenes[item.sceneIndex]?.heading ?? '').join(' ');
    const hasHeading = band.lines.some(
      ({ kind, text }) => (kind === 'scene-heading' || kind === 'section') && wordsOf(text).join(' ').includes(heading),
    );
    return renderScene(item.sceneIndex, hasHeading);
  }
  const shot = shots[item.shotIndex];
  if (!shot) return null;
  const isSelected = selectedIds.has(shot.id);
  const classes = [
    styles.shot,
    isSelected && styles.selected,
    cutIds.has(shot.id) && styles.leaving,
    fileTargetId === shot.id && styles.fileTarget,
  ];
  return (
    <div
      data-shot-id={shot.id}
      role="button"
      aria-pressed={isSelected}
      tabIndex={tabStopId === shot.id ? 0 : -1}
      className={classes.filter(Boolean).join(' ')}
    >
      {renderShot(shot, { isEdited: editedIds.has(shot.id), isAway: item.isAway })}
    </div>
  );
}
