/** What a new project can begin with besides an empty storyboard. */
import type { FrameSize } from './frame-size.ts';

/** The templates that come with the studio, in the order in which they are offered. */
export const templateIds = ['ad', 'explainer', 'music-video', 'short-film', 'product-clip', 'vertical-story'] as const;

/** One of the templates. */
export type TemplateId = (typeof templateIds)[number];

/** What a person sees of a template before choosing it; its name and its description are words of the catalogue. */
export type TemplateSummary = {
  id: TemplateId;
  sceneCount: number;
  shotCount: number;
  /** Of all its shots together. */
  seconds: number;
  /** The shape that it was thought for. */
  frameSize: FrameSize;
};
