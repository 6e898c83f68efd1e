/**
 * Reads what a language model answered. An answer that does not have the asked form is not used: nothing of it is
 * repaired or made up.
 */
import { z } from 'zod';
import { type DraftShot, toOneLine } from '#shared/domain/assist-draft.ts';
import { findJsonValues } from '#shared/domain/assist-json.ts';
import { cameraMoveKinds } from '#shared/domain/camera-move.ts';
import { AppError } from '#shared/errors/app-error.ts';

const draftAnswerSchema = z.object({
  shots: z.array(
    z.object({
      title: z.string().transform(toOneLine).pipe(z.string().min(1).max(500)),
      prompt: z.string().trim().min(1).max(20_000),
      dialogue: z.array(z.object({ character: z.string().max(200), line: z.string().max(5000) })).max(100),
      seconds: z.number().positive().max(600),
      cameraMove: z.enum(cameraMoveKinds),
    }),
  ),
  isFinished: z.boolean(),
});

const promptAnswerSchema = z.object({ prompt: z.string().trim().min(1).max(60_000) });

/** The shots of one answer. @throws {AppError} TEXT_ANSWER_UNUSABLE */
export function readDraftAnswer(text: string): { shots: DraftShot[]; isFinished: boolean } {
  return readAnswer(text, draftAnswerSchema);
}

/** A new wording. @throws {AppError} TEXT_ANSWER_UNUSABLE */
export function readPromptAnswer(text: string): string {
  return readAnswer(text, promptAnswerSchema).prompt;
}

/** The one value of the asked form; where two different ones stand in the text, nobody can know which is meant. */
function readAnswer<Answer>(text: string, schema: z.ZodType<Answer>): Answer {
  const fitting = new Map<string, Answer>();
  for (const value of findJsonValues(text)) {
    const parsed = schema.safeParse(value);
    if (parsed.success) fitting.set(JSON.stringify(parsed.data), parsed.data);
  }
  const [only, ...others] = fitting.values();
  if (only === undefined || others.length > 0) throw unusable(`${fitting.size} values of the asked form`);
  return only;
}

/** An answer that cannot be used. */
export function unusable(why: string): AppError {
  return new AppError('TEXT_ANSWER_UNUSABLE', why, { retry: 'after-user-action' });
}
