// The JSON Schema of the repository, the types of the model and what the command writes are the same thing.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE, project } from '../cli/project.ts';
import { sampleReport } from './sample.ts';

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../src/report/report.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

/** The errors of a value, as texts. */
export function schemaErrors(value: unknown): string[] {
  return validate(value) ? [] : validate.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

describe('the schema of reports', () => {
  it('takes a report that has every field of the model', () => {
    expect(schemaErrors(sampleReport())).toEqual([]);
  });

  it('refuses a field it does not know, a missing one, a wrong kind', () => {
    const report = sampleReport();
    expect(schemaErrors({ ...report, extra: 1 })).toHaveLength(1);
    expect(schemaErrors({ ...report, races: [{ ...report.races[0], kind: 'deadlock' }] })).not.toEqual([]);
    expect(schemaErrors({ ...report, summary: {} })).toHaveLength(5);
  });

  it('takes what the command writes: races of both engines, skipped files, suppressions', async () => {
    const { racewire } = project({
      'main.mjs': `try { await import('./bad.cjs'); } catch {}
import { Worker } from 'node:worker_threads';
${LOST_UPDATE}
const v = new Int32Array(new SharedArrayBuffer(8));
const w = new Worker('const { workerData } = require("node:worker_threads"); workerData[0] = 1;', { eval: true, workerData: v });
v[0] = 2;
await new Promise((done) => w.on('exit', done));`,
      'bad.cjs': 'let let = 1;',
      '.racewire-suppressions': 'order-race:nowhere.ts  # of old\n',
    });
    const run = await racewire([], ['node', 'main.mjs']);
    expect(schemaErrors(run.report)).toEqual([]);
    expect(run.report.races.map((race) => race.kind).sort()).toEqual(['data-race', 'lost-update']);
    expect(run.report.coverage.skipped).toHaveLength(1);
    expect(run.report.suppressions).toEqual([
      { rule: 'order-race:nowhere.ts', file: '.racewire-suppressions', line: 1, reason: 'of old', count: 0 },
    ]);
  });
});
