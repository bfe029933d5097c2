// Any object at all gives an answer: nothing throws, and the same question gives the same answer.
import { allocate, announcements, readBgpAdvertisement, runHistory } from '../../../lib/models/load-balancer';
import { Chance, l2Cases, lbipamCases } from './generate';

const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  [null],
  ['x'],
  'x',
  { a: 1 },
  [{}],
  [[]],
  '10.0.0.1',
  undefined,
];

/** Puts something odd in some places. */
function spoil(value: any, chance: Chance): any {
  if (chance.maybe(0.04)) return chance.pick(ODD);
  if (Array.isArray(value)) return value.map((each) => spoil(each, chance));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each, chance)]));
}

test.each(['1.18', '1.19', '1.20', '1.20.2', 'x', undefined])(
  'takes anything for a pool, a Service or a policy (%s)',
  (version) => {
    const chance = new Chance(5);
    const text = (value: unknown) =>
      JSON.stringify(value, (_, each: unknown) =>
        typeof each === 'bigint' ? `${each}n` : each instanceof Map ? [...each] : each,
      );
    for (const each of lbipamCases(5, 60)) {
      const objects = (each.objects as any[]).map((object) => ({ ...spoil(object, chance), kind: object.kind }));
      const steps = (each.then as any[]).map((step) => ({
        ...step,
        apply: step.apply?.map((object: any) => ({ ...spoil(object, chance), kind: object.kind })),
      }));
      runHistory(objects, steps, { ...(each.options as object), version });
      const inputs = objects.map((manifest) => ({ manifest }));
      const [one, two] = [allocate(inputs, { version }), allocate(inputs, { version })];
      expect(text(one.services.map(({ addresses }) => addresses))).toBe(
        text(two.services.map(({ addresses }) => addresses)),
      );
      readBgpAdvertisement(chance.pick(objects));
    }
    for (const each of l2Cases(5, 60)) {
      const objects = (each.objects as any[]).map((object) => ({ ...spoil(object, chance), kind: object.kind }));
      const node = each.node as any;
      announcements(
        {
          policies: objects.filter(({ kind }) => kind !== 'Service'),
          services: [...objects.filter(({ kind }) => kind === 'Service'), ...ODD].map((manifest) => ({ manifest })),
          nodes: [{ name: 'n1', labels: node.labels, devices: each.devices as string[] }],
        },
        { version },
      );
    }
    for (const manifest of ODD) {
      allocate([{ manifest }], { version });
      announcements({ policies: [manifest], services: [{ manifest }], nodes: [] }, { version });
    }
  },
);
