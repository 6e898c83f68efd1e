/** Finds anything as one types, and runs commands; all of it by keyboard. */
import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Observable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { findRun } from '#renderer/ui/commands.ts';
import { isFocusFree, returnToPage } from '#renderer/ui/panes.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { PaletteTarget } from './palette-host.tsx';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import { PaletteRow } from './palette-row.tsx';
import styles from './palette.module.css';
import { notePlace } from './recent-places.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

export type PaletteDialogProps = {
  /** What is typed into it; some of it perhaps before it could be drawn. */
  searched: Observable<string>;
  projectId: ProjectId | null;
  onGo: (target: PaletteTarget) => void;
  onClose: () => void;
};

export function PaletteDialog({ searched, projectId, onGo, onClose }: PaletteDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const text = useObservable(searched);
  const [wantedKey, setWantedKey] = useState<string | null>(null);
  const { groups, isComplete, hasFailed, isWaiting } = usePaletteGroups(text, projectId);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const list = useRef<HTMLDivElement>(null);
  // Who had the focus gets it back before a command runs, so that a dialog it opens returns it to there.
  const [before] = useState(() => document.activeElement);
  const giveBack = () => {
    if (!isFocusFree()) return;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    // It was in a view that the palette took the place of.
    else returnToPage();
  };

  const index = Math.max(
    0,
    items.findIndex(({ key }) => key === wantedKey),
  );
  const chosen = items[index];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.key]);

  const close = () => {
    onClose();
    requestAnimationFrame(giveBack);
  };
  const run = (item: PaletteItem) => {
    const command = item.kind === 'command' ? findRun(item.id) : null;
    onClose();
    // Once the palette is gone and lies over nothing.
    requestAnimationFrame(() => {
      if (item.kind === 'record') {
        // The focus goes there too.
        notePlace(item);
        return onGo(item.record);
      }
      giveBack();
      command?.();
    });
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setWantedKey(items[(index + step + items.length) % items.length]?.key ?? null);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      run(chosen);
    }
  };
  const optionId = (key: string) => `${id}-${key.replaceAll(/[^\w-]/g, '-')}`;

  return (
    <Modal.Root
      opened
      onClose={close}
      size={640}
      padding={0}
      yOffset="10vh"
      centered={false}
      returnFocus={false}
      classNames={{ content: styles.content ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <div className={styles.field}>
          <IconSearch size={18} aria-hidden />
          <input
            data-autofocus
            data-palette-field
            className={styles.input}
            role="combobox"
            aria-label={t('palette.title')}
            aria-expanded={items.length > 0}
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={chosen && optionId(chosen.key)}
            placeholder={t('palette.placeholder')}
            autoComplete="off"
            spellCheck={false}
            maxLength={400}
            value={text}
            onChange={(event) => {
              searched.set(event.currentTarget.value);
              setWantedKey(null);
            }}
            onKeyDown={handleKey}
          />
        </div>
        <div ref={list} id={id} role="listbox" aria-label={t('palette.results')} className={styles.list} tabIndex={-1}>
          {groups.map((group, place) => (
            <div key={`${group.name} ${place}`} role="group" aria-label={headingOf(t, group.name)}>
              <div className={styles.heading} aria-hidden>
                {headingOf(t, group.name)}
              </div>
              {group.items.map((item) => (
                <PaletteRow
                  key={item.key}
                  id={optionId(item.key)}
                  item={item}
                  isChosen={item.key === chosen?.key}
                  isElsewhere={item.kind === 'record' && item.record.projectId !== projectId}
                  onPoint={() => setWantedKey(item.key)}
                  onRun={() => run(item)}
                />
              ))}
              {group.hasMore && <div className={styles.more}>{t('palette.more')}</div>}
            </div>
          ))}
        </div>
        {items.length === 0 && !isWaiting && <p className={styles.nothing}>{t('palette.nothing')}</p>}
        <div className={styles.foot}>
          {hasFailed ? t('palette.failed') : isComplete ? t('palette.hint') : t('palette.incomplete')}
        </div>
        <VisuallyHidden>
          <span role="status">{isWaiting ? '' : t('palette.count', { count: items.length })}</span>
        </VisuallyHidden>
      </Modal.Content>
    </Modal.Root>
  );
}

function headingOf(t: TFunction, name: PaletteGroup['name']): string {
  return name === 'recent' ? t('palette.recent') : t(`palette.kinds.${name}`);
}
