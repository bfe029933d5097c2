// Every condition under which the chart fails, refused by us at the same minors, with the value and the reason. `lenient` changes nothing.
import * as fs from 'node:fs';
import { resolve } from 'node:path';
import { mergeValues, renderChart } from '../../lib/chart';
import { PlainMap } from '../../lib/manifest/types';
import { ALL, NEGATIVE } from './negative-table';

/** Certificates of Hubble that need no key in the output, unless a row is about them. */
const CRON = { hubble: { tls: { auto: { method: 'cronJob' } } } };

const lines = (version: string, values: PlainMap) =>
  renderChart({ version, values: mergeValues(CRON, values), lenient: true })
    .problems.filter(({ level }) => level === 'error')
    .map(({ path, message, repair }) => `${path}: ${message}; ${repair}`);

describe.each(ALL)('chart %s', (version) => {
  test.each(NEGATIVE.filter(({ versions }) => versions.includes(version)).map((row) => [row.condition, row] as const))(
    'refuses %s',
    (_, { values, line }) => {
      expect(lines(version, values)).toContain(line);
      expect(renderChart({ version, values: mergeValues(CRON, values), lenient: true }).objects).toEqual([]);
    },
  );

  test.each(NEGATIVE.filter(({ versions }) => !versions.includes(version)).map((row) => [row.condition, row] as const))(
    'does not refuse %s',
    (_, { values, line }) => {
      expect(lines(version, values)).not.toContain(line);
    },
  );
});

test.each(['cluster.id 3 with a name', 'native routing with a masquerade agent', 'tags that are latest'])(
  '%s is fine',
  (which) => {
    const fine: Record<string, PlainMap> = {
      'cluster.id 3 with a name': { cluster: { name: 'home', id: 3 } },
      'native routing with a masquerade agent': {
        routingMode: 'native',
        enableIPv4Masquerade: true,
        ipMasqAgent: { enabled: true },
      },
      'tags that are latest': {
        hubble: {
          relay: { enabled: true },
          ui: { enabled: true, backend: { image: { tag: 'latest' } }, frontend: { image: { tag: 'nightly' } } },
        },
      },
    };
    for (const version of ALL) expect(lines(version, fine[which]!)).toEqual([]);
  },
);

test('docs/cilium.md shows every message', () => {
  const page = fs.readFileSync(resolve(__dirname, '../../docs/cilium.md'), 'utf8');
  const collective = /^(removed key|a duration that Go cannot read: )/;
  const missing = NEGATIVE.filter(
    ({ condition, line }) =>
      !page.includes(collective.test(condition) ? `\`${condition.replace(collective, '').trim()}\`` : line),
  );
  expect(missing.map(({ condition }) => condition)).toEqual([]);
});
