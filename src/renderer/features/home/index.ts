export { FormatFields, type ProjectFormat, usualFormat } from './format-fields.tsx';
export { HomeView } from './home-view.tsx';
export { lengthText } from './project-card-view.ts';
