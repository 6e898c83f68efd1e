/** Characters, places, props and styles of a project: cards by kind, and an editor for the one that is open. */
import IconAdd from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createElement, KindIcon, useElements } from '#renderer/features/element-mentions/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useControlCommand, useFocusCommands } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { stopTypingAhead, typeAhead } from '#renderer/ui/typed-ahead.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { type ElementKind, elementKinds, mostElements, type StoryElement } from '#shared/domain/element.ts';
import type { ElementId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { ElementCard } from './element-card.tsx';
import { elementToShow, forgetElementOf } from './element-to-show.ts';
import { ElementEditor } from './element-editor.tsx';
import { deleteElement } from './element-edits.ts';
import { countUses, type ElementGroup, groupElements, newElementName } from './element-groups.ts';
import styles from './elements-view.module.css';

export type ElementsViewProps = { projectId: ProjectId; onOpenShot: (shotId: ShotId) => void };

/** What is open; `isNew` while nobody has named it. */
type Opened = { id: ElementId; isNew: boolean };

export function ElementsView({ projectId, onOpenShot }: ElementsViewProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { elements, isPending, error, retry } = useElements(projectId);
  const uses = useUses(projectId, elements);
  const [chosen, setChosen] = useState<Opened | null>(null);
  const askedFor = useObservable(elementToShow);
  const opened = askedFor?.projectId === projectId ? { id: askedFor.elementId, isNew: false } : chosen;
  const setOpened = (next: Opened | null) => {
    elementToShow.set(null);
    setChosen(next);
  };
  useEffect(() => () => forgetElementOf(projectId), [projectId]);
  const page = useRef<HTMLElement>(null);
  const groups = useMemo(() => groupElements(elements), [elements]);
  const open = elements.find(({ id }) => id === opened?.id) ?? null;

  const add = async (kind: ElementKind) => {
    typeAhead();
    const made = await createElement(projectId, kind, newElementName(t(`elements.unnamed.${kind}`), elements));
    if (made) setOpened({ id: made.id, isNew: true });
    else stopTypingAhead();
  };
  const close = () => {
    setOpened(null);
    // The card that was open goes on having the focus; a deleted one has left it to the page.
    const card = page.current?.querySelector<HTMLElement>(`[data-element-id="${opened?.id}"]`);
    requestAnimationFrame(() => (card?.isConnected ? card : page.current)?.focus());
  };
  useCloseKey(open ? close : null);
  const remove = async (element: StoryElement) => {
    if ((await deleteElement(element)) && element.id === opened?.id) close();
  };

  const [focusedId, setFocusedId] = useState<ElementId | null>(null);
  const focused = elements.find(({ id }) => id === focusedId) ?? null;
  const hearKey = useFocusCommands(
    'elements',
    focused
      ? {
          'elements.open': () => setOpened({ id: focused.id, isNew: false }),
          'elements.rename': () => setOpened({ id: focused.id, isNew: true }),
          'elements.delete': () => void remove(focused),
        }
      : {},
  );

  if (isPending && !error) return <ElementsSkeleton />;
  if (error || elements.length === 0) {
    return (
      <main className={styles.middle}>
        <EmptyState
          icon={<KindIcon kind="character" size={24} />}
          title={error ? t('elements.failed') : t('elements.empty')}
          actions={
            error ? (
              <CommandButton command="window.retry" onClick={retry}>
                {t('app.retry')}
              </CommandButton>
            ) : (
              elementKinds.map((kind, index) => (
                <CommandButton
                  key={kind}
                  command={`elements.add.${kind}`}
                  variant={index === 0 ? 'primary' : 'plain'}
                  icon={<KindIcon kind={kind} size={16} />}
                  onClick={() => void add(kind)}
                >
                  {t(`elements.add.${kind}`)}
                </CommandButton>
              ))
            )
          }
        >
          {error ? errorText(error) : t('elements.emptyText')}
        </EmptyState>
      </main>
    );
  }
  return (
    <div className={open ? styles.split : styles.whole}>
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <main ref={page} className={styles.page} tabIndex={0} aria-label={t('elements.title')} onKeyDown={hearKey}>
        <h1 className={styles.title}>{t('elements.title')}</h1>
        <p className={styles.text}>{t('elements.text')}</p>
        {groups.map((group) => (
          <Group
            key={group.kind}
            group={group}
            uses={uses}
            openId={open?.id ?? null}
            isFull={elements.length >= mostElements}
            onOpen={(element) => setOpened({ id: element.id, isNew: false })}
            onAdd={() => void add(group.kind)}
            onFocus={(element) => setFocusedId(element.id)}
          />
        ))}
      </main>
      {open && (
        <ElementEditor
          key={open.id}
          element={open}
          elements={elements}
          isNew={opened?.isNew === true}
          onClose={close}
          onDelete={() => void remove(open)}
          onOpenShot={onOpenShot}
        />
      )}
    </div>
  );
}

/** Escape goes one step back: out of a field first, which the window does, then out of the editor. */
function useCloseKey(close: (() => void) | null): void {
  const latest = useLatest(close);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea, [role="option"]');
      if (!isInField) latest.current?.();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [latest]);
}

/** How many shots name each element, in step with the storyboard. */
function useUses(projectId: ProjectId, elements: readonly StoryElement[]): ReadonlyMap<ElementId, number> {
  const { data } = useQuery({
    ...studioQuery.storyboard.get.queryOptions({ input: { projectId } }),
    select: (storyboard) => storyboard.shots,
  });
  return useMemo(() => countUses(elements, data ?? []), [elements, data]);
}

type GroupProps = {
  group: ElementGroup;
  uses: ReadonlyMap<ElementId, number>;
  openId: ElementId | null;
  isFull: boolean;
  onOpen: (element: StoryElement) => void;
  onAdd: () => void;
  onFocus: (element: StoryElement) => void;
};

function Group({ group: { kind, elements }, uses, openId, isFull, onOpen, onAdd, onFocus }: GroupProps) {
  const { t } = useTranslation();
  const command = `elements.add.${kind}` as const;
  const add = useControlCommand<HTMLButtonElement>(command, isFull);
  return (
    <section className={styles.group} aria-label={t(`elements.kinds.${kind}`)}>
      <h2 className={styles.heading}>
        {t(`elements.kinds.${kind}`)}
        {elements.length > 0 && <span className={styles.count}>{elements.length}</span>}
      </h2>
      <ul className={styles.grid}>
        {elements.map((element) => (
          <ElementCard
            key={element.id}
            element={element}
            shotCount={uses.get(element.id) ?? 0}
            isOpen={element.id === openId}
            onOpen={() => onOpen(element)}
            onFocus={() => onFocus(element)}
          />
        ))}
        <li>
          <button
            ref={add}
            type="button"
            className={styles.add}
            {...commandAttributes(command)}
            disabled={isFull}
            onClick={onAdd}
          >
            <IconAdd size={16} aria-hidden /> {t(`elements.add.${kind}`)}
          </button>
        </li>
      </ul>
    </section>
  );
}

function ElementsSkeleton() {
  const { t } = useTranslation();
  return (
    <main className={styles.page} aria-busy aria-label={t('app.loading')}>
      <ul className={styles.grid}>
        {[0, 1, 2, 3].map((index) => (
          <li key={index}>
            <Skeleton height={210} />
          </li>
        ))}
      </ul>
    </main>
  );
}
