// Annotations by which pods ask for networks: their grammar, their interfaces, and what they ask of the networks of the input.
import { isMap } from '../../../manifest';
import { ANNOTATIONS, configOf, networkOf, NetworksAnnotation } from '../../../world/derived/attachments';
import {
  DEFAULT_NETWORK_ANNOTATION,
  judgeRequest,
  readAnnotation,
  readConfiguration,
  Selection,
} from '../../../models/cni';
import { isPlaceholder, textAt, valueAtPath } from '../../../world/derived/fields';
import { POD_TEMPLATES } from '../../../world/derived/pods';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { codesOf, say } from './codes';

const GRAMMAR = [
  'json',
  'type',
  'unknown-field',
  'annotation',
  'interface',
  'link-name',
  'default-route',
  'mac',
  'address',
];

export const CNI_ANNOTATION: Rule = {
  layer: 'cni',
  codes: [
    ...codesOf(...GRAMMAR, 'request').filter(({ code }) =>
      ['annotation', 'interface', 'default-route', 'request'].some((name) => code === `cni/${name}`),
    ),
    {
      code: 'cni/host-network',
      title: 'A pod on the network of its node asks for no other',
      why: 'No CNI plugin ever sees such a pod: the annotation does nothing.',
    },
    {
      code: 'cni/fixed-address',
      title: 'A fixed address or MAC belongs to one pod',
      why: 'Every pod of the workload would ask for the same.',
    },
    {
      code: 'cni/ips-ignored',
      title: 'Addresses that a pod asks for are given',
      why: 'dhcp ignores them, and without an IPAM plugin nobody reads them; beside configured ones static adds them. Source: the plugins, run.',
    },
  ],
  check(world, report) {
    for (const annotation of world.model(ANNOTATIONS)) judge(world, report, annotation);
    for (const template of world.model(POD_TEMPLATES)) {
      const text = textAt(template.metadata, 'annotations', DEFAULT_NETWORK_ANNOTATION);
      if (text === undefined || isPlaceholder(text)) continue;
      const path = [...template.path, 'metadata', 'annotations', DEFAULT_NETWORK_ANNOTATION];
      const { selections, problems } = readAnnotation(text);
      for (const problem of problems) if (problem.name !== 'interface') say(report, problem, template.object, path);
      if (selections.length > 1)
        report.error('cni/annotation', template.object, path, `${selections.length} networks for eth0`, 'write one');
    }
  },
};

function judge(world: World, report: Report, annotation: NetworksAnnotation): void {
  const { object, path, template, selections } = annotation;
  for (const problem of annotation.problems) say(report, problem, object, path);
  if (template?.spec.hostNetwork === true) {
    report.warning(
      'cni/host-network',
      object,
      path,
      `the pods use the network of the node (hostNetwork), so ${selections.map(({ name }) => name).join(', ')} is never attached`,
      'remove hostNetwork, or the annotation',
    );
  }
  for (const selection of selections) {
    fixedAddress(report, annotation, selection);
    const network = networkOf(world, annotation, selection);
    const config = network === undefined ? undefined : configOf(network);
    if (config === undefined) continue;
    for (const problem of judgeRequest(config, selection.request)) {
      // Only what the request changes is said here; the place is inside of the network's configuration, not of the annotation.
      say(report, { ...problem, path: [] }, object, path, `${selection.name}: `);
    }
    ignoredAddresses(report, annotation, selection, config);
  }
}

/** How many pods have the same template, as far as it is written. */
function podsOf({ template }: NetworksAnnotation): 'many' | 'one' | 'unknown' {
  if (template === undefined) return 'unknown';
  const { manifest } = template.object;
  if (manifest.kind === 'DaemonSet') return 'many';
  const field = manifest.kind === 'Job' ? 'parallelism' : 'replicas';
  const count = valueAtPath(manifest, ['spec', field]);
  return typeof count === 'number' && count > 1 ? 'many' : 'one';
}

function fixedAddress(report: Report, annotation: NetworksAnnotation, { name, request }: Selection): void {
  const fixed = [...(request.ips ?? []), ...(request.mac === undefined ? [] : [request.mac])];
  if (fixed.length === 0 || podsOf(annotation) !== 'many') return;
  const { kind, spec } = annotation.object.manifest;
  const count =
    kind === 'DaemonSet'
      ? 'one pod on each node'
      : `${String(isMap(spec) ? (spec.replicas ?? spec.parallelism) : '')} pods`;
  report.error(
    'cni/fixed-address',
    annotation.object,
    annotation.path,
    `${name}: ${kind} (${count}) asks for ${fixed.join(' and ')}, each pod for the same`,
    'let IPAM give the addresses, or run one pod',
  );
}

function ignoredAddresses(
  report: Report,
  { object, path }: NetworksAnnotation,
  { name, request }: Selection,
  config: string,
): void {
  const main = readConfiguration(config).configuration?.plugins[0];
  if (request.ips === undefined || main?.plugin?.role !== 'main') return;
  const list = request.ips.join(', ');
  if (main.ipamType === 'dhcp')
    report.warning(
      'cni/ips-ignored',
      object,
      path,
      `${name}: dhcp ignores the requested ${list}`,
      'reserve the address by MAC in the DHCP server, or use static',
    );
  else if (main.ipamType === undefined)
    report.warning(
      'cni/ips-ignored',
      object,
      path,
      `${name}: the network has no IPAM plugin, nobody gives ${list}`,
      'write "ipam": {"type": "static"} in the network',
    );
  else if (
    main.ipamType === 'static' &&
    main.capabilities.ips !== true &&
    Array.isArray(main.ipam.addresses) &&
    main.ipam.addresses.length > 0
  ) {
    report.warning(
      'cni/ips-ignored',
      object,
      path,
      `${name}: ${list} comes on top of the addresses of the network, as it does not declare the capability`,
      'write "capabilities": {"ips": true} in the network',
    );
  }
}
