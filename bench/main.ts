/**
 * `npm run bench [-- foundation reads enroll sign-ins timing token-check growth]`: the figures that the product is held to, each
 * beside its bound. Ratios are of servers that were measured in turn in this run, on this machine; nothing else should run on it.
 */
import { build } from '../tools/start/build.ts';
import { benchEnroll } from './enroll.ts';
import { benchFoundation } from './foundation.ts';
import { benchGrowth, MANY } from './growth.ts';
import { benchReads } from './reads.ts';
import { benchSignIns } from './sign-ins.ts';
import { insertEnrollments } from './support/data.ts';
import { printFigures } from './support/figures.ts';
import { setStage, type Stage } from './support/stage.ts';
import { benchTiming } from './timing.ts';
import { benchTokenCheck } from './token-check.ts';

const LEARNERS_WHO_SIGN_IN = 50;

/** In this order: growth fills the database with the enrollments among which the others are measured. */
const SECTIONS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  growth: benchGrowth,
  reads: benchReads,
  enroll: benchEnroll,
  'sign-ins': benchSignIns,
  timing: benchTiming,
  'token-check': benchTokenCheck,
};

const chosen = process.argv.slice(2);
const wanted = (section: string) => chosen.length === 0 || chosen.includes(section);

await build(console.log);
if (wanted('foundation')) await benchFoundation();
const sections = Object.entries(SECTIONS).filter(([name]) => wanted(name));
if (sections.length > 0) {
  console.log('  filling a database with 5,000 courses');
  const stage = await setStage({ signIns: LEARNERS_WHO_SIGN_IN });
  if (!wanted('growth')) {
    console.log(`  and ${MANY} enrollments`);
    await insertEnrollments(stage.db, stage.data, 0, MANY);
    await stage.settle();
  }
  for (const [name, section] of sections) {
    console.log(`\n${name}`);
    await section(stage);
  }
  await stage.close();
}
printFigures();
