// The native rendering against what helm rendered with the real chart.
import { VERSION, comparison, golden, goldenNames, probes, render, renderCase, sharedIsPresent, sweepBase, withProbe } from './shared';

/** Cases with values that are not native, and the first path that says so. */
const NOT_NATIVE_CASES: Readonly<Record<string, string>> = {
  'auth-spire': 'authentication.enabled',
  'clustermesh-cronjob': 'clustermesh.apiserver.metrics.serviceMonitor.enabled',
};

/** Two of the dashboards, so that the one that needs others is refused. */
const DASHBOARDS = { 'cilium-dashboard.json': '<dashboard>', 'cilium-operator-dashboard.json': '<dashboard>' };

if (sharedIsPresent()) {
  const native = goldenNames().filter((name) => NOT_NATIVE_CASES[name] === undefined);

  test.each(native)('renders %s as helm does', (name) => {
    const { objects, problems } = renderCase(name);
    expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(comparison().compare(golden(name), objects)).toEqual([]);
  });

  test.each(Object.entries(NOT_NATIVE_CASES))('refuses %s with the path of what is not native', (name, path) => {
    const { objects, problems } = renderCase(name);
    expect(objects).toEqual([]);
    expect(problems.find(({ code }) => code === 'values/not-native')?.path).toBe(path);
  });

  describe('the comparison reports what is planted', () => {
    const planted: [string, (objects: { kind: string; metadata: { name: string }; [k: string]: unknown }[]) => void, string][] = [
      ['a removed object', (objects) => void objects.splice(0, 1), 'missing'],
      ['an added object', (objects) => void objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'planted' } }), 'present'],
      ['a changed name', (objects) => void (objects[0]!.metadata.name = 'planted'), 'missing'],
      ['a configuration key with another value', (objects) => void ((objects.find(isConfig)!.data as Record<string, string>).debug = 'true'), 'true'],
      ['a number in place of text', (objects) => void ((objects.find(isConfig)!.data as Record<string, unknown>)['cluster-id'] = 0), '0'],
    ];
    const isConfig = ({ metadata }: { metadata: { name: string } }) => metadata.name === 'cilium-config';

    test.each(planted)('%s', (_, plant, actual) => {
      const objects = structuredClone(renderCase('talos-kpr').objects);
      plant(objects);
      const differences = comparison().compare(golden('talos-kpr'), objects);
      expect(differences.map((each) => String(each.actual))).toContain(actual);
    });
  });

  describe.each([
    [VERSION, { equal: 796, refused: 17, bothRefuse: 18 }],
    [`combined-${VERSION}`, { equal: 119, refused: 14, bothRefuse: 17 }],
  ])('probes of %s', (file, expected) => {
    test('each is equal to helm or refused, and what helm refuses is refused', () => {
      const { changes, sameChanges } = comparison();
      const base = sweepBase();
      const before = render(base).objects;
      const count = { equal: 0, refused: 0, bothRefuse: 0 };
      const wrong: string[] = [];
      for (const probe of probes(file)) {
        const { objects, problems } = render(withProbe(base, probe), { dashboards: DASHBOARDS });
        const refused = problems.some(({ level }) => level === 'error');
        if (probe.error !== undefined && refused) count.bothRefuse++;
        else if (probe.error !== undefined) wrong.push(`not refused: ${JSON.stringify(probe.set)}`);
        else if (refused) count.refused++;
        else if (sameChanges(probe.changes ?? [], changes(before, objects))) count.equal++;
        else wrong.push(`differs: ${JSON.stringify(probe.set)}`);
      }
      expect(wrong).toEqual([]);
      expect(count).toEqual(expected);
    });
  });
} else {
  test('skipped: no ../shared/cilium', () => expect(sharedIsPresent()).toBe(false));
}
