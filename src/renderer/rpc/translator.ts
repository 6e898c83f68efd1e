/** The window's one translator; components use `useTranslation` of react-i18next, which is given this one. */
import { createTranslator } from '#shared/messages/translate.ts';

export const translator = createTranslator();
