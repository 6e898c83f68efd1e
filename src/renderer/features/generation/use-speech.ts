import { useTranslation } from 'react-i18next';
import type { Speech } from './model-text.ts';

/** Words and numbers in the window's language. */
export function useSpeech(): Speech {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language };
}
