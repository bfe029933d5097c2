// IPAM plugins: those that give addresses. Source: containernetworking/plugins 1.9.1; whereabouts 0.9.4, which was read and not run.
import { Struct } from './shape';
import { DNS, ROUTE } from './common';
import { Plugin } from './types';

const RANGE: Struct = { fields: { subnet: 'string', rangeStart: 'string', rangeEnd: 'string', gateway: 'string' } };
const WHEREABOUTS_RANGE: Struct = {
  fields: {
    range: 'string',
    range_start: 'string',
    range_end: 'string',
    exclude: { list: 'string' },
    omitRanges: { list: 'string' },
  },
};

export const IPAM_PLUGINS: readonly Plugin[] = [
  {
    type: 'static',
    role: 'ipam',
    installable: true,
    shape: {
      fields: {
        type: 'string',
        name: 'string',
        // Go finds the exact name only: another case hits a field of another type.
        addresses: { list: { fields: { address: 'string', gateway: 'string' }, exact: ['address'] } },
        routes: { list: ROUTE },
        dns: DNS,
      },
    },
  },
  {
    type: 'host-local',
    role: 'ipam',
    perNode: true,
    onTalos: true,
    installable: true,
    shape: {
      fields: {
        type: 'string',
        name: 'string',
        ...RANGE.fields,
        ranges: { list: { list: RANGE } },
        routes: { list: ROUTE },
        dataDir: 'string',
        resolvConf: 'string',
      },
    },
  },
  {
    type: 'dhcp',
    role: 'ipam',
    newFields: { priority: '1.6.0' },
    needsDaemon: true,
    installable: true,
    shape: {
      fields: {
        type: 'string',
        name: 'string',
        daemonSocketPath: 'string',
        request: { list: { fields: { skipDefault: 'boolean', option: 'string' } } },
        provide: { list: { fields: { option: 'string', value: 'string', fromArg: 'string' } } },
        priority: 'int',
      },
    },
  },
  {
    type: 'whereabouts',
    role: 'ipam',
    shape: {
      fields: {
        type: 'string',
        name: 'string',
        ...WHEREABOUTS_RANGE.fields,
        ipRanges: { list: WHEREABOUTS_RANGE },
        gateway: 'string',
        routes: { list: ROUTE },
        dns: DNS,
        addresses: { list: { fields: { address: 'string', gateway: 'string' } } },
        enable_overlapping_ranges: 'boolean',
        overlapping_ranges: 'boolean',
        network_name: 'string',
        node_slice_size: 'string',
        log_file: 'string',
        log_level: 'string',
        leader_lease_duration: 'int',
        leader_renew_deadline: 'int',
        leader_retry_period: 'int',
        sleep_for_race: 'int',
        reconciler_cron_expression: 'string',
        configuration_path: 'string',
        kubernetes: { fields: { kubeconfig: 'string', k8s_api_root: 'string' } },
        datastore: 'string',
        etcd_host: 'any',
        etcd_username: 'any',
        etcd_password: 'any',
        etcd_key_file: 'any',
        etcd_cert_file: 'any',
        etcd_ca_cert_file: 'any',
      },
    },
  },
];
