import type { ProjectId } from '#shared/domain/ids.ts';

export type ExportDialogProps = { projectId: ProjectId; isOpen: boolean; onClose: () => void };

/** Plans, starts and follows an export. */
export function ExportDialog(_props: ExportDialogProps) {
  return null;
}
