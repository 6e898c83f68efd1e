export { CostsView } from './costs-view.tsx';
export { ModelUseTable } from './model-use-table.tsx';
