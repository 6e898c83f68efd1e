/** Which of the dialogs is open: opened from anywhere, shown once in the window. */
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { createObservable } from '#renderer/rpc/observable.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';

/** A shot of a project. */
export type ShotPlace = { projectId: ProjectId; shotId: ShotId };

export type AssistDialog =
  | ({ kind: 'board' | 'prompt' | 'speech' | 'transcript' } & ShotPlace)
  /** `sceneId` null drafts from a synopsis. */
  | { kind: 'draft'; projectId: ProjectId; sceneId: SceneId | null };

export const assistDialog = createObservable<AssistDialog | null>(null);

export function closeAssistDialog(): void {
  assistDialog.set(null);
}

/** What is being typed is saved first, so that it is part of what a model reads. */
async function open(dialog: AssistDialog): Promise<void> {
  await savedState.flush();
  assistDialog.set(dialog);
}

/** A picture for a shot's board. */
export function openBoardDialog({ projectId, shotId }: ShotPlace): void {
  void open({ kind: 'board', projectId, shotId });
}

/** Another wording of a shot's prompt. */
export function openPromptDialog({ projectId, shotId }: ShotPlace): void {
  void open({ kind: 'prompt', projectId, shotId });
}

/** The dialogue of a shot, spoken. */
export function openSpeechDialog({ projectId, shotId }: ShotPlace): void {
  void open({ kind: 'speech', projectId, shotId });
}

/** The words of a shot's voice. */
export function openTranscriptDialog({ projectId, shotId }: ShotPlace): void {
  void open({ kind: 'transcript', projectId, shotId });
}

/** Shots from a synopsis, or with a scene from that. */
export function openDraftDialog(projectId: ProjectId, sceneId: SceneId | null): void {
  void open({ kind: 'draft', projectId, sceneId });
}
