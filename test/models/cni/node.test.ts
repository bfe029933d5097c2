// What links and other pods of a node decide, in the format of the engine, and against what the engine recorded.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  configurationOf,
  judgeConfiguration,
  judgeNode,
  judgeRequest,
  judgeRequested,
  poolsOf,
  pluginsOf,
  readAnnotation,
} from '../../../lib/models/cni';
import { IpAddress } from '../../../lib/net';
import { answer } from '../../../scripts/models/cni';
import { SHARED } from '../../support/engines';

const VECTORS = join(SHARED, 'vectors', 'cni.jsonl');
const present = existsSync(VECTORS);
if (!present) console.info('skipped: the recorded answers of the CNI plugins are not beside the checkout');

(present ? test : test.skip)('every recorded case that is judged has the verdict of the plugins', () => {
  const rows = readFileSync(VECTORS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const answers = rows.map(({ expected: _expected, ...question }) => answer(question));
  const judged = rows.flatMap((row, index) =>
    answers[index]!.judged === false ? [] : [{ row, said: answers[index]! }],
  );
  expect(judged.filter(({ row, said }) => said.ok !== row.expected.ok).map(({ row }) => row.id)).toEqual([]);
  expect({ all: rows.length, judged: judged.length }).toEqual({ all: 453, judged: 426 });
});

describe('on one node', () => {
  const link = { name: 'enp2s0', mtu: 1500 };
  const wiring = (pod: string, config: object, request: object = {}, network = 'lan') => ({
    pod,
    network,
    interface: 'net1',
    request,
    plugins: pluginsOf(JSON.stringify({ cniVersion: '1.0.0', name: network, master: 'enp2s0', ...config })),
  });
  const pool = {
    type: 'host-local',
    ranges: [[{ subnet: '10.9.0.0/24', rangeStart: '10.9.0.5', rangeEnd: '10.9.0.6' }]],
  };
  test.each<[string, ReturnType<typeof wiring>[], string[]]>([
    ['a link is there', [wiring('a', { type: 'macvlan', master: 'eth9' })], ['link-missing eth9']],
    ['an mtu is not above the link', [wiring('a', { type: 'macvlan', mtu: 1501 })], ['mtu-above-link enp2s0']],
    ['ipvlan does not look at it', [wiring('a', { type: 'ipvlan', mtu: 1501, ipam: { type: 'static' } })], []],
    [
      'passthru is alone',
      [wiring('a', { type: 'macvlan', mode: 'passthru' }), wiring('b', { type: 'macvlan' })],
      ['link-taken enp2s0'],
    ],
    [
      'a MAC is there once, however it is written',
      [
        wiring('a', { type: 'macvlan' }, { mac: '02:00:5E:10:00:01' }),
        wiring('b', { type: 'macvlan' }, { mac: '02-00-5e-10-00-01' }),
      ],
      ['mac-in-use 02:00:5e:10:00:01'],
    ],
    [
      'a pool has an end',
      ['a', 'b', 'c'].map((pod) => wiring(pod, { type: 'macvlan', ipam: pool })),
      ['pool-exhausted 10.9.0.5-10.9.0.6'],
    ],
    [
      'two names are two stores',
      ['a', 'b', 'c'].map((pod, index) => wiring(pod, { type: 'macvlan', ipam: pool }, {}, `lan${index}`)),
      [],
    ],
    [
      'a device moves into one pod',
      ['a', 'b'].map((pod) => wiring(pod, { type: 'host-device', device: 'enp2s0' })),
      ['link-missing enp2s0'],
    ],
  ])('%s', (_rule, wirings, expected) => {
    expect(judgeNode([link], wirings).map(({ reason, value }) => `${reason} ${value}`)).toEqual(expected);
  });
});

describe('an address that a pod asks for', () => {
  const said = (
    text: string,
    prefix?: number,
    subnets = ['192.168.40.0/24', 'fd00:40::/64'],
    router = '192.168.40.1',
  ) => judgeRequested(IpAddress.of(text), prefix, subnets, [IpAddress.of(router)])?.reason;
  test.each<[string, number | undefined, string | undefined]>([
    ['192.168.40.50', 24, undefined],
    ['192.168.40.50', undefined, undefined],
    ['fd00:40::5', 64, undefined],
    ['192.168.41.50', 24, 'outside'],
    ['192.168.40.50', 16, 'prefix'],
    ['192.168.40.255', 24, 'not-host'],
    ['192.168.40.0', undefined, 'not-host'],
    ['192.168.40.1', 24, 'gateway'],
  ])('%s/%s is %s', (text, prefix, expected) => expect(said(text, prefix)).toBe(expected));
  test('of a family that no network has, nothing is known but its own prefix length', () => {
    expect(said('10.0.0.255', 24, [])).toBe('not-host');
    expect(said('10.0.0.5', 24, ['fd00:40::/64'])).toBeUndefined();
    expect(said('10.0.0.5', 24, ['no network'])).toBeUndefined();
  });
});

test.each([
  '',
  'null',
  '[]',
  '{"type":{}}',
  '{"plugins":[null,1,{"type":"macvlan","ipam":[]}]}',
  '{"type":"macvlan","ipam":{"type":"host-local","ranges":[[null,{"subnet":7}],{}]}}',
  '{"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.0/99","rangeStart":[],"rangeEnd":{}}}',
  '{"type":"bridge","bridge":"br0","vlanTrunk":[null],"ipam":{"type":"static","addresses":[[],{"address":{}}],"routes":[1]}}',
  '{"__proto__":{"type":"macvlan"},"type":"macvlan","constructor":1}',
])('%s throws nowhere', (text) => {
  const request = { ips: ['x', '10.0.0.5/33', ''], mac: '::', cniArgs: { ips: [1] }, portMappings: [{}] };
  expect(() => {
    judgeConfiguration(text);
    judgeRequest(text, request);
    readAnnotation(text);
    const plugins = pluginsOf(text);
    for (const { ipam } of configurationOf(text)?.plugins ?? []) poolsOf(ipam);
    judgeNode([], [{ pod: 'a', network: 'n', interface: 'net1', plugins, request }]);
  }).not.toThrow();
});
