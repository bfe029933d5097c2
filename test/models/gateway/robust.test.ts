// The operator's model meets whatever somebody's YAML holds: it must answer, never fail, and answer the same again.
import { gatewayVerdict, grantNeeds, ingressPaths, lostBackends, unserved } from '../../../lib/models/gateway';
import { oddGateways } from './odd-gateways';

const MINORS = ['1.18', '1.19', '1.20'];
const ODD: readonly unknown[] = [null, '', 0, -1, true, 'x', [], {}, [null], [{}], { a: 1 }, 1.5, 80];

/** Every object with one value replaced by something else. */
function* broken(objects: readonly Record<string, unknown>[]): Generator<unknown[]> {
  let turn = 0;
  for (const [index, object] of objects.entries())
    for (const path of pathsOf(object)) {
      const copy = JSON.parse(JSON.stringify(objects)) as Record<string, unknown>[];
      let here: any = copy[index];
      for (const key of path.slice(0, -1)) here = here[key];
      here[path.at(-1)!] = ODD[turn++ % ODD.length];
      yield copy;
    }
}

function pathsOf(value: unknown, before: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => [[...before, key], ...pathsOf(item, [...before, key])]);
}

function everything(objects: readonly unknown[], minor: string): string {
  const verdict = gatewayVerdict(objects, { minor, hostNetwork: true });
  return JSON.stringify([
    verdict.gateways,
    verdict.routes,
    unserved(verdict, { hostNetwork: true }),
    ingressPaths(verdict),
    grantNeeds(verdict),
    lostBackends(verdict),
  ]);
}

test('any value in any place is answered', () => {
  let count = 0;
  for (const { objects } of oddGateways(3, 3, '1.20'))
    for (const copy of broken(objects)) {
      expect(() => everything(copy, MINORS[count++ % 3]!)).not.toThrow();
    }
  expect(count).toBeGreaterThan(500);
});

test.each(ODD)('an object that is %j is left alone', (odd) => {
  for (const minor of MINORS) expect(gatewayVerdict([odd], { minor }).gateways).toEqual([]);
});

test('the same objects give the same answer', () => {
  for (const { objects } of oddGateways(5, 5, '1.20'))
    expect(everything(objects, '1.20')).toBe(everything(objects, '1.20'));
});
