/** What left this machine: the log, as people read it. */
import { egressTotals, listEgress, listRemoteCopies } from '#main/db/egress-repository.ts';
import type { ReadDb } from '#main/db/database.ts';
import type { EgressEntry, EgressTotals, Page, RemoteCopyEntry } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import { type CsvCell, toCsv } from './csv.ts';

type PageOptions = { after: number | null; limit: number };

export interface EgressService {
  /** Latest first. */
  list(filter: LogFilter, page: PageOptions): Page<EgressEntry>;
  totals(filter: LogFilter): EgressTotals;
  /** What of ours lay or lies at providers, latest first. */
  remoteCopies(page: PageOptions): Page<RemoteCopyEntry>;
  csv(filter: LogFilter): { fileName: string; text: string };
}

/** Most lines of one file; a spreadsheet opens no more. */
const mostLines = 1_000_000;

export type EgressServiceOptions = {
  db: ReadDb;
  /** Writes down what is not in the library yet. */
  writeLog(): void;
};

export function createEgressService({ db, writeLog }: EgressServiceOptions): EgressService {
  function list(filter: LogFilter, page: PageOptions): Page<EgressEntry> {
    writeLog();
    return listEgress(db, filter, page);
  }

  return {
    list,
    totals(filter) {
      writeLog();
      return egressTotals(db, filter);
    },
    remoteCopies: (page) => listRemoteCopies(db, page),
    csv(filter) {
      const { entries } = list(filter, { after: null, limit: mostLines });
      return { fileName: 'shotwright-sent.csv', text: toCsv([head, ...entries.map(toRow)]) };
    },
  };
}

const head = [
  'time',
  'connection',
  'host',
  'purpose',
  'method',
  'sent_bytes',
  'text_bytes',
  'image_bytes',
  'voice_bytes',
  'video_bytes',
  'received_bytes',
  'status',
  'outcome',
];

function toRow(entry: EgressEntry): CsvCell[] {
  const { text = 0, image = 0, voice = 0, video = 0 } = entry.sent;
  const sent = [entry.sentBytes, text, image, voice, video];
  const what = [new Date(entry.atMs).toISOString(), entry.connectionLabel, entry.host, entry.purpose, entry.method];
  return [...what, ...sent, entry.receivedBytes, entry.status, entry.outcome];
}
