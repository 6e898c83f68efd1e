import { Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, toErrorData } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import styles from './dialog-form.module.css';
import { definitionOf, newDefinition, readDefinition } from './model-facts.ts';

export type ModelDialogProps = {
  connectionId: ConnectionId;
  /** Null for a model that is to be added. */
  model: ListedModel | null;
  onClose: () => void;
  onSaved: () => void;
};

/** A model's whole definition as JSON. The studio judges it and names the field that is wrong. */
export function ModelDialog({ connectionId, model, onClose, onSaved }: ModelDialogProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [unchanged] = useState(() => JSON.stringify(model ? definitionOf(model) : newDefinition(today()), null, 2));
  const [text, setText] = useState(unchanged);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const reading = readDefinition(text);
    if (reading.kind === 'problem') {
      const { line } = reading;
      setError(line === null ? t('connections.modelNotJson') : t('connections.modelNotJsonLine', { line }));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const answer = await studio.models.edit({ connectionId, model: reading.definition });
      const label = answer.model.label || answer.model.modelId;
      showNotice({ id: 'models', text: t('connections.modelSaved', { label }), tone: 'ok' });
      onSaved();
    } catch (thrown) {
      const { code, params } = toErrorData(thrown);
      const isField = code === 'INVALID_INPUT' && params['field'] !== undefined;
      setError(isField ? t('connections.modelRefused', { field: params['field'] ?? '' }) : errorText(thrown));
      setBusy(false);
    }
  }

  const title = model
    ? t('connections.editModel', { label: model.label || model.modelId })
    : t('connections.modelDialogAdd');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      hasChanges={text !== unchanged}
      width={720}
    >
      <form onSubmit={(event) => void save(event)}>
        <Textarea
          className={styles.editor ?? ''}
          label={t('connections.modelJson')}
          description={t('connections.modelDialogText')}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          dir="ltr"
          spellCheck={false}
          rows={20}
          data-autofocus
          value={text}
          error={error}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(null);
          }}
        />
        <div className={styles.actions}>
          <Button onClick={onClose} disabled={isBusy}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {t('connections.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** `2026-11-21`, local time. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
