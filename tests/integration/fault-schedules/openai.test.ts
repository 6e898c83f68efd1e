import { describeFaultSchedules } from '../../support/describe-fault-schedules.ts';

describeFaultSchedules((name) => name.startsWith('openai'));
