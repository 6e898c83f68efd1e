export { AdjustmentList } from './adjustment-list.tsx';
export { countAdjustments } from './adjustment-text.ts';
export {
  openPlan,
  openPreview,
  openProjectSettings,
  openQuickTake,
  openRetarget,
  toRequest,
} from './dialogs.ts';
export { GenerationDialogs } from './generation-dialogs.tsx';
export {
  defaultModelOf,
  isAllFree,
  isSameModel,
  type ModelCatalog,
  modelOfShot,
} from './model-catalog.ts';
export { ModelPicker, type PickedModel } from './model-picker.tsx';
export { namedModelText, priceText } from './model-text.ts';
export { groupProblems, priceView } from './plan-view.ts';
export { RetirementNotes } from './retirement-notes.tsx';
export { startGeneration } from './start-generation.ts';
export { useCatalog } from './use-catalog.ts';
export { usePlan } from './use-plan.ts';
export { usePrice } from './use-price.ts';
