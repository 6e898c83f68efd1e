export { SentView } from './sent-view.tsx';
