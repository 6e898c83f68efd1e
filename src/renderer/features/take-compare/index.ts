export { TakeCompareDialog } from './take-compare-dialog.tsx';
