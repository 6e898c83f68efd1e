/** What went wrong, where the general words speak of jobs and takes. */
import type { i18n } from 'i18next';
import { en } from '#shared/messages/en.ts';
import { errorText } from '#shared/messages/translate.ts';
import type { AppErrorData, ErrorParams } from '#shared/errors/app-error.ts';

export function assistErrorText(translator: i18n, { code, params }: Pick<AppErrorData, 'code' | 'params'>): string {
  if (!Object.hasOwn(en.assist.errors, code)) return errorText(translator, { code, params });
  const t = translator.t as (key: string, values: ErrorParams) => string;
  return t(`assist.errors.${code}`, { detail: '', ...params });
}
