/** Turns keys of the catalogue into words; the one place that knows i18next outside the window's React tree. */
import i18next, { type i18n } from 'i18next';
import type { AppErrorData, ErrorParams } from '#shared/errors/app-error.ts';
import { en } from './en.ts';

/** The languages that are shipped. */
export const languages = { en: { translation: en } } as const;

/** Makes an instance of its own, ready at once: the catalogue is in memory. */
export function createTranslator(language: keyof typeof languages = 'en'): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: languages,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** The words of an error for a person. */
export function errorText(translator: i18n, { code, params }: Pick<AppErrorData, 'code' | 'params'>): string {
  const t = translator.t as (key: string, values: ErrorParams) => string;
  // What exactly cannot be used has words of its own, where the error tells.
  const problem = code === 'INVALID_INPUT' ? `invalidInput.${params['problem']}` : '';
  if (problem !== '' && translator.exists(problem)) return t(problem, params);
  return t(`errors.${code}`, params);
}
