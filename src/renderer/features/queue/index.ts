export { useFollowedJob } from './followed-jobs.ts';
export { cancelJobs, generateTakes, retryJobs } from './job-commands.ts';
export { elapsedText, sizeText, speakingJob } from './job-view.ts';
export { QueuePanel } from './queue-panel.tsx';
export { QueuePill } from './queue-pill.tsx';
export { useQueueNotices } from './use-queue-notices.ts';
