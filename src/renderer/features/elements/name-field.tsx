/** The name behind the `@`: written everywhere only when it is finished, because prompts change with it. */
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestElementName, type StoryElement } from '#shared/domain/element.ts';
import { Field } from '#renderer/ui/field.tsx';
import { giveTypedAhead } from '#renderer/ui/typed-ahead.ts';
import { changeElement } from './element-edits.ts';
import { nameProblem, typedName } from './element-groups.ts';

export type NameFieldProps = {
  element: StoryElement;
  elements: readonly StoryElement[];
  isNew: boolean;
};

export function NameField({ element, elements, isNew }: NameFieldProps) {
  const { t } = useTranslation();
  /** Null while what stands there is the name. */
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isNew && input.current) giveTypedAhead(input.current);
  }, [isNew]);
  const problem = typed === null ? null : nameProblem(typed, element, elements);
  const problemText = problem === 'taken' ? t('elements.nameTaken') : t('elements.nameInvalid');

  const commit = async () => {
    if (typed === null || problem) return;
    const name = typedName(typed);
    if (name === element.name || (await changeElement(element, { name }))) setTyped(null);
  };
  return (
    <Field
      label={t('elements.name')}
      hint={t('elements.nameHint', { name: element.name })}
      error={problem ? problemText : undefined}
    >
      <input
        ref={input}
        type="text"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        maxLength={longestElementName + 1}
        value={typed ?? element.name}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          // What cannot be a name goes.
          if (problem) setTyped(null);
          else void commit();
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') void commit();
          if (event.key !== 'Escape' || typed === null) return;
          event.preventDefault();
          event.stopPropagation();
          setTyped(null);
        }}
      />
    </Field>
  );
}
