// Where the machines get the time.
import { document, said, unlessEmpty } from './documents';
import { EVERY_NODE, inLinkForm, Statement, Subject } from './statement';

export function time({ cluster }: Subject): Statement[] {
  const {
    timeServers: servers,
    timeSecurity: useNTS,
    clockDevices: devices,
    timeBootTimeout: bootTimeout,
  } = cluster._props;
  const fields = unlessEmpty({
    bootTimeout,
    ntp: unlessEmpty({ servers, useNTS }),
    ptp: unlessEmpty({ devices }),
  });
  if (fields === undefined) return [];
  return [
    inLinkForm(cluster, EVERY_NODE, {
      // Devices are time servers that begin with a slash.
      v1alpha1: { machine: { time: said({ servers: servers ?? devices, bootTimeout }) } },
      documents: [document('TimeSyncConfig', fields)],
    }),
  ];
}
