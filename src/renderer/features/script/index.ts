export { ScriptView } from './script-view.tsx';
