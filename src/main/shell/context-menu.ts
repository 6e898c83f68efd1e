/** The menu under the right mouse button in text fields and over selected text. */
import type { ContextMenuParams, MenuItemConstructorOptions, WebContents } from 'electron';
import type { i18n } from 'i18next';

/** Empty where there is nothing to offer. */
export function contextMenuTemplate(
  contents: Pick<WebContents, 'replaceMisspelling'>,
  { isEditable, editFlags, selectionText, dictionarySuggestions }: ContextMenuParams,
  words: i18n,
): MenuItemConstructorOptions[] {
  const copy = { role: 'copy' as const, label: words.t('host.menu.copy'), enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() ? [copy] : [];
  const suggestions = dictionarySuggestions.map((suggestion) => ({
    label: suggestion,
    click: () => contents.replaceMisspelling(suggestion),
  }));
  return [
    ...suggestions,
    ...(suggestions.length > 0 ? [{ type: 'separator' as const }] : []),
    { role: 'cut', label: words.t('host.menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: words.t('host.menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: words.t('host.menu.selectAll') },
  ];
}
