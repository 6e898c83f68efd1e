import IconAdd from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { KindIcon } from './kind-icon.tsx';
import type { Suggestion } from './mention-at-caret.ts';
import styles from './mention-list.module.css';

/** Id of a line, by which the text area says which one is meant. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

export type MentionListProps = {
  id: string;
  suggestions: ReadonlyArray<Suggestion<StoryElement>>;
  activeIndex: number;
  onChoose: (index: number) => void;
};

/** Below the field that it completes. The focus stays in the field. */
export function MentionList({ id, suggestions, activeIndex, onChoose }: MentionListProps) {
  const { t } = useTranslation();
  const count = suggestions.filter(({ kind }) => kind === 'element').length;
  const found = count === 0 ? t('elements.noSuggestion') : t('elements.suggestionCount', { count });
  return (
    <div className={styles.pane}>
      {suggestions.length > 0 ? (
        <div id={id} role="listbox" aria-label={t('elements.suggestions')} className={styles.list}>
          {suggestions.map((suggestion, index) => (
            // The keys are those of the text area.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={suggestion.kind === 'new' ? 'new' : suggestion.element.id}
              id={optionId(id, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === activeIndex}
              className={styles.option}
              // Keeps the focus in the text area.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(index)}
            >
              <SuggestionLine suggestion={suggestion} />
            </div>
          ))}
        </div>
      ) : (
        <p className={styles.note}>{t('elements.suggestionHint')}</p>
      )}
      <VisuallyHidden>
        <span role="status">{found}</span>
      </VisuallyHidden>
    </div>
  );
}

function SuggestionLine({ suggestion }: { suggestion: Suggestion<StoryElement> }) {
  const { t } = useTranslation();
  if (suggestion.kind === 'new') {
    return (
      <>
        <span className={styles.sign}>
          <IconAdd size={15} stroke={1.6} aria-hidden />
        </span>
        <span className={styles.name} dir="auto">
          {t('elements.createNamed', { name: suggestion.name })}
        </span>
      </>
    );
  }
  const { kind, name, description, referenceAssetIds } = suggestion.element;
  const [still] = referenceAssetIds;
  return (
    <>
      <span className={styles.sign}>
        {still ? <img src={derivedUrl(still, 'thumbnail')} alt="" /> : <KindIcon kind={kind} size={15} />}
      </span>
      <span className={styles.name} dir="auto">
        @{name}
      </span>
      <span className={styles.description} dir="auto">
        {description || t(`elements.kind.${kind}`)}
      </span>
    </>
  );
}
