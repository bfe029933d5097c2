// What the API server asks of a pod, alone or in a template. Source: ValidatePodSpec of k8s.io/kubernetes 1.35.
import { isIP } from 'node:net';
import { isLabelValue, isQualifiedName, PlainMap } from '../../../../manifest';
import { checkLabels } from '../metadata';
import { Walk, show } from '../walk';
import { checkContainers } from './container';
import { checkExpression, checkSelector } from './selector';
import { each, into, mapOf, mapsOf, textsOf } from './steps';
import { checkVolumes } from './volume';

/** A template: labels, annotations, and the pod. A StatefulSet brings volumes of its own. */
export function checkTemplate(walk: Walk, owner: PlainMap): void {
  const claims = mapsOf(owner, 'volumeClaimTemplates').map((claim) => String(mapOf(claim, 'metadata').name));
  into(walk, owner, 'template', (template) => {
    into(walk, template, 'metadata', (metadata) => {
      checkLabels(mapOf(metadata, 'labels'), ['labels'], walk);
      for (const key in mapOf(metadata, 'annotations'))
        if (!isQualifiedName(key.toLowerCase()))
          walk.errorAt(['annotations', key], 'schema/label', 'template-annotation-key', { key: show(key) });
    });
    if (template.spec === undefined)
      walk.errorAt(['spec', 'containers'], 'schema/required', 'template-without-containers');
    into(walk, template, 'spec', (spec) => checkPod(walk, spec, claims));
  });
}

/** The spec of a pod. */
export function checkPod(walk: Walk, spec: PlainMap, claims: readonly string[] = []): void {
  if (mapsOf(spec, 'containers').length === 0 && Array.isArray(spec.containers))
    walk.errorAt(['containers'], 'schema/required', 'pod-without-containers');
  const volumes = checkVolumes(walk, spec);
  claims.forEach((name) => volumes.add(name));
  checkContainers(walk, spec, volumes);
  for (const key in mapOf(spec, 'nodeSelector')) {
    const value = mapOf(spec, 'nodeSelector')[key];
    if (!isQualifiedName(key) || (typeof value === 'string' && !isLabelValue(value)))
      walk.errorAt(['nodeSelector', key], 'schema/label', 'node-selector-label', {
        key: show(key),
        value: show(value),
      });
  }
  each(walk, spec, 'tolerations', (toleration) => checkToleration(walk, toleration));
  each(walk, spec, 'hostAliases', ({ ip }) => {
    if (typeof ip === 'string' && isIP(ip) === 0)
      walk.errorAt(['ip'], 'schema/format', 'ip-address', { address: show(ip) });
  });
  checkDns(walk, spec);
  each(walk, spec, 'topologySpreadConstraints', (constraint) => checkSelector(walk, constraint, 'labelSelector'));
  each(walk, spec, 'readinessGates', ({ conditionType }) => {
    if (typeof conditionType === 'string' && !isQualifiedName(conditionType))
      walk.errorAt(['conditionType'], 'schema/format', 'condition-type', { conditionType: show(conditionType) });
  });
  checkAffinity(walk, mapOf(spec, 'affinity'));
}

function checkToleration(walk: Walk, toleration: PlainMap): void {
  const {
    key,
    operator = 'Equal',
    value,
    effect,
    tolerationSeconds,
  } = toleration as Record<string, string | undefined>;
  if (key === undefined && operator !== 'Exists') walk.errorAt(['operator'], 'schema/value', 'toleration-without-key');
  if (operator === 'Exists' && value !== undefined)
    walk.errorAt(['operator'], 'schema/value', 'toleration-exists-value', { value: show(value) });
  if (operator === 'Equal' && value !== undefined && !isLabelValue(value))
    walk.errorAt(['value'], 'schema/label', 'taint-value', { value: show(value) });
  if (tolerationSeconds !== undefined && effect !== 'NoExecute')
    walk.errorAt(['effect'], 'schema/value', 'toleration-seconds-effect', { effect: show(effect ?? '') });
}

function checkDns(walk: Walk, spec: PlainMap): void {
  const nameservers = textsOf(mapOf(spec, 'dnsConfig'), 'nameservers');
  if (spec.dnsPolicy === 'None' && nameservers.length === 0)
    walk.errorAt(['dnsConfig', 'nameservers'], 'schema/required', 'dns-none-without-nameservers');
  if (nameservers.length > 3)
    walk.errorAt(['dnsConfig', 'nameservers'], 'schema/too-many', 'nameservers-too-many', { nameservers });
  nameservers.forEach((address, i) => {
    if (isIP(address) === 0)
      walk.errorAt(['dnsConfig', 'nameservers', i], 'schema/format', 'ip-address', { address: show(address) });
  });
}

function checkAffinity(walk: Walk, affinity: PlainMap): void {
  walk.path.push('affinity');
  into(walk, affinity, 'nodeAffinity', (node) => {
    const term = (map: PlainMap): void =>
      each(walk, map, 'matchExpressions', (expression) => checkExpression(walk, expression, ['In', 'NotIn']));
    into(walk, node, 'requiredDuringSchedulingIgnoredDuringExecution', (required) =>
      each(walk, required, 'nodeSelectorTerms', term),
    );
    each(walk, node, 'preferredDuringSchedulingIgnoredDuringExecution', (preferred) =>
      into(walk, preferred, 'preference', term),
    );
  });
  for (const kind of ['podAffinity', 'podAntiAffinity'])
    into(walk, affinity, kind, (pods) => {
      each(walk, pods, 'requiredDuringSchedulingIgnoredDuringExecution', (term) =>
        checkSelector(walk, term, 'labelSelector'),
      );
      each(walk, pods, 'preferredDuringSchedulingIgnoredDuringExecution', (preferred) =>
        into(walk, preferred, 'podAffinityTerm', (term) => checkSelector(walk, term, 'labelSelector')),
      );
    });
  walk.path.pop();
}
