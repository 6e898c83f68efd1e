import { useTranslation } from 'react-i18next';

/** Words and numbers in the window's language. */
export function useSpeech() {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language, translator: i18n };
}
