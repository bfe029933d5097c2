// Meta plugins: those that change an interface that an earlier plugin of the list made. Source: containernetworking/plugins 1.9.1.
import { Plugin } from './types';

export const META_PLUGINS: readonly Plugin[] = [
  {
    type: 'tuning',
    role: 'meta',
    newFields: { txQLen: '1.4.0' },
    installable: true,
    takesMac: true,
    shape: {
      fields: {
        dataDir: 'string',
        sysctl: { map: 'string' },
        mac: 'string',
        promisc: 'boolean',
        mtu: 'int',
        allmulti: 'boolean',
        txQLen: 'int',
      },
    },
  },
  { type: 'sbr', role: 'meta', installable: true, newFields: { table: '1.6.0' }, shape: { fields: { table: 'int' } } },
  {
    type: 'vrf',
    role: 'meta',
    installable: true,
    since: '0.3.1',
    shape: { fields: { vrfname: 'string', table: 'uint32' } },
  },
  {
    type: 'bandwidth',
    role: 'meta',
    installable: true,
    since: '0.3.0',
    shape: { fields: { ingressRate: 'uint64', ingressBurst: 'uint64', egressRate: 'uint64', egressBurst: 'uint64' } },
  },
  {
    type: 'portmap',
    role: 'meta',
    newFields: { backend: '1.6.0' },
    onTalos: true,
    installable: true,
    shape: {
      fields: {
        snat: 'boolean',
        masqAll: 'boolean',
        markMasqBit: 'int',
        externalSetMarkChain: 'string',
        conditionsV4: { list: 'string' },
        conditionsV6: { list: 'string' },
        backend: 'string',
      },
    },
  },
  {
    type: 'firewall',
    role: 'meta',
    onTalos: true,
    installable: true,
    since: '0.4.0',
    shape: {
      fields: { backend: 'string', iptablesAdminChainName: 'string', firewalldZone: 'string', ingressPolicy: 'string' },
    },
  },
];
