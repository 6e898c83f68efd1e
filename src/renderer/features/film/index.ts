export { ExportDialog } from './export-dialog.tsx';
export { FilmView } from './film-view.tsx';
