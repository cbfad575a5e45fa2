// The cleanup deletes the entry only if it is still the one that it closed.
import { setTimeout as sleep } from 'node:timers/promises';

interface Upload {
  readonly attempt: number;
  close(): Promise<void>;
}

const uploads = new Map<string, Upload>();
const upload = (attempt: number): Upload => ({ attempt, close: () => sleep(10) });

async function cleanUp(name: string): Promise<void> {
  const abandoned = uploads.get(name);
  if (!abandoned) return;
  await abandoned.close();
  if (uploads.get(name) === abandoned) uploads.delete(name);
}

async function start(name: string, attempt: number): Promise<void> {
  await sleep(2); // check the quota
  uploads.set(name, upload(attempt));
}

await start('photo.jpg', 1);
await Promise.all([cleanUp('photo.jpg'), start('photo.jpg', 2)]);
console.log(`attempt 2 is ${uploads.has('photo.jpg') ? 'registered' : 'lost: nobody will ever close it'}`);
