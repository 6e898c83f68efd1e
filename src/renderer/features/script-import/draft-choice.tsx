import IconScript from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { Project } from '#shared/domain/records.ts';

export type DraftChoiceProps = { project: Project; onCompare: () => void; onAdd: () => void };

/** Asks whether a script for a project that has one is a new draft of it, or something else. */
export function DraftChoice({ project, onCompare, onAdd }: DraftChoiceProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconScript size={24} stroke={1.5} />}
      title={t('scriptDifference.ask', { title: project.title || t('app.untitled') })}
      actions={
        <>
          <Button onClick={onAdd}>{t('scriptDifference.askAdd')}</Button>
          <Button variant="primary" data-autofocus onClick={onCompare}>
            {t('scriptDifference.askCompare')}
          </Button>
        </>
      }
    >
      {t('scriptDifference.askText')}
    </EmptyState>
  );
}
