/** Everything about one element that can be written, set or dropped. Give it a `key` that changes with the element. */
import { Select, Switch } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import IconClose from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { type ElementKind, elementKinds, type StoryElement } from '#shared/domain/element.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { changeElement } from './element-edits.ts';
import styles from './element-editor.module.css';
import { ElementText } from './element-text.tsx';
import { ElementShots } from './element-shots.tsx';
import { NameField } from './name-field.tsx';
import { PicturesField } from './pictures-field.tsx';

export type ElementEditorProps = {
  element: StoryElement;
  /** All of the project. */
  elements: readonly StoryElement[];
  /** Nobody has named it yet: its name gets the focus. */
  isNew: boolean;
  onClose: () => void;
  onDelete: () => void;
  onOpenShot: (shotId: ShotId) => void;
};

export function ElementEditor({ element, elements, isNew, onClose, onDelete, onOpenShot }: ElementEditorProps) {
  const { t } = useTranslation();
  const { kind } = element;
  return (
    <aside className={styles.editor} aria-label={t('elements.editor')}>
      <div className={styles.head}>
        <h2 className={styles.heading} dir="auto">
          @{element.name}
        </h2>
        <IconButton label={t('elements.closeEditor')} keys="Esc" onClick={onClose}>
          <IconClose size={18} />
        </IconButton>
      </div>
      <NameField element={element} elements={elements} isNew={isNew} />
      <Select
        label={t('elements.kindLabel')}
        data={elementKinds.map((value) => ({ value, label: t(`elements.kind.${value}`) }))}
        value={kind}
        onChange={(value) => value && void changeElement(element, { kind: value as ElementKind })}
      />
      <ElementText
        element={element}
        label={t('elements.description')}
        value={element.description}
        toPatch={(description) => ({ description })}
        placeholder={t(`elements.descriptionPlaceholder.${kind}`)}
        lines={4}
      />
      {kind === 'style' && (
        <Switch
          className={styles.switch ?? ''}
          label={t('elements.everyPrompt')}
          description={t('elements.everyPromptHint')}
          checked={element.isInEveryPrompt}
          onChange={(event) => void changeElement(element, { isInEveryPrompt: event.currentTarget.checked })}
        />
      )}
      <PicturesField element={element} />
      <ConsentFields element={element} />
      <ElementShots element={element} onOpenShot={onOpenShot} />
      <div className={styles.end}>
        <Button size="small" icon={<IconTrash size={15} />} command="elements.delete" onClick={onDelete}>
          {t('elements.delete')}
        </Button>
      </div>
    </aside>
  );
}

/** Closed until somebody looks, because most elements are invented. */
function ConsentFields({ element }: { element: StoryElement }) {
  const { t } = useTranslation();
  const { who, when, what } = element.consentNote;
  const isFilled = [who, when, what].some((text) => text !== '');
  return (
    <details className={styles.details}>
      <summary>
        {t('elements.consent')}
        {isFilled && <span className={styles.count}>{t('elements.consentFilled')}</span>}
      </summary>
      <div className={styles.fields}>
        <p className={styles.hint}>{t('elements.consentHint')}</p>
        <ElementText
          element={element}
          label={t('elements.consentWho')}
          value={who}
          toPatch={(text) => ({ consentNote: { who: text } })}
        />
        <ElementText
          element={element}
          label={t('elements.consentWhen')}
          value={when}
          toPatch={(text) => ({ consentNote: { when: text } })}
        />
        <ElementText
          element={element}
          label={t('elements.consentWhat')}
          value={what}
          toPatch={(text) => ({ consentNote: { what: text } })}
        />
      </div>
    </details>
  );
}
