// BackendTLSPolicies: which of them holds for a port of a Service, and which are invalid or lose to an older one.
import { Condition, no, OpenConditions, yes } from '../conditions';
import { isPem } from '../listeners/certificates';
import { named } from '../objects/by-name';
import { GatewayObjects } from '../objects/cluster';
import { byName, Identity, nameOf } from '../objects/identity';
import { listAt, mapAt, textAt } from '../read';
import { BackendTls, ServedBackend } from './served';

/** Policies of one Service. The section is the name of a port of it; empty for all ports. */
export interface ServicePolicies {
  readonly service: { readonly namespace: string; readonly name: string };
  readonly valid: Map<string, Identity>;
  readonly invalid: Map<string, Identity>;
  readonly conflicted: Map<string, Identity>;
}

/** Policies by `namespace/name` of the Service. */
export type TlsPolicies = ReadonlyMap<string, ServicePolicies>;

/** Sorts the policies by Service; of two for one section the older holds, then the one whose name comes first. */
export function policiesByService(policies: readonly Identity[]): Map<string, ServicePolicies> {
  const found = new Map<string, ServicePolicies>();
  for (const policy of [...policies].sort(byName))
    for (const target of listAt(policy.object, 'spec', 'targetRefs')) {
      if (textAt(target, 'kind') !== 'Service' || (textAt(target, 'group') ?? '') !== '') continue;
      const service = { namespace: policy.namespace, name: textAt(target, 'name') ?? '' };
      const key = nameOf(service);
      const own = found.get(key) ?? {
        service,
        valid: new Map<string, Identity>(),
        invalid: new Map(),
        conflicted: new Map(),
      };
      found.set(key, own);
      const section = textAt(target, 'sectionName') ?? '';
      const holds = own.valid.get(section);
      if (holds === undefined) own.valid.set(section, policy);
      else if (holds !== policy) {
        const wins = seconds(policy) < seconds(holds);
        const loser = wins ? holds : policy;
        own.conflicted.set(nameOf(loser), loser);
        if (wins) own.valid.set(section, policy);
      }
    }
  return found;
}

/** Timestamps have whole seconds. */
function seconds({ created }: Identity): number {
  return Math.floor(created / 1000);
}

/** Why a policy is refused: reasons of Accepted and of ResolvedRefs. */
export interface PolicyRefusal {
  readonly accepted: string;
  readonly resolvedRefs: string;
  readonly message: string;
}

/** What is wrong with a policy by itself. */
export function policyRefusal(
  policy: Identity,
  objects: Pick<GatewayObjects, 'configMaps'>,
): PolicyRefusal | undefined {
  const validation = mapAt(policy.object, 'spec', 'validation');
  const refs = listAt(validation, 'caCertificateRefs');
  if (refs.length === 0) return undefined;
  const invalid = (message: string) => ({ accepted: 'Invalid', resolvedRefs: 'Invalid', message });
  const noCertificate = (resolvedRefs: string, message: string) => ({
    accepted: 'NoValidCACertificate',
    resolvedRefs,
    message,
  });
  if (textAt(validation, 'wellKnownCACertificates') !== undefined)
    return invalid('Cannot have both CACertificateRefs and wellKnownCACertificates set');
  if (refs.length > 1) return invalid('Having more than one CA Certificate Ref is not supported');
  if ((textAt(refs[0], 'group') ?? '') !== '' || textAt(refs[0], 'kind') !== 'ConfigMap')
    return noCertificate('InvalidKind', 'Only ConfigMaps are supported for CA Certificate Refs');
  const name = textAt(refs[0], 'name') ?? '';
  const map = named(objects.configMaps, policy.namespace, name);
  if (map === undefined)
    return noCertificate('InvalidCACertificateRef', `CA Certificate does not exist: ${policy.namespace}/${name}`);
  const text = textAt(map.object, 'data', 'ca.crt');
  if (text === undefined)
    return noCertificate('InvalidCACertificateRef', 'CA Certificate ConfigMap does not contain a `ca.crt` key');
  return isPem(text)
    ? undefined
    : noCertificate(
        'InvalidCACertificateRef',
        'CA Certificate ConfigMap does not contain at least one valid PEM-encoded certificate',
      );
}

/** Conditions of a policy that the operator refuses, or takes. */
export function policyConditions(refusal: PolicyRefusal | undefined): OpenConditions {
  if (refusal === undefined)
    return {
      Accepted: yes('Accepted', 'Accepted BackendTLSPolicy'),
      ResolvedRefs: yes('ResolvedRefs', 'All references are valid'),
    };
  return {
    Accepted: no(refusal.accepted, refusal.message),
    ResolvedRefs: no(refusal.resolvedRefs, refusal.message),
  };
}

/** Conditions of a policy whose Service is not there. */
export function missingTarget(service: string): OpenConditions {
  const message = `TargetRef does not exist: ${service}`;
  return { Accepted: no('Invalid', message), ResolvedRefs: no('BackendNotFound', message) };
}

/** What a policy says that loses to an older one. */
export const CONFLICTED: Condition = no('Conflicted', 'BackendTLSPolicy conflicts with another');

/** TLS towards a backend: none, or `invalid` if a policy that is refused would hold. */
export function tlsOf(
  policies: TlsPolicies,
  objects: Pick<GatewayObjects, 'services'>,
  backend: ServedBackend,
): BackendTls | 'invalid' | undefined {
  const own = policies.get(nameOf(backend));
  const service = named(objects.services, backend.namespace, backend.name);
  if (own === undefined || service === undefined) return undefined;
  for (const port of service.ports) {
    if (port.port !== backend.port) continue;
    const policy = own.valid.get(port.name) ?? own.valid.get('');
    if (policy !== undefined) return originationOf(policy);
    if (own.invalid.has(port.name) || own.invalid.has('')) return 'invalid';
  }
  return undefined;
}

function originationOf(policy: Identity): BackendTls {
  const validation = mapAt(policy.object, 'spec', 'validation');
  const [ref] = listAt(validation, 'caCertificateRefs');
  return {
    hostname: textAt(validation, 'hostname') ?? '',
    ca: ref === undefined ? undefined : { namespace: policy.namespace, name: textAt(ref, 'name') ?? '' },
  };
}
