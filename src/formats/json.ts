// The report as it is, for programs; report.schema.json describes it.
import type { Report } from '../report/model.ts';

export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
