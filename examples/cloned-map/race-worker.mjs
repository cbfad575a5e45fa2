import { workerData } from 'node:worker_threads';

const { blocked } = workerData;
blocked.set('10.0.0.3', 'scan'); // race: diverged-copy
