export { OutsideBoard } from './outside-board.tsx';
