// Networks and what their pods ask of them: prefix lengths, and virtual functions.
import { SRIOV_RESOURCE } from '../../../lib/check/rules/cni/sriov-resource';
import { TWO_PREFIXES } from '../../../lib/check/rules/cni/two-prefixes';
import { said, worldFrom } from '../support';

const join = (...documents: string[]) => documents.join('---\n');
const nad = (plugin: object, annotations = '') =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: lan, namespace: shop, annotations: {${annotations}}}\nspec: {config: '${JSON.stringify({ cniVersion: '1.0.0', ...plugin })}'}\n`;
const pod = (name: string, ip: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, annotations: {k8s.v1.cni.cncf.io/networks: '[{"name":"lan","ips":["${ip}"]}]'}}\nspec: {containers: []}\n`;
const STATIC = { type: 'macvlan', master: 'eno1', capabilities: { ips: true }, ipam: { type: 'static' } };
const RESOURCE = 'k8s.v1.cni.cncf.io/resourceName: intel.com/vf';

describe('addresses of one network have one prefix length', () => {
  test.each([
    ['two lengths on one network', ['192.0.2.5/24', '192.0.2.6/16'], 1],
    ['one length', ['192.0.2.5/24', '192.0.2.6/24'], 0],
    ['two networks', ['192.0.2.5/24', '198.51.100.6/25'], 0],
    ['hosts alone', ['192.0.2.5/24', '192.0.2.6/32'], 0],
  ])('%s', (_, ips, count) => {
    const pods = ips.map((ip, index) => pod(`p${index}`, ip));
    expect(said(worldFrom(join(nad(STATIC), ...pods)), TWO_PREFIXES)).toHaveLength(count);
  });
});

describe('a network of SR-IOV names the resource of its virtual functions', () => {
  test.each([
    ['neither resource nor device', nad({ type: 'sriov' }), 1],
    ['a resource', nad({ type: 'sriov' }, RESOURCE), 0],
    ['a device', nad({ type: 'sriov', deviceID: '0000:03:02.0' }), 0],
    ['another plugin', nad(STATIC), 0],
  ])('%s', (_, text, count) => {
    expect(said(worldFrom(text), SRIOV_RESOURCE)).toHaveLength(count);
  });
});
