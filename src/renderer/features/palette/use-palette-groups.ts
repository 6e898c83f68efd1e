/** What the palette lists now: what the studio finds, the shot with that number, commands; recent places when empty. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { groupOf } from '#renderer/ui/command-list.ts';
import { runnableCommands } from '#renderer/ui/commands.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary, Storyboard } from '#shared/domain/records.ts';
import type { SearchAnswer } from '#shared/domain/search.ts';
import {
  findByNumber,
  findCommands,
  type ListedCommand,
  type PaletteGroup,
  type PaletteItem,
  plainText,
  recordItem,
  toGroups,
} from './palette-items.ts';
import { recentPlaces } from './recent-places.ts';

/** Hits of each kind that are shown. */
const hitsPerKind = 6;
const mostRecent = 8;

export type PaletteState = { groups: PaletteGroup[]; isComplete: boolean; hasFailed: boolean; isWaiting: boolean };

export function usePaletteGroups(text: string, projectId: ProjectId | null): PaletteState {
  const { t } = useTranslation();
  const isEmpty = text.trim() === '';
  const search = useQuery({
    ...studioQuery.search.query.queryOptions({
      input: { text, limit: hitsPerKind, ...(projectId && { projectId }) },
    }),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    // What was found a moment ago may have been edited since.
    staleTime: 0,
    gcTime: 10_000,
  });
  const projects = useQuery({ ...studioQuery.projects.list.queryOptions({ input: {} }), enabled: isEmpty });
  const storyboard = useQuery({
    ...studioQuery.storyboard.get.queryOptions({ input: { projectId: projectId as ProjectId } }),
    enabled: projectId !== null,
  });
  // As they were before the palette lay over them.
  const [ids] = useState(() => runnableCommands().filter((id) => id !== 'window.palette'));
  const commands = useMemo(
    () =>
      ids.map((id): ListedCommand => ({ id, title: t(`commands.${id}`), group: t(`commands.groups.${groupOf(id)}`) })),
    [ids, t],
  );
  const groups = isEmpty
    ? [recentGroup(projects.data ?? [], projectId), findCommands(commands, '')]
    : [
        numberGroup(storyboard.data, text, t),
        ...(search.data ? toGroups(search.data as SearchAnswer) : []),
        findCommands(commands, text),
      ];
  return {
    groups: groups.filter((group) => group !== null && group.items.length > 0) as PaletteGroup[],
    isComplete: search.data?.isComplete ?? true,
    hasFailed: !isEmpty && search.isError,
    isWaiting: !isEmpty && (search.isPending || search.isPlaceholderData),
  };
}

/** Where the palette led last, then the projects that were edited last. */
function recentGroup(projects: readonly ProjectSummary[], projectId: ProjectId | null): PaletteGroup {
  const visited = recentPlaces();
  const others = projects
    .filter(({ id }) => id !== projectId && !visited.some(({ key }) => key === id))
    .map(({ id, title }) =>
      recordItem({ kind: 'project', projectId: id, projectTitle: title }, plainText(title), null),
    );
  return { name: 'recent', items: [...visited, ...others].slice(0, mostRecent), hasMore: false };
}

function numberGroup(storyboard: Storyboard | undefined, text: string, t: TFunction): PaletteGroup | null {
  const found = findByNumber(storyboard, text);
  if (!found) return null;
  const name = t('palette.shotNumber', { number: found.number });
  const title = plainText(found.title === '' ? name : `${name}: ${found.title}`);
  const item: PaletteItem = { ...recordItem(found.record, title, null), key: `number ${found.number}` };
  return { name: 'shot', items: [item], hasMore: false };
}
