// What the loader of Talos says, in words, and what of it rests on something that may stand elsewhere.
import { TalosProblem } from '../../../models/talos';
import { Words } from '../../../problem';

/** What a problem of the loader is, as data. */
export interface Refusal {
  readonly reason: string;
  readonly document?: string;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Minors of Talos that say so. */
  readonly minors: readonly string[];
}

/** Objections to what is missing: in a patch, or in a configuration without its secrets, it may stand elsewhere. */
const OF_ABSENCE = new Set([
  'required',
  'issuing-ca-required',
  'disk-or-selector',
  'endpoint-required',
  'discovery-without-identity',
  'kubespan-without-identity',
  'kubespan-without-discovery',
  'forward-without-host-dns',
  'names-without-host-dns',
  'etcd-encryption-required',
  'encrypted-dns-without-host-dns',
  'service-account-without-endpoint',
  'role-label-missing',
  'container-dependencies',
  'auto-or-hostname',
  'rule-without-table-and-action',
  'mask-without-mark',
  'subnet-counts',
  'cni-without-urls',
  'no-neighbors',
  'no-roles',
  // Keys are often blanked where a configuration is shown.
  'wireguard-key',
  'pem',
  'cluster-secret',
]);
/** Objections that depend on the type of the machine, which a patch seldom says. */
const OF_WORKERS = new Set([
  'vip-on-worker',
  'etcd-on-worker',
  'ca-key-on-worker',
  'api-access-on-worker',
  'control-plane-only',
]);

/** True for an objection that holds whatever else the machine has. */
export function isCertain({ reason, data }: TalosProblem, type: string | undefined): boolean {
  if (OF_ABSENCE.has(reason) || (OF_WORKERS.has(reason) && type !== 'worker')) return false;
  if (data.problem === 'missing' || data.count === 0) return false;
  // What is not set has the value of nothing.
  return !('value' in data) || !['', 0, null, undefined, 'unspec'].includes(data.value as string);
}

