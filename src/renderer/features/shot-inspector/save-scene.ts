import type { Scene, Storyboard } from '#shared/domain/records.ts';
import type { ScenePatch } from '#shared/contract/schemas.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';

/** Changes a scene, and shows the answer at once. Rejects as the studio does. */
export async function saveScene(
  { id: sceneId, projectId }: Pick<Scene, 'id' | 'projectId'>,
  patch: ScenePatch,
  typingKey?: string,
): Promise<{ savedAtMs: number }> {
  const answer = await studio.scenes.update({ sceneId, patch, ...(typingKey !== undefined && { typingKey }) });
  const queryKey = studioQuery.storyboard.get.queryKey({ input: { projectId } });
  queryClient.setQueryData<Storyboard>(queryKey, (storyboard) => {
    if (!storyboard) return storyboard;
    return { ...storyboard, scenes: storyboard.scenes.map((scene) => (scene.id === sceneId ? answer.scene : scene)) };
  });
  return answer;
}
