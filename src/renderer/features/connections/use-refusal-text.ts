import { useTranslation } from 'react-i18next';
import { toErrorData } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';

/** What the studio says against a connection, with the field's name as the dialog has it. */
export function useRefusalText(): (thrown: unknown) => string {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const labels: Record<string, string> = {
    baseUrl: t('connections.address'),
    proxyUrl: t('connections.proxy'),
    workflow: t('connections.workflows'),
    workflows: t('connections.workflows'),
  };
  return (thrown) => {
    const { field } = toErrorData(thrown).params;
    const text = errorText(thrown);
    return field === undefined ? text : t('connections.refusedField', { text, field: labels[field] ?? field });
  };
}
