/** Where the palette leads: opens the project and shows what was chosen there. */
import { queryClient } from '#renderer/rpc/query-client.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { PaletteTarget } from '#renderer/features/palette/index.ts';
import type { ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { goTo } from './use-route.ts';

/** The storyboard may be a part of the program that is still to be loaded. @param takeId also plays this take */
export async function openShot(projectId: ProjectId, shotId: ShotId, takeId: TakeId | null = null): Promise<void> {
  goTo({ kind: 'project', projectId, view: 'storyboard' });
  const { showShot } = await import('#renderer/features/storyboard/index.ts');
  showShot(projectId, shotId, takeId);
}

/** The search within a project is part of its storyboard. */
export async function openProjectFind(projectId: ProjectId): Promise<void> {
  goTo({ kind: 'project', projectId, view: 'storyboard' });
  const { openFind } = await import('#renderer/features/storyboard/index.ts');
  openFind(projectId);
}

export async function openTarget(target: PaletteTarget): Promise<void> {
  const { projectId } = target;
  switch (target.kind) {
    case 'project':
      return goTo({ kind: 'project', projectId, view: 'storyboard' });
    case 'scene': {
      goTo({ kind: 'project', projectId, view: 'storyboard' });
      const storyboard: Storyboard = await queryClient.ensureQueryData(
        studioQuery.storyboard.get.queryOptions({ input: { projectId } }),
      );
      const first = storyboard.shots.find(({ sceneId }) => sceneId === target.sceneId);
      return first && openShot(projectId, first.id);
    }
    case 'shot':
    case 'line':
      return openShot(projectId, target.shotId);
    case 'take':
      return openShot(projectId, target.shotId, target.takeId);
    case 'element': {
      goTo({ kind: 'project', projectId, view: 'elements' });
      const { showElement } = await import('#renderer/features/elements/index.ts');
      return showElement(projectId, target.elementId);
    }
  }
}
