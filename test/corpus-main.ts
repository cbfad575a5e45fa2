// The corpus runner for any folder: `npx tsx test/corpus-main.ts test/corpus/lost-update`.
import { countsOf, judgeAll, programsOf } from './corpus-runner.ts';

const programs = process.argv.slice(2).flatMap(programsOf);
const verdicts = await judgeAll(programs, 2, ({ program, wrong, ms }) => {
  console.log(
    `${wrong === '' ? 'right' : 'WRONG'}  ${program.name}  ${Math.round(ms)} ms  ${wrong}`.trimEnd(),
  );
});
console.log(countsOf(verdicts));
process.exitCode = verdicts.some((verdict) => (verdict.wrong !== '') !== verdict.program.todo) ? 1 : 0;
