// Numbers that the two ends of an IPC channel tell each other beside their messages, in a file of the run's directory: the
// messages themselves stay what the program made of them. Record i belongs to the i-th message of one direction.
import fs from 'node:fs';
import { join } from 'node:path';

// As they are now: programs replace them.
const { closeSync, openSync, readSync, writeSync } = fs;

/** Records of the file, a ring. */
const RECORDS = 65_536;
/** Two int32: the index, by which a record of an earlier round is told, and the number. */
const BYTES = 8;

/** One direction of one channel. Fails silently: what cannot be read is unknown. */
export class Tally {
  private fd = -1;
  private readonly words = new Int32Array(2);

  /**
   * @param directory - of the run; empty where it has none, and nothing is told
   * @param way - 'w' for the end that tells, 'r' for the one that reads
   */
  constructor(directory: string, name: string, way: 'w' | 'r') {
    if (directory === '') return;
    try {
      this.fd = openSync(join(directory, `${name}.tally`), way, 0o600);
    } catch {
      // What cannot be told is unknown.
    }
  }

  /** Tells `value` for message `index`. */
  tell(index: number, value: number): void {
    if (this.fd < 0) return;
    this.words[0] = index;
    this.words[1] = value;
    try {
      writeSync(this.fd, this.words, 0, BYTES, (index % RECORDS) * BYTES);
    } catch {
      this.close();
    }
  }

  /** What was told for message `index`; −1 where that is not known. */
  read(index: number): number {
    if (this.fd < 0) return -1;
    try {
      const bytes = readSync(this.fd, this.words, 0, BYTES, (index % RECORDS) * BYTES);
      return bytes === BYTES && this.words[0] === index ? this.words[1]! : -1;
    } catch {
      return -1;
    }
  }

  /** Lets go of the file. */
  close(): void {
    if (this.fd < 0) return;
    try {
      closeSync(this.fd);
    } catch {
      // The program has closed it.
    }
    this.fd = -1;
  }
}
