// Repairs in the words of the program, by code.
import { registerVoice } from '../problem';

registerVoice({
  'address/unusable': ({ usable: [first, last] }: { usable: string[] }) => `write IpRange.of('${first}', '${last}')`,
  'address/requested-twice': () =>
    'give each its own address, or share it: pool.share([...], { sharingKey, addresses })',
  'address/sharing-without-address': () =>
    'ask for the address too, on every Service with the key: pool.share([...], { sharingKey, addresses })',
  'address/sharing': ({ because }: { because: string }) =>
    because === 'namespace'
      ? 'write lbipam.cilium.io/sharing-cross-namespace on both: pool.share([...], { sharingKey, addresses }) does'
      : undefined,
  'address/node-ipam-excluded': () =>
    'write controlPlanes: true on NodeIpam: the label then goes from their configuration',
  'reference/bgp-services': () =>
    'write BgpAdvertisement.loadBalancerIps() for all, or put the labels on the Service: LoadBalancer.of(service).selectedBy(...); on a Gateway infrastructureLabels',
  'l2/no-link': ({ links }: { links: string[] }) =>
    `write one of: ${links.join(', ')}; or add the link: cluster.addLink('iot', { interface: '…' })`,
  'l2/link-without-address': () =>
    'give the link dhcp: true, or have something else put addresses on it and write managed: false',
  'l2/local-traffic': ({ nobody }: { nobody: boolean }) =>
    nobody
      ? undefined
      : 'write externalTrafficPolicy: Cluster, or keep the Service out by the serviceSelector of the announcement',
});
