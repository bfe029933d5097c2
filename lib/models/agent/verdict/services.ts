// toServices: the agent writes the pods behind a Service into the rule before it reads it. Source: pkg/policy/k8s/service.go, processRule.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { AgentFeatures } from '../minors';
import { lengthOf, textOr } from '../lists';
import { IdentityLabel } from './identity';
import { NAMESPACE_LABEL } from './keys';
import { labelsOf, nameOf } from './metadata';
import { SelectorDraft, selects } from './selector';

/** A policy with the endpoints of its toServices; the same object if it has none that match. Deny rules are left alone. @internal */
export function withServices(manifest: Manifest, services: readonly Manifest[], does: AgentFeatures): Manifest {
  if (services.length === 0 || !manifest.kind.startsWith('Cilium')) return manifest;
  const { spec, specs } = manifest;
  const changed: Manifest = { ...manifest };
  if (isMap(spec)) changed.spec = inSpec(spec, services, does);
  if (Array.isArray(specs))
    changed.specs = specs.map((each: unknown) => (isMap(each) ? inSpec(each, services, does) : each));
  return changed;
}

/** True if a rule of the policy names Services, of which its entries are made too. @internal */
export function namesServices({ spec, specs }: Manifest): boolean {
  return [spec, ...(Array.isArray(specs) ? (specs as unknown[]) : [])].some(
    (each) =>
      isMap(each) &&
      Array.isArray(each.egress) &&
      each.egress.some((rule: unknown) => isMap(rule) && lengthOf(rule.toServices) > 0),
  );
}

function inSpec(spec: PlainMap, services: readonly Manifest[], does: AgentFeatures): PlainMap {
  if (!Array.isArray(spec.egress)) return spec;
  return { ...spec, egress: spec.egress.map((rule: unknown) => (isMap(rule) ? inRule(rule, services, does) : rule)) };
}

function inRule(rule: PlainMap, services: readonly Manifest[], does: AgentFeatures): PlainMap {
  if (lengthOf(rule.toServices) === 0) return rule;
  const endpoints: unknown[] = [];
  for (const wanted of rule.toServices as unknown[])
    for (const service of services) {
      const selector = isMap(service.spec) ? service.spec.selector : undefined;
      if (!isMap(wanted) || !isMap(selector) || !isServiceMeant(wanted, service, does)) continue;
      endpoints.push({ matchLabels: { ...k8s(selector), [`k8s:${NAMESPACE_LABEL}`]: namespaceOf(service) } });
    }
  return endpoints.length === 0
    ? rule
    : { ...rule, toEndpoints: [...(Array.isArray(rule.toEndpoints) ? rule.toEndpoints : []), ...endpoints] };
}

const k8s = (labels: PlainMap) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
const namespaceOf = (service: Manifest) => (nameOf(service).namespace === '' ? 'default' : nameOf(service).namespace);

/** True if an entry of toServices is about a Service. @internal */
export function isServiceMeant(wanted: PlainMap, service: Manifest, does: AgentFeatures): boolean {
  const { k8sService: named, k8sServiceSelector: selecting } = wanted;
  const ofNamespace = (value: unknown) => textOr(value) === '' || textOr(value) === namespaceOf(service);
  if (isMap(selecting)) {
    if (!ofNamespace(selecting.namespace)) return false;
    const own = labelsOf(service);
    const labels = new Map<string, IdentityLabel>(
      Object.entries(own).map(([key, value]) => [key, { source: 'k8s', value: String(value) }]),
    );
    const selector = new SelectorDraft().read(selecting.selector, 'any', false).selector();
    return selects(selector, { labels, host: false, world: false, names: [] }, does);
  }
  return isMap(named) && ofNamespace(named.namespace) && textOr(named.serviceName) === nameOf(service).name;
}
