// A cleanup closes the upload that it found in the Map and deletes the entry. While it was closing, the client had
// started again under the same name: the entry that is deleted is the new one.
import { setTimeout as sleep } from 'node:timers/promises';

interface Upload {
  readonly attempt: number;
  close(): Promise<void>;
}

const uploads = new Map<string, Upload>();
const upload = (attempt: number): Upload => ({ attempt, close: () => sleep(10) });

async function cleanUp(name: string): Promise<void> {
  const abandoned = uploads.get(name); // race: lost-update first
  if (!abandoned) return;
  await abandoned.close();
  uploads.delete(name); // race: lost-update second
}

async function start(name: string, attempt: number): Promise<void> {
  await sleep(2); // check the quota
  uploads.set(name, upload(attempt)); // race: lost-update conflicting
}

await start('photo.jpg', 1);
await Promise.all([cleanUp('photo.jpg'), start('photo.jpg', 2)]);
console.log(`attempt 2 is ${uploads.has('photo.jpg') ? 'registered' : 'lost: nobody will ever close it'}`);
