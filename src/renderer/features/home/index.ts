export { FormatFields, type ProjectFormat, usualFormat } from './format-fields.tsx';
export { HomeView } from './home-view.tsx';
export { NewProjectDialog } from './new-project-dialog.tsx';
export { useRecoveryNotice } from './recovery.ts';
export { lengthText } from './project-card-view.ts';
