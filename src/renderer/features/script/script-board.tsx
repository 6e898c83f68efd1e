/** The script of a project beside its shots, or how one gets here. */
import { useQuery } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';
import { ScriptEmpty, type ScriptEmptyProps, ScriptFailed, ScriptSkeleton } from './script-empty.tsx';
import { ScriptPage, type ScriptPageProps } from './script-page.tsx';

export type ScriptBoardProps = Omit<ScriptPageProps, 'script'> & Omit<ScriptEmptyProps, 'projectId'>;

export function ScriptBoard({ onImportScript, onLeave, ...page }: ScriptBoardProps) {
  const { projectId } = page;
  const script = useQuery(studioQuery.scripts.get.queryOptions({ input: { projectId } }));
  if (script.data) return <ScriptPage key={script.data.id} script={script.data} {...page} />;
  if (script.isPending) return <ScriptSkeleton />;
  if (script.error) return <ScriptFailed error={script.error} onRetry={() => void script.refetch()} />;
  return <ScriptEmpty {...{ projectId, onImportScript, onLeave }} />;
}
