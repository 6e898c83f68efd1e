/** Sends a finished drawing: its picture, then the drawing itself with it. */
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { encodeSketch } from '#shared/domain/sketch-codec.ts';
import { flattenSketch } from './flatten-sketch.ts';
import type { LayerCache } from './layer-cache.ts';
import type { SketchPorts } from './sketch-session.ts';

/** Where a pad keeps its drawing. */
export function studioPorts(projectId: ProjectId, cache: LayerCache): SketchPorts {
  return {
    saveDraft: (draft) => studio.sketches.saveDraft(draft),
    discardDraft: (shotId) => studio.sketches.discardDraft({ shotId }),
    async save(shotId, document) {
      const answer = await edit(async () => {
        const uploadId = await uploadFile(await flattenSketch(document, cache));
        return studio.sketches.save({ shotId, uploadId, sketch: encodeSketch(document) });
      });
      if (answer) putShots(queryClient, projectId, [answer.shot]);
      return answer !== null;
    },
  };
}
