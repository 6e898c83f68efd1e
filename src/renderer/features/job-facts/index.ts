export { jobCostText, waitingCost, waitingCostText } from './job-cost.ts';
export { laneOf, placeByStep, waitingInOrder, withMovedJobs } from './queue-order.ts';
