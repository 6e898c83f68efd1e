export { createElement, putElement } from './create-element.ts';
export { KindIcon } from './kind-icon.tsx';
export { PromptAsSent } from './prompt-as-sent.tsx';
export { useElements } from './use-elements.ts';
export { useMentionCompletion } from './use-mention-completion.tsx';
