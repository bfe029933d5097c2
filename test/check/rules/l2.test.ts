// Rules about L2 announcement policies.
import { L2_ANNOUNCES } from '../../../lib/check/rules/l2/announces';
import { L2_INTERFACES } from '../../../lib/check/rules/l2/interfaces';
import { L2_LINKS } from '../../../lib/check/rules/l2/links';
import { L2_SELECTORS } from '../../../lib/check/rules/l2/selectors';
import { said, worldFrom } from '../support';

const policy = (spec: string) =>
  `apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: lan}\nspec: {${spec}}\n`;
const on = (interfaces: string) => policy(`loadBalancerIPs: true, interfaces: [${interfaces}]`);
const release = (values: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {chart: {spec: {chart: cilium, version: 1.20.0}}, values: {${values}}}\n`;

describe('an interface is an anchored expression of RE2', () => {
  test.each([
    [
      'eth0',
      'warning l2/unanchored',
      'interface "eth0" is not anchored: it takes every name that contains a match; write "^eth0$"',
    ],
    [
      '^bond0.30',
      'warning l2/unanchored',
      'interface "^bond0.30" is not anchored: it takes every name that contains a match; write "^bond0\\.30$"',
    ],
    [
      'eth.*',
      'warning l2/unanchored',
      'interface "eth.*" is not anchored: it takes every name that contains a match; write "^eth.*$"',
    ],
    [
      'eth0|eth1',
      'warning l2/unanchored',
      'interface "eth0|eth1" is not anchored: it takes every name that contains a match; write "^(eth0|eth1)$"',
    ],
    [
      'eth(?!1)',
      'error l2/regex',
      'not a regular expression of Go: "eth(?!1)": look-around "(?!" is not in RE2; the whole policy is absent; write what must match instead of what must not, or two rules',
    ],
    [
      '*',
      'error l2/regex',
      'not a regular expression of Go: "*": "*" repeats nothing; the whole policy is absent; did you mean ".*"?',
    ],
  ])('%s', (expression, code, message) => {
    expect(said(worldFrom(on(`'${expression}'`)), L2_INTERFACES)).toEqual([
      `${code} app.yaml spec.interfaces.0: ${message}`,
    ]);
  });
  test.each([['^eth0$'], ['^eth[0-9]+'], ['^en.*'], ['.*'], [''], ['${LINK}'], ['^(eth0|eth1)$']])(
    '%s is fine',
    (expression) => {
      expect(said(worldFrom(on(`'${expression}'`)), L2_INTERFACES)).toEqual([]);
    },
  );
});

describe('a policy announces something, on an interface that is there', () => {
  test('with one of the two flags', () => {
    expect(said(worldFrom(policy('interfaces: ["^eth0$"], externalIPs: false')), L2_ANNOUNCES)).toEqual([
      'error l2/announces-nothing app.yaml spec: loadBalancerIPs and externalIPs are both off: the policy announces nothing; write loadBalancerIPs: true',
    ]);
    expect(said(worldFrom(policy('externalIPs: true')), L2_ANNOUNCES)).toEqual([]);
  });
  test('among the devices of the agent', () => {
    expect(said(worldFrom([on('^eth0$'), release('devices: [bond0, bond0.70]')].join('---\n')), L2_ANNOUNCES)).toEqual([
      'error l2/no-device app.yaml spec.interfaces: the interfaces match none of the devices of the agent: bond0, bond0.70; write an interface of the devices, or add it to the value "devices"',
    ]);
  });
  test.each([['devices: [eth0]'], ['devices: eth+'], ['devices: ["eth+", bond0]'], ['ipv6: {enabled: false}']])(
    'silent with the values {%s}',
    (values) => {
      expect(said(worldFrom([on('^eth0$'), release(values)].join('---\n')), L2_ANNOUNCES)).toEqual([]);
    },
  );
  test('silent where two installs leave it open which one is meant', () => {
    const other = release('devices: [eth9]').replace('name: cilium,', 'name: cilium-two,');
    expect(said(worldFrom([on('^eth0$'), release('devices: [bond0]'), other].join('---\n')), L2_ANNOUNCES)).toEqual([]);
  });
  test('on a link that Talos configures', () => {
    const bond = 'apiVersion: v1alpha1\nkind: BondConfig\nname: bond0\n';
    expect(said(worldFrom([on('^eth0$'), bond].join('---\n')), L2_LINKS)).toEqual([
      'warning l2/no-link app.yaml spec.interfaces: the interfaces match none of the links of the nodes: bond0; write one of these links, or check that the nodes have the interface',
    ]);
    expect(said(worldFrom([on('^bond0$'), bond].join('---\n')), L2_LINKS)).toEqual([]);
  });
  test('silent where Talos chooses links by selector or alias', () => {
    const alias = 'apiVersion: v1alpha1\nkind: LinkAliasConfig\nname: net0\nselector: {match: "true"}\n';
    const chosen = 'machine: {network: {interfaces: [{deviceSelector: {physical: true}}, {interface: eth1}]}}\n';
    for (const talos of [alias, chosen])
      expect(
        said(
          worldFrom([on('^eth0$'), 'apiVersion: v1alpha1\nkind: BondConfig\nname: bond0\n', talos].join('---\n')),
          L2_LINKS,
        ),
      ).toEqual([]);
  });
});

test('selectors of pools and policies have values where they need them', () => {
  const pool =
    'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\nspec: {serviceSelector: {matchExpressions: [{key: a, operator: In}, {key: b, operator: Exists}]}}\n';
  expect(
    said(
      worldFrom(
        [pool, policy('nodeSelector: {matchExpressions: [{key: a, operator: Exists, values: [x]}]}')].join('---\n'),
      ),
      L2_SELECTORS,
    ),
  ).toEqual([
    'error l2/selector app.yaml spec.serviceSelector.matchExpressions.0: serviceSelector: operator In without values; write the values, or the operator Exists or DoesNotExist',
    'error l2/selector app.yaml spec.nodeSelector.matchExpressions.0: nodeSelector: operator Exists with values; remove the values, or write the operator In',
  ]);
});
