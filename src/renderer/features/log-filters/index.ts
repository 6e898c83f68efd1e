export { CsvButton } from './csv-button.tsx';
export { ConnectionField, ProjectField, TimeSpanField } from './filter-fields.tsx';
export { PagedTable, pageLimit } from './paged-table.tsx';
export { spanBounds, type TimeSpan } from './time-span.ts';
