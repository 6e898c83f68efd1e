/** What a lane is called, how loud it is, and what can be done with all of it. */
import { IconDots, IconHeadphones, IconPlus, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leastGainDb, mostGainDb, type SoundLane } from '#shared/domain/sound.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { NameField, NumberField } from './small-field.tsx';
import { changeLane, createLane, deleteLane, moveLane } from './sound-edits.ts';
import styles from './sound.module.css';

export type LaneHeadProps = {
  lane: SoundLane;
  lanes: readonly SoundLane[];
  isSolo: boolean;
  onSolo: () => void;
  onAdd: () => void;
  onMenu: (event: React.MouseEvent, items: readonly MenuItem[], label: string) => void;
};

export function LaneHead({ lane, lanes, isSolo, onSolo, onAdd, onMenu }: LaneHeadProps) {
  const { t } = useTranslation();
  const index = lanes.findIndex(({ id }) => id === lane.id);
  const items: MenuItem[] = [
    {
      label: t('sound.newLane'),
      command: 'lanes.new',
      run: () => void createLane(lane.projectId, lane.kind, lanes),
    },
    { kind: 'divider' },
    {
      label: t('sound.laneUp'),
      command: 'lanes.up',
      isDisabled: index === 0,
      run: () => void moveLane(lanes, lane, -1),
    },
    {
      label: t('sound.laneDown'),
      command: 'lanes.down',
      isDisabled: index === lanes.length - 1,
      run: () => void moveLane(lanes, lane, 1),
    },
    { kind: 'divider' },
    { label: t('sound.deleteLane'), command: 'lanes.delete', isDanger: true, run: () => void deleteLane(lane) },
  ];
  const name = lane.name || t(`sound.kinds.${lane.kind}`);
  return (
    <div className={styles.head}>
      <NameField
        label={t('sound.laneName', { name })}
        value={lane.name}
        onSave={(value, typingKey) => void changeLane(lane, { name: value }, typingKey)}
      />
      <div className={styles.headRow}>
        <IconButton
          label={t('sound.mute', { name })}
          isPressed={lane.isMuted}
          onClick={() => void changeLane(lane, { isMuted: !lane.isMuted })}
        >
          {lane.isMuted ? <IconVolumeOff size={15} /> : <IconVolume size={15} />}
        </IconButton>
        <IconButton label={t('sound.solo', { name })} isPressed={isSolo} onClick={onSolo}>
          <IconHeadphones size={15} />
        </IconButton>
        <NumberField
          label={t('sound.laneGain', { name })}
          isLabelHidden
          value={lane.gainDb}
          least={leastGainDb}
          most={mostGainDb}
          step={0.5}
          unit={t('sound.decibels')}
          onSave={(gainDb, typingKey) => void changeLane(lane, { gainDb }, typingKey)}
        />
        <IconButton label={t('sound.addTo', { name })} onClick={onAdd}>
          <IconPlus size={15} />
        </IconButton>
        <IconButton
          label={t('sound.laneMenu', { name })}
          aria-haspopup="menu"
          onClick={(event) => onMenu(event, items, t('sound.laneMenu', { name }))}
        >
          <IconDots size={15} />
        </IconButton>
      </div>
    </div>
  );
}
