// What attachments ask of a network, and so what its plugins must be told that they may hand over.
import { Attachment } from './attachment';

/** What a pod asks of a network, by the names of CNI capabilities. */
export type AskedCapability = 'ips' | 'mac' | 'deviceID' | 'infinibandGUID' | 'portMappings' | 'bandwidth';

/**
 * Capabilities that a network needs.
 *
 * @param byRequest pods bring addresses as a rule
 * @param resourceName resource of a device plugin that hands out the devices
 */
export function askedOf(
  attached: readonly Attachment[],
  { byRequest, resourceName }: { readonly byRequest: boolean; readonly resourceName?: string },
): ReadonlySet<AskedCapability> {
  const any = (holds: (attachment: Attachment) => boolean) => attached.some(holds);
  const asked: readonly (readonly [AskedCapability, boolean])[] = [
    // Without the capability static appends requested addresses to its own, and a MAC travels only by the legacy way.
    ['ips', byRequest || any(({ addresses }) => addresses.length > 0)],
    ['mac', any(({ mac }) => mac !== undefined)],
    ['deviceID', resourceName !== undefined || any(({ options }) => options.deviceId !== undefined)],
    ['infinibandGUID', any(({ options }) => options.infinibandGuid !== undefined)],
    ['portMappings', any(({ options }) => (options.portMappings ?? []).length > 0)],
    ['bandwidth', any(({ options }) => options.bandwidth !== undefined)],
  ];
  return new Set(asked.filter(([, is]) => is).map(([name]) => name));
}
