// Where the machines get the time.
import { document, said, unlessEmpty } from './documents';
import { EVERY_NODE, inLinkForm, Statement, Subject } from './statement';

export function time({ cluster }: Subject): Statement[] {
  const { timeSync: enabled, timeServers: servers, timeSecurity: useNTS } = cluster._props;
  const { clockDevices: devices, timeBootTimeout: bootTimeout } = cluster._props;
  const fields = unlessEmpty({
    enabled,
    bootTimeout,
    ntp: unlessEmpty({ servers, useNTS }),
    ptp: unlessEmpty({ devices }),
  });
  if (fields === undefined) return [];
  return [
    inLinkForm(cluster, EVERY_NODE, {
      // Devices are time servers that begin with a slash.
      v1alpha1: {
        machine: {
          time: said({
            disabled: enabled === undefined ? undefined : !enabled,
            servers: servers ?? devices,
            bootTimeout,
          }),
        },
      },
      documents: [document('TimeSyncConfig', fields)],
    }),
  ];
}
