import { madeUpTree } from '/work/wt-b12/test/support/made-up-trees';
const t = madeUpTree(Number(process.argv[2]));
for (const [f, x] of Object.entries(t.files)) console.log(`--- ${f}\n${x}`);
