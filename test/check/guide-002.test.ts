// The manifests of guide 002 as it prints them, and which of its errors the check finds: the numbers are those of the facts page on Cilium, section 3.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, CheckedDocument, Problem, readText } from '../../lib/check';
import { SHARED } from '../support/engines';

const GUIDE = join(SHARED, 'guides', '002-networking-on-talos-with-cilium.txt');

/** A block of the guide: a line that only it has, how many lines stand above that, and the indentation (two blanks each) that the text form lost. */
interface Block {
  readonly file: string;
  readonly line: string;
  readonly above: number;
  readonly levels: string;
}

const BLOCKS: readonly Block[] = [
  { file: 'talos.yaml', line: 'cluster:', above: 0, levels: '012312' },
  { file: 'default-deny.yaml', line: 'name: default-deny', above: 3, levels: '000110111' },
  { file: 'frontend.yaml', line: 'name: allow-frontend-to-api', above: 3, levels: '00011012312467' },
  { file: 'upstream.yaml', line: 'name: allow-api-to-upstream', above: 3, levels: '000110123124567' },
  { file: 'dns.yaml', line: 'name: allow-dns', above: 3, levels: '0001011246756734545' },
  { file: 'gateway.yaml', line: 'name: shared-gateway', above: 3, levels: '00011011233345' },
  { file: 'route.yaml', line: 'name: api-route', above: 3, levels: '0001101231212466345' },
  { file: 'pool.yaml', line: 'name: homelab-pool', above: 3, levels: '0001012' },
  { file: 'policy.yaml', line: 'name: homelab-announce', above: 3, levels: '00010121221' },
  { file: 'service.yaml', line: 'lbipam.cilium.io/ips: "10.0.0.241"', above: 6, levels: '00011120112123' },
  { file: 'shared.yaml', line: 'name: admin', above: 3, levels: '00011120112123' },
];
const VALUES: readonly Block[] = [
  { file: 'values.yaml', line: 'ipam:', above: 0, levels: '01000012101233333333333233301011212' },
  { file: 'values.yaml', line: 'l2announcements:', above: 0, levels: '01' },
];

const guide = existsSync(GUIDE) ? describe : describe.skip;

guide('guide 002 (skipped where the folder of the guides is not beside the checkout)', () => {
  let problems: readonly Problem[] = [];
  const found = (file: string) => problems.filter(({ at }) => at.origin.file === file);
  const codes = (file: string) => [...new Set(found(file).map(({ level, code }) => `${level} ${code}`))];

  beforeAll(() => {
    const lines = readFileSync(GUIDE, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    const text = ({ line, above, levels }: Block) =>
      [...levels]
        .map((level, index) => '  '.repeat(Number(level)) + lines[lines.indexOf(line) - above + index])
        .join('\n') + '\n';
    const inputs = BLOCKS.map((block) => readText(text(block), block.file));
    const values = VALUES.map(text).join('');
    const ciliumValues: CheckedDocument[] = [...readText(values, 'values.yaml').documents];
    problems = check(
      {
        objects: inputs.flatMap(({ objects }) => objects),
        talos: inputs.flatMap(({ talos }) => talos),
        documents: inputs.flatMap(({ documents }) => documents),
      },
      { versions: { cilium: '1.20' }, ciliumValues },
    ).problems;
  });

  test('1: two empty lists block nothing', () => {
    expect(codes('default-deny.yaml')).toContain('error cilium/empty-list');
  });

  test('2: "from" and "podSelector" are unknown fields', () => {
    expect(found('frontend.yaml')).toMatchObject([
      {
        level: 'error',
        code: 'schema/unknown-field',
        path: ['spec', 'ingress', 0, 'from'],
        repair: expect.stringContaining('fromEndpoints'),
      },
    ]);
  });

  test('3, 4: "to" with a namespaceSelector is unknown', () => {
    expect(found('upstream.yaml')).toMatchObject([
      {
        level: 'error',
        code: 'schema/unknown-field',
        path: ['spec', 'egress', 0, 'to'],
        repair: expect.stringContaining('toEndpoints'),
      },
    ]);
  });

  test('5, 7: "to", its namespace label and "ports" are unknown in the DNS policy', () => {
    expect(found('dns.yaml').filter(({ level }) => level === 'error')).toMatchObject([
      {
        code: 'schema/unknown-field',
        path: ['spec', 'egress', 0, 'ports'],
        repair: expect.stringContaining('toPorts'),
      },
      {
        code: 'schema/unknown-field',
        path: ['spec', 'egress', 0, 'to'],
        repair: expect.stringContaining('toEndpoints'),
      },
    ]);
  });

  test('6: the DNS policy cuts off everything else, kube-system included', () => {
    expect(codes('dns.yaml')).toContain('warning object/clusterwide-deny');
  });

  test('12: interfaces are not anchored', () => {
    expect(found('policy.yaml').map(({ code, repair }) => [code, repair])).toEqual([
      ['l2/unanchored', 'write "^eth0$"'],
      ['l2/unanchored', 'write "^enp1s0$"'],
    ]);
  });

  test('13: gatewayApi is no key of the chart, so the Gateway has no controller', () => {
    expect(found('values.yaml').map(({ level, code, path }) => [level, code, path])).toEqual([
      ['error', 'values/unknown-key', ['gatewayApi']],
    ]);
    expect(codes('gateway.yaml')).toEqual(['error values/gateway-off']);
  });

  test('14 and the rest: pool, requests and sharing are right; 8 to 11 are prose or need the policy engine', () => {
    for (const file of ['talos.yaml', 'pool.yaml', 'service.yaml', 'shared.yaml'])
      expect(found(file).filter(({ level }) => level !== 'note')).toEqual([]);
    expect(codes('route.yaml')).toEqual(['note reference/missing']);
  });
});
