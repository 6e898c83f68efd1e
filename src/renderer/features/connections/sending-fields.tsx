/** What may be sent over a connection, who looks at it before, and what becomes of it there. */
import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection, SendPermissions } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ConnectionDraft } from './connection-draft.ts';
import { FormSection } from './form-section.tsx';

/** Stands for no check; a Select takes texts only. */
const none = '';

export type SendingFieldsProps = {
  draft: ConnectionDraft;
  /** Connections that can check. */
  choices: readonly Connection[];
  onChange: (patch: Partial<ConnectionDraft>) => void;
};

export function SendingFields({ draft, choices, onChange }: SendingFieldsProps) {
  const { t } = useTranslation();
  const allow = (patch: Partial<SendPermissions>) => onChange({ maySend: { ...draft.maySend, ...patch } });
  return (
    <FormSection title={t('connections.sending')} text={t('connections.sendingText')}>
      <Switch
        label={t('connections.mayImages')}
        checked={draft.maySend.images}
        onChange={(event) => allow({ images: event.currentTarget.checked })}
      />
      <Switch
        label={t('connections.mayVoice')}
        checked={draft.maySend.voice}
        onChange={(event) => allow({ voice: event.currentTarget.checked })}
      />
      <Switch
        label={t('connections.mayVideo')}
        checked={draft.maySend.video}
        onChange={(event) => allow({ video: event.currentTarget.checked })}
      />
      <Switch
        label={t('connections.removesCopies')}
        description={t('connections.removesCopiesHint')}
        checked={draft.removesRemoteCopies}
        onChange={(event) => onChange({ removesRemoteCopies: event.currentTarget.checked })}
      />
      <Select
        label={t('connections.precheck')}
        description={t(choices.length > 0 ? 'connections.precheckHint' : 'connections.precheckMissing')}
        inputWrapperOrder={['label', 'input', 'description']}
        disabled={choices.length === 0}
        data={[
          { value: none, label: t('connections.precheckNone') },
          ...choices.map(({ id, label }) => ({ value: id as string, label })),
        ]}
        value={draft.precheckConnectionId ?? none}
        onChange={(value) => onChange({ precheckConnectionId: value ? (value as ConnectionId) : null })}
      />
    </FormSection>
  );
}
