import { workerData } from 'node:worker_threads';
import { count } from './table.mjs';

const { table, perWorker, seed } = workerData;
for (let i = 0; i < perWorker; i++) count(table, 1 + ((i * 7 + seed) % 200));
