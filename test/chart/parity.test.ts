// The native rendering against what helm rendered with the real chart, for every supported version.
import { supportedVersions } from '../../lib/chart/releases';
import {
  comparison,
  golden,
  goldenNames,
  probes,
  render,
  renderCase,
  sharedIsPresent,
  sweepBase,
  withProbe,
} from './shared';

/** Cases with values that are not native, and the first path that says so. */
const NOT_NATIVE_CASES: Readonly<Record<string, string>> = { 'auth-spire': 'authentication.mutual.spire.enabled' };

/** The dashboards of the agent and the operator, so that those of Hubble are refused. */
const DASHBOARDS = { 'cilium-dashboard.json': '<dashboard>', 'cilium-operator-dashboard.json': '<dashboard>' };

/** What is left over of a sweep: probes that helm takes and we refuse, with the path that says why. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  '1.18.12': ['hubble.metrics.dashboards.enabled'],
  'combined-1.18.12': ['hubble.metrics.dashboards.enabled'],
  '1.19.6': ['hubble.metrics.dashboards.enabled'],
  'combined-1.19.6': [],
  '1.20.0': ['hubble.metrics.dashboards.enabled'],
  'combined-1.20.0': [],
};

if (sharedIsPresent()) {
  describe.each(supportedVersions())('chart %s', (version) => {
    const native = goldenNames(version).filter((name) => NOT_NATIVE_CASES[name] === undefined);

    test.each(native)('renders %s as helm does', (name) => {
      const { objects, problems } = renderCase(version, name);
      expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
      expect(comparison().compare(golden(version, name), objects)).toEqual([]);
    });

    test.each(Object.entries(NOT_NATIVE_CASES))('refuses %s with the path of what is not native', (name, path) => {
      const { objects, problems } = renderCase(version, name);
      expect(objects).toEqual([]);
      expect(problems.filter(({ code }) => code === 'values/not-native').map((each) => each.path)).toContain(path);
    });

    test.each([version, `combined-${version}`])(
      'each probe of %s is equal to helm, or refused for a reason; what helm refuses is refused',
      (file) => {
        const { changes, sameChanges } = comparison();
        const base = sweepBase();
        const before = render(version, base).objects;
        const refused = new Set<string>();
        const wrong: string[] = [];
        const all = probes(file);
        for (const probe of all) {
          const { objects, problems } = render(version, withProbe(base, probe), { dashboards: DASHBOARDS });
          const errors = problems.filter(({ level }) => level === 'error');
          if (probe.error !== undefined) {
            if (errors.length === 0) wrong.push(`not refused: ${JSON.stringify(probe.set)}`);
          } else if (errors.length > 0) refused.add(errors[0]!.path);
          else if (!sameChanges(probe.changes ?? [], changes(before, objects)))
            wrong.push(`differs: ${JSON.stringify(probe.set)}`);
        }
        expect(wrong).toEqual([]);
        expect([...refused].sort()).toEqual(REFUSED[file]);
        expect(all.length).toBeGreaterThan(100);
      },
    );
  });

  describe('the comparison reports what is planted', () => {
    const planted: [
      string,
      (objects: { kind: string; metadata: { name: string }; [k: string]: unknown }[]) => void,
      string,
    ][] = [
      ['a removed object', (objects) => void objects.splice(0, 1), 'missing'],
      [
        'an added object',
        (objects) => void objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'planted' } }),
        'present',
      ],
      ['a changed name', (objects) => void (objects[0]!.metadata.name = 'planted'), 'missing'],
      [
        'a configuration key with another value',
        (objects) => void ((objects.find(isConfig)!.data as Record<string, string>).debug = 'true'),
        'true',
      ],
      [
        'a number in place of text',
        (objects) => void ((objects.find(isConfig)!.data as Record<string, unknown>)['cluster-id'] = 0),
        '0',
      ],
    ];
    const isConfig = ({ metadata }: { metadata: { name: string } }) => metadata.name === 'cilium-config';

    test.each(planted)('%s', (_, plant, actual) => {
      const objects = structuredClone(renderCase('1.20.0', 'talos-kpr').objects);
      plant(objects);
      const differences = comparison().compare(golden('1.20.0', 'talos-kpr'), objects);
      expect(differences.map((each) => String(each.actual))).toContain(actual);
    });
  });
} else {
  test('skipped: no ../shared/cilium', () => expect(sharedIsPresent()).toBe(false));
}
