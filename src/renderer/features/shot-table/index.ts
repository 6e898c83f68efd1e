export { ShotTable, type ShotTableHandle } from './shot-table.tsx';