/** Words for reasons; the others are said as the model names them. */
const SAID: Readonly<Record<string, (values: Readonly<Record<string, any>>, refusal: Refusal) => Words>> = {
  address: ({ value }) => ({
    message: `${shown(value)} is no address`,
    repair: 'write an address with its prefix length, such as 192.168.70.21/24',
  }),
  'route-destination': ({ value }) => ({
    message: `destination ${shown(value)}: a link document says the default route by leaving destination out`,
    repair: 'remove destination; a route with a gateway alone is the default route',
  }),
  'auto-and-hostname': () => ({
    message: 'auto and hostname exclude each other',
    repair: 'write auto: off beside hostname, or leave hostname out',
  }),
  'member-with-addresses': ({ link }) => ({
    message: `${shown(link)} is a member of a bond or bridge and has addresses, DHCP or a virtual address of its own`,
    repair: 'give them to the bond or bridge',
  }),
  'member-of-two-links': ({ member, links }) => ({
    message: `${shown(member)} is a member of ${(links as string[]).map(shown).join(' and ')}`,
    repair: 'leave it in one of the two',
  }),
  'cni-name': ({ value, words }) => ({
    message: `${shown(value)} is no CNI of Talos`,
    repair: `write one of: ${(words as string[]).join(', ')}`,
  }),
  'cni-urls': ({ cni }) => ({
    message: `urls belong to cni.name: custom, and the name is ${shown(cni)}`,
    repair: 'remove urls, or write name: custom',
  }),
  'kubespan-mtu': ({ value, least }) => ({
    message: `the MTU of KubeSpan is ${shown(value)}`,
    repair: `write at least ${String(least)}`,
  }),
  'duplicate-manifest': ({ name }) => ({
    message: `two inline manifests are named ${shown(name)}`,
    repair: 'give each a name of its own',
  }),
  'vip-on-worker': () => ({
    message: 'a virtual address on a worker',
    repair: 'move it to the configuration of the control planes',
  }),
  'vip-address': ({ value }) => ({ message: `${shown(value)} is no IP address`, repair: 'write one address' }),
  'vlan-id': ({ value }) => ({ message: `VLAN id ${shown(value)}`, repair: 'write a number from 1 to 4094' }),
  'interface-and-selector': ({ link }) => ({
    message: `interface ${shown(link)} and deviceSelector exclude each other`,
    repair: 'keep one of the two',
  }),
  'interface-or-selector': () => ({
    message: 'an interface without a name and without a selector',
    repair: 'write interface: enp1s0, or a deviceSelector',
  }),
  'control-plane-only': ({ kinds }) => ({
    message: `${(kinds as string[]).join(', ')} on a worker: only control planes take it`,
    repair: 'move it to the configuration of the control planes',
  }),
  ports: ({ value }) => ({
    message: `ports ${JSON.stringify(value)} overlap each other, or end before they begin`,
    repair: 'write each port once',
  }),
  'machine-type': ({ value, meant }) =>
    meant === undefined
      ? { message: `machine.type ${shown(value ?? '')} is none`, repair: 'write controlplane or worker' }
      : {
          message: `machine.type is not written as "${String(meant)}", which is what Talos takes it for`,
          repair: `write type: ${String(meant)}`,
        },
  'cidr-deprecated': () => ({ message: 'cidr is the old form of one address', repair: 'write addresses: [<cidr>]' }),
  deprecated: (_, { path }) => ({
    message: `${path} is deprecated`,
    repair: 'leave it out where you can; the release notes of Talos name what takes its place',
  }),
  'duplicate-document': (_, { document }) => ({
    message: `${document ?? 'a document'} stands twice`,
    repair: 'write each document once',
  }),
  'conflicting-documents': ({ other }, { document }) => ({
    message: `${document ?? 'a document'} and ${String(other)} are two kinds of one link`,
    repair: 'keep one of the two',
  }),
  'deletion-of-missing-document': (_, { document }) => ({
    message: `${document ?? 'a document'} is deleted and is not there`,
    repair: 'remove the deletion: up to Talos 1.13 the configuration does not load with it',
  }),
  'not-one-of': ({ value, words }) => ({
    message: `${shown(value)} is none of the words that Talos knows here`,
    repair: `write one of: ${(words as string[]).join(', ')}`,
  }),
  'not-one-source': ({ words }) => ({
    message: 'a mount without a source, or with several',
    repair: `write one of ${(words as string[]).join(', ')}`,
  }),
  'relative-path': ({ value }) => ({
    message: `${shown(value)} is no path from the root`,
    repair: `write "/${String(value)}"`,
  }),
  'duplicate-destination': ({ value }) => ({
    message: `two mounts at ${shown(value)}`,
    repair: 'give each a destination of its own',
  }),
  millicores: ({ value }) => ({
    message: `${shown(value)} of a processor`,
    repair: 'write thousandths, such as 1500m',
  }),
  value: ({ expected, got }) => ({
    message: `${shown(got)} is not what stands here`,
    repair: `write ${String(expected)}`,
  }),
  required: () => ({ message: 'it must be there', repair: 'write it' }),
  'unknown-key': ({ key, near }) => ({
    message: `there is no key ${shown(key)}`,
    repair: near === undefined ? 'remove it, or see the documentation of the kind' : `did you mean ${shown(near)}?`,
  }),
  'json-patch-on-several-documents': () => ({
    message: 'a JSON patch (RFC 6902) on a configuration of several documents',
    repair: 'write a strategic merge patch: the part of the configuration that changes',
  }),
};

/** A refusal in words. */
export function wordsOfRefusal(refusal: Refusal, verb: 'refuses it' | 'warns' = 'refuses it'): Words {
  const { reason, values, minors, document } = refusal;
  const said = SAID[reason]?.(values, refusal);
  const { expected, got, ...rest } = values;
  const fallback = (): Words => ({
    message: [
      `${document === undefined ? '' : `${document}: `}${reason.replaceAll('-', ' ')}`,
      ...Object.entries(rest).map(([key, value]) => `${key} ${shown(value)}`),
      ...(got === undefined ? [] : [`got ${shown(got)}`]),
    ].join(', '),
    repair: expected === undefined ? 'see the documentation of the kind' : `write ${String(expected)}`,
  });
  const { message, repair } = said ?? fallback();
  return { message: `Talos ${minorsText(minors)} ${verb}: ${message}`, repair };
}

/** `1.12 to 1.14`. */
export function minorsText(minors: readonly string[]): string {
  return minors.length <= 1 ? minors.join('') : `${minors[0]!} to ${minors.at(-1)!}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}
