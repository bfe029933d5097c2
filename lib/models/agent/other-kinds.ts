// Kinds beside the policies that the agent reads and refuses by itself. Sources: pkg/egressgateway/policy.go, pkg/loadbalancer/redirectpolicy,
// pkg/policy/k8s/cilium_cidr_group.go, pkg/k8s/apis/cilium.io/v2/cec_types.go; the same in 1.18, 1.19, 1.20.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { parsePrefix } from '../../net/netip';
import { Agent } from './agent';
import { decode } from './decode';
import { OTHER_SPECS } from './fields';
import { eachMap, eachText, lengthOf, textOr } from './lists';
import { familyOf, hasZone } from './netip';
import { Place } from './problem';
import { isServiceName, readNumber } from './ports';

const ROOT = new Place('');
const SPEC = ROOT.at('spec');

type Check = (agent: Agent, spec: PlainMap, manifest: Manifest) => void;

/** What is checked of each kind. @internal */
export const OTHER_KINDS: Readonly<Record<string, Check>> = {
  CiliumCIDRGroup: checkCidrGroup,
  CiliumEgressGatewayPolicy: checkEgressGateway,
  CiliumLocalRedirectPolicy: checkLocalRedirect,
  CiliumEnvoyConfig: checkEnvoyConfig,
  CiliumClusterwideEnvoyConfig: checkEnvoyConfig,
};

/** Checks an object of one of these kinds. @internal */
export function checkOther(agent: Agent, manifest: Manifest): void {
  const shape = OTHER_SPECS[manifest.kind];
  if (shape !== undefined) decode(agent, ROOT, 'spec', manifest.spec, shape);
  OTHER_KINDS[manifest.kind]!(agent, isMap(manifest.spec) ? manifest.spec : {}, manifest);
}

/** A bad prefix is left out of the group in silence: what it denied is open, what it allowed is shut. */
function checkCidrGroup(agent: Agent, spec: PlainMap): void {
  eachText(spec.externalCIDRs, (text, index) => {
    if (parsePrefix(text) === undefined)
      agent.open('cidr', SPEC.at('externalCIDRs').at(index), 'group-cidr', { text, family: familyOf(text) });
  });
}

function checkEgressGateway(agent: Agent, spec: PlainMap): void {
  for (const field of ['destinationCIDRs', 'excludedCIDRs']) {
    eachText(spec[field], (text, index) => {
      if (parsePrefix(text) === undefined) agent.agent('cidr', SPEC.at(field).at(index), 'gateway-cidr', { text });
    });
  }
  if (spec.destinationCIDRs === undefined || spec.destinationCIDRs === null)
    agent.agent('egress-gateway', SPEC, 'no-destinations');
  const many = lengthOf(spec.egressGateways) > 0;
  eachMap(spec.egressGateways, (gateway, index) => checkGateway(agent, SPEC.at('egressGateways').at(index), gateway));
  if (!many && isMap(spec.egressGateway)) checkGateway(agent, SPEC.at('egressGateway'), spec.egressGateway);
  else if (!many) agent.agent('egress-gateway', SPEC, 'no-gateway');
  eachMap(spec.selectors, (selector, index) => {
    if (!isMap(selector.namespaceSelector) && !isMap(selector.podSelector))
      agent.agent('egress-gateway', SPEC.at('selectors').at(index), 'subject-without-selector');
  });
}

function checkGateway(agent: Agent, place: Place, gateway: PlainMap): void {
  const address = textOr(gateway.egressIP);
  if (textOr(gateway.interface) !== '' && address !== '') agent.agent('egress-gateway', place, 'interface-and-ip');
  else if (address !== '' && familyOf(address) === 0 && !hasZone(address))
    agent.agent('egress-gateway', place.at('egressIP'), 'gateway-address', { address });
}

function checkLocalRedirect(agent: Agent, spec: PlainMap, manifest: Manifest): void {
  const frontend = isMap(spec.redirectFrontend) ? spec.redirectFrontend : {};
  const backend = isMap(spec.redirectBackend) ? spec.redirectBackend : {};
  const { addressMatcher: address, serviceMatcher: service } = frontend;
  const place = SPEC.at('redirectFrontend');
  if (isMap(address) === isMap(service)) {
    agent.agent('local-redirect', place, 'matchers', { both: isMap(address) });
    return;
  }
  const matcher = (isMap(address) ? address : service) as PlainMap;
  const here = place.at(isMap(address) ? 'addressMatcher' : 'serviceMatcher');
  if (isMap(address)) {
    const ip = textOr(address.ip);
    if (familyOf(ip.replace(/@\d+$/, '')) === 0)
      agent.agent('local-redirect', here.at('ip'), 'redirect-address', { ip });
    if (lengthOf(address.toPorts) === 0) agent.agent('local-redirect', here, 'redirect-without-ports');
  } else {
    const namespace =
      isMap(manifest.metadata) && textOr(manifest.metadata.namespace) !== ''
        ? textOr(manifest.metadata.namespace)
        : 'default';
    if (textOr(matcher.serviceName) === '') agent.agent('local-redirect', here, 'service-without-name');
    if (textOr(matcher.namespace) !== namespace)
      agent.agent('local-redirect', here, 'service-elsewhere', { other: textOr(matcher.namespace), namespace });
  }
  const named = lengthOf(matcher.toPorts) > 1;
  const ports = checkLocalPorts(agent, here.at('toPorts'), matcher.toPorts, named);
  const to = checkLocalPorts(
    agent,
    SPEC.at('redirectBackend').at('toPorts'),
    backend.toPorts,
    named || lengthOf(backend.toPorts) > 1,
  );
  if (ports.length === 1 && to.length === 0)
    agent.agent('local-redirect', SPEC.at('redirectBackend'), 'no-backend-port');
  else if (ports.length === 1 && to[0] !== ports[0])
    agent.agent('local-redirect', SPEC.at('redirectBackend').at('toPorts'), 'protocols-differ', {
      to: to[0],
      ports: ports[0],
    });
}

/** Checks the ports and returns their protocols. */
function checkLocalPorts(agent: Agent, list: Place, ports: unknown, named: boolean): string[] {
  const protocols: string[] = [];
  eachMap(ports, ({ port, protocol, name }, index) => {
    const place = list.at(index);
    const number = readNumber(textOr(port));
    if (number === undefined || number < 1 || number > 65535)
      agent.agent('local-redirect', place, 'redirect-port', { port });
    if (named && !isServiceName(textOr(name))) agent.agent('local-redirect', place, 'redirect-port-name', { name });
    const upper = textOr(protocol).toUpperCase();
    if (!['TCP', 'UDP', 'SCTP', 'ANY', 'NONE'].includes(upper))
      agent.agent('local-redirect', place, 'redirect-protocol', { protocol });
    protocols.push(upper);
  });
  return protocols;
}

/** Envoy's own resources: what is no message with a type is left out in silence. */
function checkEnvoyConfig(agent: Agent, spec: PlainMap): void {
  if (!Array.isArray(spec.resources)) return;
  spec.resources.forEach((resource: unknown, index) => {
    const type = isMap(resource) ? resource['@type'] : undefined;
    if (typeof type !== 'string' || !type.startsWith('type.googleapis.com/'))
      agent.open('envoy-resource', SPEC.at('resources').at(index), 'resource-without-type');
  });
}
