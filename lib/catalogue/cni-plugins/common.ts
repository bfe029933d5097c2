// Fields that every plugin has, and the pieces that several share. Source: containernetworking/cni 1.3.0, pkg/types.
import { Struct } from './shape';

export const DNS: Struct = {
  fields: {
    nameservers: { list: 'string' },
    domain: 'string',
    search: { list: 'string' },
    options: { list: 'string' },
  },
};

/** `mtu` and `advmss` are read and not applied. */
export const ROUTE: Struct = {
  fields: { dst: 'string', gw: 'string', mtu: 'int', advmss: 'int', priority: 'int', table: 'int', scope: 'int' },
};

/** Fields of PluginConf; `args`, `runtimeConfig` and `prevResult` are filled in at run time. */
export const COMMON: Struct['fields'] = {
  cniVersion: 'string',
  name: 'string',
  type: 'string',
  capabilities: { map: 'boolean' },
  ipam: 'any',
  dns: DNS,
  args: 'any',
  runtimeConfig: 'any',
  prevResult: 'any',
  validAttachments: 'any',
};

/** Fields of a list. */
export const LIST: Struct = {
  fields: {
    cniVersion: 'string',
    cniVersions: { list: 'string' },
    name: 'string',
    disableCheck: 'boolean',
    disableGC: 'boolean',
    loadOnlyInlinedPlugins: 'boolean',
    plugins: { list: 'any' },
  },
};

/** Versions of the format that the plugins read. An absent one counts as the first. */
export const CNI_VERSIONS: readonly string[] = ['0.1.0', '0.2.0', '0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'];
