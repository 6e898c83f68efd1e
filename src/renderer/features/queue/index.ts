export { useFollowedJob } from './followed-jobs.ts';
export { HeldNote } from './held-note.tsx';
export {
  cancelJobs,
  cancelWaitingJobs,
  changePriority,
  moveJobs,
  retryJobs,
  scheduleJobs,
  setQueuePaused,
  showJobs,
} from './job-commands.ts';
export { Elapsed, FilmLink } from './job-row.tsx';
export { commandsOfJob, elapsedText, sizeText, speakingJob, toneOfJob } from './job-view.ts';
export { JobWords } from './job-words.tsx';
export { NeedsYouChoices } from './needs-you-choices.tsx';
export { QueuePanel } from './queue-panel.tsx';
export { QueuePill } from './queue-pill.tsx';
export { useQueueFill } from './use-queue-fill.ts';
export { useQueueNotices } from './use-queue-notices.ts';
