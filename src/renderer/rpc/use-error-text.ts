import { useTranslation } from 'react-i18next';
import { errorText } from '#shared/messages/translate.ts';
import { toErrorData } from './client.ts';

/** Words for anything thrown by a call of the studio. */
export function useErrorText(): (thrown: unknown) => string {
  const { i18n } = useTranslation();
  return (thrown) => errorText(i18n, toErrorData(thrown));
}
