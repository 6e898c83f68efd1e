/** What every procedure of the contract begins with: the one declared error. */
import { oc } from '@orpc/contract';
import type { AppErrorAnswer } from './answers.ts';
import { typed } from './schemas.ts';

export const procedure = oc.errors({ APP_ERROR: { status: 422, data: typed<AppErrorAnswer>() } });
