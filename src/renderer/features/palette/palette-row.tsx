/** One line of the palette: what it is, what it is called, where it stands. */
import {
  IconBoxMultiple,
  IconCommand,
  IconFolder,
  IconMessage2,
  IconMovie,
  IconPhoto,
  IconUser,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import type { MarkedText } from '#shared/domain/search.ts';
import { type PaletteItem, piecesOf, plainText } from './palette-items.ts';
import styles from './palette.module.css';

export type PaletteRowProps = {
  id: string;
  item: PaletteItem;
  isChosen: boolean;
  /** Whether it is of another project than the current one: its name then stands beside it. */
  isElsewhere: boolean;
  onPoint: () => void;
  onRun: () => void;
};

const icons = {
  project: IconFolder,
  scene: IconBoxMultiple,
  shot: IconPhoto,
  element: IconUser,
  take: IconMovie,
  line: IconMessage2,
  command: IconCommand,
};

export function PaletteRow({ id, item, isChosen, isElsewhere, onPoint, onRun }: PaletteRowProps) {
  const Icon = icons[item.kind === 'command' ? 'command' : item.record.kind];
  const title = useTitle(item);
  const keys = item.kind === 'command' ? keysOf(item.id) : undefined;
  const snippet = item.kind === 'record' ? item.snippet : null;
  const where = item.kind === 'record' && isElsewhere && item.record.kind !== 'project' ? item.record.projectTitle : '';
  return (
    // Chosen by the keys of the field above, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={styles.row}
      onPointerMove={onPoint}
      onClick={onRun}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Icon size={16} stroke={1.6} aria-hidden className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          <Marked text={title} />
        </span>
        {snippet && (
          <span className={styles.snippet} dir="auto">
            <Marked text={snippet} />
          </span>
        )}
      </span>
      {where !== '' && <span className={styles.where}>{where}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </div>
  );
}

/** What a record is called where its own title says too little. */
function useTitle(item: PaletteItem): MarkedText {
  const { t } = useTranslation();
  if (item.kind === 'command') return item.title;
  const { record, title } = item;
  switch (record.kind) {
    case 'take':
      return withPrefix(`${t('palette.take', { number: record.takeNumber })}${title.text === '' ? '' : ' · '}`, title);
    case 'element':
      return withPrefix('@', title);
    case 'line':
      return record.speaker === null ? title : withPrefix(`${record.speaker}: `, title);
    case 'shot':
      return title.text === '' ? plainText(t('palette.untitledShot')) : title;
    case 'scene':
      return title.text === '' ? plainText(t('palette.untitledScene')) : title;
    case 'project':
      return title.text === '' ? plainText(t('app.untitled')) : title;
  }
}

function withPrefix(prefix: string, { text, ranges, ...rest }: MarkedText): MarkedText {
  const by = prefix.length;
  return {
    ...rest,
    text: prefix + text,
    ranges: ranges.map(({ start, end }) => ({ start: start + by, end: end + by })),
  };
}

function Marked({ text }: { text: MarkedText }) {
  return (
    <>
      {text.isCutBefore && '… '}
      {piecesOf(text).map(({ text: piece, isHit }, index) =>
        isHit ? (
          <mark key={index} className={styles.mark}>
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
      {text.isCutAfter && ' …'}
    </>
  );
}
