/**
 * Writes down what leaves, without a wait for the disk at each line.
 *
 * What carries content is written before it leaves. Polls say nothing but that a job was asked for, many times a
 * second: they, and how requests ended, are written together once a second, before anybody reads, and at the end.
 */
import type { WriteDb } from '#main/db/database.ts';
import { endEgressEntry, type EgressEnd, insertEgressEntry, type NewEgressEntry } from '#main/db/egress-repository.ts';
import type { StartTimer } from './abort-scope.ts';

/** One request in the log. */
export interface EgressNote {
  /** Never throws: an answer, which may have been paid for, is worth more than its line. */
  end(end: EgressEnd): void;
}

export interface EgressLog {
  /** @throws what the database throws; the request must then not leave */
  begin(entry: NewEgressEntry): EgressNote;
  /** Tells listeners, soon, that what lies at a provider changed. */
  changed(): void;
  /** Writes what is not written yet. Never throws: what cannot be written is tried again. */
  write(): void;
  /** Writes for the last time and stops the timer. */
  close(): void;
}

export type EgressLogOptions = {
  db: WriteDb;
  startTimer: StartTimer;
  /** Told at most once a second that the log changed. */
  onLogged: () => void;
};

const intervalMs = 1_000;

type Note = { entry: NewEgressEntry; id: number | null; end: EgressEnd | null };

export function createEgressLog({ db, startTimer, onLogged }: EgressLogOptions): EgressLog {
  const unwritten = new Set<Note>();
  let stopTimer: (() => void) | null = null;
  /** While nothing can be written, nothing is kept for later: what is kept would grow without an end. */
  let isFailing = false;

  function writeAll(): void {
    if (unwritten.size === 0) return;
    const notes = [...unwritten];
    try {
      const ids = db.transactionSoon(() => notes.map((note) => writeOne(db, note)));
      notes.forEach((note, index) => (note.id = ids[index] ?? null));
      unwritten.clear();
      isFailing = false;
    } catch (error) {
      isFailing = true;
      throw error;
    }
  }

  function write(): void {
    try {
      writeAll();
    } catch {
      // Tried again at the next line, which says so if it fails too.
    }
  }

  function changed(): void {
    stopTimer ??= startTimer(intervalMs, () => {
      stopTimer = null;
      write();
      onLogged();
    });
  }

  return {
    begin(entry) {
      const note: Note = { entry, id: null, end: null };
      unwritten.add(note);
      try {
        if (isFailing || !canWait(entry)) writeAll();
      } catch (error) {
        unwritten.delete(note);
        throw error;
      }
      changed();
      return {
        end(end) {
          note.end = end;
          unwritten.add(note);
          changed();
        },
      };
    },
    changed,
    write,
    close() {
      stopTimer?.();
      stopTimer = null;
      write();
    },
  };
}

function canWait({ purpose, method, outcome }: NewEgressEntry): boolean {
  return outcome === 'not-sent' || (purpose === 'poll' && method === 'GET');
}

/** @returns the entry's id */
function writeOne(db: WriteDb, { entry, id, end }: Note): number {
  if (id === null) return insertEgressEntry(db, entry, end);
  if (end) endEgressEntry(db, id, end);
  return id;
}
