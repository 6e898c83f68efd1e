/** What every router begins with: the contract, and the border at which errors become answers. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';

/**
 * The contract, ready to be implemented. An `AppError` becomes the declared `APP_ERROR`; anything else that has words
 * for people (a full disk) too; the rest goes on and reaches the window without details.
 */
export const os = implement(contract).use(async ({ next }) => {
  try {
    return await next();
  } catch (thrown) {
    if (thrown instanceof ORPCError) throw thrown;
    const error = toAppError(thrown);
    if (error.code === 'INTERNAL' && !(thrown instanceof AppError)) throw thrown;
    throw new ORPCError('APP_ERROR', { status: 422, message: error.code, data: error.toData(), cause: thrown });
  }
});
