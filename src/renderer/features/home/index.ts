export { FormatFields } from './format-fields.tsx';
export { type ProjectFormat, usualFormat } from './project-format.ts';
export { HomeView } from './home-view.tsx';
export { makeSampleProject, NewProjectHost, openNewProject, openTemplates } from './new-project-host.tsx';
export { useRecoveryNotice } from './recovery.ts';
export { lengthText } from './project-card-view.ts';
