import { readInput } from '../lib/check/input';
const input = readInput([process.argv[2]!]);
const by = new Map<string, any[]>();
for (const o of input.objects) { const k = `${o.origin.file}#${o.origin.document}#${JSON.stringify(o.origin.within ?? [])}`; by.set(k, [...(by.get(k) ?? []), o]); }
let n = 0;
for (const [k, all] of by) if (all.length > 1 && k.includes(process.argv[3] ?? '')) { n++; if (n < 3) console.log(k, all.map((o) => JSON.stringify([o.applied, o.manifest]).slice(0, 1500)).join('\n   ')); }
console.log(n, 'documents in several forms', input.objects.length, 'objects');
const c: Record<string, number> = {};
for (const o of input.objects) { const k = JSON.stringify(o.applied?.clusters ?? null); c[k] = (c[k] ?? 0) + 1; }
console.log(c);
for (const p of input.problems) if (/not-/.test(p.code)) console.log(p.message);
