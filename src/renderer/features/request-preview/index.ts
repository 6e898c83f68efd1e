export { approveFirst } from './approvals.ts';
export { ApprovalHost } from './approval-host.tsx';
export { PreviewDialog } from './preview-dialog.tsx';
export type { PreviewSubject } from './preview-subject.ts';
export { RequestView } from './request-view.tsx';
