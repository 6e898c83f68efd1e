/** Which scenes are folded in a view, remembered on this machine. */
import { useCallback, useState } from 'react';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';

export type FoldedScenes = {
  folded: ReadonlySet<SceneId>;
  toggle: (sceneId: SceneId) => void;
  /** Folds exactly these. */
  set: (sceneIds: readonly SceneId[]) => void;
};

export function useFoldedScenes(view: 'outline' | 'cards', projectId: ProjectId): FoldedScenes {
  const key = `${view}-folded:${projectId}`;
  const [folded, setFolded] = useState<ReadonlySet<SceneId>>(
    () => new Set((localStorage.getItem(key) ?? '').split(' ').filter(Boolean) as SceneId[]),
  );
  const change = useCallback(
    (next: (now: ReadonlySet<SceneId>) => ReadonlySet<SceneId>) =>
      setFolded((now) => {
        const changed = next(now);
        localStorage.setItem(key, [...changed].join(' '));
        return changed;
      }),
    [key],
  );
  const toggle = useCallback(
    (sceneId: SceneId) =>
      change((now) => {
        const next = new Set(now);
        if (!next.delete(sceneId)) next.add(sceneId);
        return next;
      }),
    [change],
  );
  const set = useCallback((sceneIds: readonly SceneId[]) => change(() => new Set(sceneIds)), [change]);
  return { folded, toggle, set };
}
