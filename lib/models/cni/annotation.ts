// The annotation by which a pod asks for networks, read as Multus reads it: the short form, or JSON with closed fields.
import { isMap, PlainMap } from '../../manifest';
import { IpAddress, IpFamily, InterfaceAddress, ValueError } from '../../net';
import { checkLinkName, isMac } from './link-values';
import { CniProblem, Judge } from './problem';
import { Request } from './request';
import type { FieldType } from '../../catalogue/cni-plugins';
import { readShape, shown } from './shape';

/** Annotation of a pod. */
export const NETWORKS_ANNOTATION = 'k8s.v1.cni.cncf.io/networks';
/** Annotation that replaces the network of eth0. */
export const DEFAULT_NETWORK_ANNOTATION = 'v1.multus-cni.io/default-network';

/** One network that a pod asks for. */
export interface Selection {
  readonly name: string;
  /** @default - the namespace of the pod */
  readonly namespace?: string;
  /** Name of the interface: the written one, else `net` and its position. */
  readonly interface: string;
  readonly request: Request;
  readonly defaultRoute: readonly string[];
}

/** What an annotation says, and what is wrong with its form. */
export interface ReadAnnotation {
  readonly selections: readonly Selection[];
  readonly problems: CniProblem[];
}

/** A part of the short form. Source: multus-cni 4.3, parsePodNetworkObjectName. */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Eight pairs. Source: multus-cni 4.3, parsePodNetworkAnnotation. */
const GUID = /^[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\1){6}[0-9a-fA-F]{2}$/;

/** Source: network-attachment-definition-client 1.7.7, NetworkSelectionElement; multi-net-spec 1.3 for ipam-claim-reference. */
const SELECTIONS: FieldType = {
  list: {
    fields: {
      name: 'string',
      namespace: 'string',
      ips: { list: 'string' },
      mac: 'string',
      'infiniband-guid': 'string',
      interface: 'string',
      portMappings: {
        list: { fields: { hostPort: 'int', containerPort: 'int', protocol: 'string', hostIP: 'string' } },
      },
      bandwidth: { fields: { ingressRate: 'int', ingressBurst: 'int', egressRate: 'int', egressBurst: 'int' } },
      'cni-args': { map: 'any' },
      'default-route': { list: 'string' },
      'ipam-claim-reference': 'string',
      deviceID: 'string',
    },
  },
};

/** Reads the text of the annotation. */
export function readAnnotation(text: string): ReadAnnotation {
  const problems: CniProblem[] = [];
  if (text.trim() === '') return { selections: [], problems };
  const entries = /[[{"]/.test(text) ? readJson(text, problems) : readShort(text, problems);
  const selections = entries.flatMap((entry, index) => toSelection(entry, index, new Judge(problems, [index])) ?? []);
  checkTogether(selections, new Judge(problems, []));
  return { selections, problems };
}

function readJson(text: string, problems: CniProblem[]): PlainMap[] {
  const judge = new Judge(problems, []);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    judge.error('json', 'not-json', { said: (error as Error).message.replace(/\s+/g, ' ').slice(0, 100) });
    return [];
  }
  if (!Array.isArray(value)) {
    judge.error('json', 'no-list', { value: shown(value) });
    return [];
  }
  return (readShape(SELECTIONS, value, [], problems) as unknown[]).map((entry) => (isMap(entry) ? entry : {}));
}

function readShort(text: string, problems: CniProblem[]): PlainMap[] {
  return text.split(',').flatMap((item, index) => {
    const judge = new Judge(problems, [index]);
    const written = item.trim();
    if (written === '') {
      judge.error('annotation', 'entry-without-name');
      return [];
    }
    const [path = '', link, ...more] = written.split('@');
    const parts = path.split('/');
    if (more.length > 0 || parts.length > 2) {
      judge.error('annotation', 'short-form', { written: shown(written) });
      return [];
    }
    const [name = '', namespace] = parts.reverse();
    const part = parts.find((each) => !LABEL.test(each));
    if (part !== undefined) {
      judge.error('annotation', 'short-form-name', { part: shown(part), written: shown(written) });
      return [];
    }
    return [
      { name, ...(namespace === undefined ? {} : { namespace }), ...(link === undefined ? {} : { interface: link }) },
    ];
  });
}

function toSelection(entry: PlainMap, index: number, judge: Judge): Selection | undefined {
  const { name, namespace, mac, ips, bandwidth } = entry;
  if (typeof name !== 'string' || name === '') {
    // A field of the wrong type has been said already.
    if (name === undefined) judge.error('annotation', 'entry-without-name-2');
    return undefined;
  }
  checkLinkName(entry.interface, judge.at('interface'));
  if (typeof mac === 'string' && mac !== '' && !isMac(mac))
    judge.at('mac').error('mac', 'no-mac-address', { mac: shown(mac) });
  for (const [place, ip] of textsOf(ips).entries()) checkAddress(ip, judge.at('ips', place));
  for (const [place, ip] of textsOf(entry['default-route']).entries())
    checkAddress(ip, judge.at('default-route', place), true);
  const { 'infiniband-guid': guid, 'ipam-claim-reference': claim } = entry;
  if (typeof guid === 'string' && guid !== '' && !GUID.test(guid))
    judge.at('infiniband-guid').error('annotation', 'infiniband-guid', { guid: shown(guid) });
  if (typeof claim === 'string' && claim !== '' && textsOf(ips).length > 0)
    judge.at('ipam-claim-reference').warning('annotation', 'claim-beside-ips', { claim: shown(claim) });
  const link = entry.interface;
  return {
    name,
    ...(typeof namespace === 'string' && namespace !== '' ? { namespace } : {}),
    interface: typeof link === 'string' && link !== '' ? link : `net${index + 1}`,
    defaultRoute: textsOf(entry['default-route']),
    request: {
      ...(textsOf(ips).length === 0 ? {} : { ips: textsOf(ips) }),
      ...(typeof mac === 'string' && mac !== '' ? { mac } : {}),
      ...(isMap(entry['cni-args']) ? { cniArgs: entry['cni-args'] } : {}),
      ...(Array.isArray(entry.portMappings) && entry.portMappings.length > 0
        ? { portMappings: (entry.portMappings as unknown[]).filter(isMap) }
        : {}),
      ...(isMap(bandwidth) ? { bandwidth } : {}),
    },
  };
}

function checkTogether(selections: readonly Selection[], judge: Judge): void {
  const taken = new Map<string, string>([
    ['eth0', 'the network of the cluster'],
    ['lo', 'the loopback'],
  ]);
  for (const selection of selections) {
    const owner = taken.get(selection.interface);
    if (owner !== undefined)
      judge.error('interface', 'interface-taken', { link: shown(selection.interface), name: selection.name, owner });
    else taken.set(selection.interface, selection.name);
  }
  const routers = selections
    .flatMap(({ defaultRoute }) => defaultRoute)
    .flatMap((text) => (isAddress(text) ? [IpAddress.of(text).family] : []));
  for (const family of [IpFamily.IPV4, IpFamily.IPV6]) {
    if (routers.filter((each) => each === family).length > 1)
      judge.error('default-route', 'two-default-routes', { family });
  }
}

function isAddress(text: string): boolean {
  try {
    IpAddress.of(text);
    return true;
  } catch {
    return false;
  }
}

function checkAddress(text: string, judge: Judge, alone = false): void {
  try {
    if (text.includes('/') && !alone) InterfaceAddress.of(text);
    else IpAddress.of(text);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    judge.error('address', 'no-address', { text: shown(text), repair: error.repair });
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
