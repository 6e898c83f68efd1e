/** Fields that narrow a log: a stretch of time, a connection, a project. */
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { animaticConnectionId, type ConnectionId, type ProjectId } from '#shared/domain/ids.ts';
import styles from './log-filters.module.css';
import { type SpanName, spanNames, type TimeSpan } from './time-span.ts';

/** Stands for a filter that is not set; a Select takes texts only. */
const any = '';

export function TimeSpanField({ span, onChange }: { span: TimeSpan; onChange: (span: TimeSpan) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        className={styles.field ?? ''}
        label={t('logFilters.time')}
        data={spanNames.map((name) => ({ value: name, label: t(`logFilters.span.${name}`) }))}
        value={span.name}
        onChange={(value) => {
          const name = (value ?? 'all') as SpanName;
          onChange(name === 'custom' ? { name, fromDay: '', toDay: '' } : { name });
        }}
      />
      {span.name === 'custom' && (
        <>
          <TextInput
            className={styles.day ?? ''}
            type="date"
            label={t('logFilters.from')}
            value={span.fromDay}
            max={span.toDay}
            onChange={(event) => onChange({ ...span, fromDay: event.currentTarget.value })}
          />
          <TextInput
            className={styles.day ?? ''}
            type="date"
            label={t('logFilters.to')}
            value={span.toDay}
            min={span.fromDay}
            onChange={(event) => onChange({ ...span, toDay: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}

export type ConnectionFieldProps = {
  connectionId: ConnectionId | null;
  onChange: (connectionId: ConnectionId | null) => void;
};

/** Connections that there are now, without the built-in engine, which neither sends nor costs. */
export function ConnectionField({ connectionId, onChange }: ConnectionFieldProps) {
  const { t } = useTranslation();
  const { data: connections = [] } = useQuery(studioQuery.connections.list.queryOptions({ input: {} }));
  const others = connections.filter(({ id }) => id !== animaticConnectionId);
  return (
    <Select
      className={styles.field ?? ''}
      label={t('logFilters.connection')}
      data={[
        { value: any, label: t('logFilters.anyConnection') },
        ...others.map(({ id, label }) => ({ value: id as string, label })),
      ]}
      value={connectionId ?? any}
      onChange={(value) => onChange(value ? (value as ConnectionId) : null)}
    />
  );
}

export type ProjectFieldProps = { projectId: ProjectId | null; onChange: (projectId: ProjectId | null) => void };

export function ProjectField({ projectId, onChange }: ProjectFieldProps) {
  const { t } = useTranslation();
  const { data: projects = [] } = useQuery(studioQuery.projects.list.queryOptions({ input: {} }));
  return (
    <Select
      className={styles.field ?? ''}
      label={t('logFilters.project')}
      searchable={projects.length > 12}
      data={[
        { value: any, label: t('logFilters.anyProject') },
        ...projects.map(({ id, title }) => ({ value: id as string, label: title || t('app.untitled') })),
      ]}
      value={projectId ?? any}
      onChange={(value) => onChange(value ? (value as ProjectId) : null)}
    />
  );
}
