/** The bar over the storyboard that finds shots in it: words, filters, hits one by one or alone. */
import { Select, Switch, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useElements } from '#renderer/features/element-mentions/index.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import styles from './find-bar.module.css';
import { takeStates } from './find-shots.ts';
import type { ShotFind } from './use-shot-find.ts';

export type FindBarProps = {
  storyboard: Storyboard;
  find: ShotFind;
  /** Goes to the next hit or the one before. */
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
};

export function FindBar({ storyboard, find, onStep, onClose }: FindBarProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { elements } = useElements(storyboard.project.id);
  const { query, hits } = find;
  useEffect(() => field.current?.select(), [find.openCount]);

  const numbers = sceneNumbers(storyboard.scenes);
  const scenes = storyboard.scenes.map(({ id, heading }, index) => ({
    value: id as string,
    label: heading === '' ? (numbers[index] ?? '') : `${numbers[index]} ${heading}`,
  }));
  const names = elements.map(({ name }) => ({ value: name, label: `@${name}` }));
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };
  const hint = (id: 'storyboard.findNext' | 'storyboard.findPrevious') => ({ keys: keysOf(id) ?? '' });

  return (
    <search className={styles.bar} aria-label={t('find.label')}>
      <TextInput
        ref={field}
        className={styles.field ?? ''}
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('find.words')}
        placeholder={t('find.words')}
        maxLength={400}
        value={query.text}
        onChange={(event) => find.ask({ ...query, text: event.currentTarget.value })}
        onKeyDown={handleKey}
      />
      <Select
        className={styles.choice ?? ''}
        size="xs"
        clearable
        aria-label={t('find.takes')}
        placeholder={t('find.takes')}
        data={takeStates.map((value) => ({ value, label: t(`find.takeStates.${value}`) }))}
        value={query.takes}
        onChange={(takes) => find.ask({ ...query, takes: takes as typeof query.takes })}
      />
      <Select
        className={styles.choice ?? ''}
        size="xs"
        clearable
        searchable
        aria-label={t('find.scene')}
        placeholder={t('find.scene')}
        data={scenes}
        value={query.sceneId}
        onChange={(sceneId) => find.ask({ ...query, sceneId: sceneId as typeof query.sceneId })}
      />
      {names.length > 0 && (
        <Select
          className={styles.choice ?? ''}
          size="xs"
          clearable
          searchable
          aria-label={t('find.element')}
          placeholder={t('find.element')}
          data={names}
          value={query.elementName}
          onChange={(elementName) => find.ask({ ...query, elementName })}
        />
      )}
      <span className={styles.count} role="status">
        {hits === null ? t('find.nothingAsked') : t('find.hits', { count: hits.length })}
      </span>
      <IconButton
        label={t('commands.storyboard.findPrevious')}
        {...hint('storyboard.findPrevious')}
        disabled={!hits?.length}
        onClick={() => onStep(-1)}
      >
        <IconChevronUp size={16} />
      </IconButton>
      <IconButton
        label={t('commands.storyboard.findNext')}
        {...hint('storyboard.findNext')}
        disabled={!hits?.length}
        onClick={() => onStep(1)}
      >
        <IconChevronDown size={16} />
      </IconButton>
      <Switch
        size="xs"
        label={t('find.onlyHits')}
        checked={find.isOnlyHits}
        onChange={(event) => find.showOnlyHits(event.currentTarget.checked)}
      />
      <IconButton label={t('find.close')} keys="Esc" onClick={onClose}>
        <IconX size={16} />
      </IconButton>
    </search>
  );
}
