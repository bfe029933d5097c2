// Cilium's policy engine: is every policy valid, is what the app promises allowed, and everything else denied?
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ciliumConfig, keyOf, workloadsOf } from './dist.mjs';
import { ask } from './program.mjs';

const ENGINE = 'policy';
const POLICY_KINDS = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'NetworkPolicy', 'CiliumCIDRGroup'];
/** Ends of a flow that are no pods and no addresses. */
const WORDS = ['remote-node', 'kube-apiserver', 'ingress', 'host'];
/** A port that nobody declares. */
const UNDECLARED = { port: 31337, protocol: 'TCP' };
const STRANGER = { namespace: 'elsewhere', name: 'stranger', labels: { app: 'stranger' } };

export function run({ dist, engines, flows, report }) {
  const program = join(engines, 'cilium-1.20');
  const questions = ['policies are valid', 'promised flows', 'everything else is denied'];
  const policies = dist.objects.filter((object) => POLICY_KINDS.includes(object.kind));
  if (!existsSync(program)) return questions.forEach((question) => report.skip(ENGINE, question, `no ${program}`));

  const sanitized = ask(
    program,
    ['sanitize'],
    policies
      .filter((policy) => policy.kind !== 'CiliumCIDRGroup')
      .map((manifest) => ({ id: keyOf(manifest), manifest })),
  );
  report.answer(
    ENGINE,
    questions[0],
    sanitized.length,
    sanitized.filter(({ accepted }) => !accepted).map(({ id, error }) => `${id}: ${error}`),
  );
  if (policies.length === 0) return questions.slice(1).forEach((question) => report.answer(ENGINE, question, 0));

  const world = buildWorld(dist.objects, flows);
  const [answer] = ask(program, ['verdict'], [world.input]);
  const { verdicts, invalid, error } = answer;
  if (error !== undefined || verdicts?.length !== world.input.flows.length)
    throw new Error(
      `${program} verdict: ${error ?? `${verdicts?.length} verdicts for ${world.input.flows.length} flows`}`,
    );
  const judged = world.input.flows.map((flow, i) => ({ ...flow, ...world.expected[i], verdict: verdicts[i] }));
  const wrong = (list) =>
    list
      .filter(({ allowed, verdict }) => verdict.allowed !== allowed)
      .map(
        ({ from, to, port, protocol, allowed, verdict, why }) =>
          `${from} → ${to}:${port}/${protocol} is ${verdict.allowed ? 'allowed' : 'denied'} (egress ${verdict.egress}, ingress ${verdict.ingress}), promised ${allowed ? 'allowed' : 'denied'}${why === undefined ? '' : `: ${why}`}`,
      );
  const promised = judged.filter((flow) => flow.promised);
  const rest = judged.filter((flow) => !flow.promised);
  report.answer(ENGINE, questions[1], promised.length, [
    ...(invalid ?? []).map((p) => `${p.policy}: ${p.error}`),
    ...world.unmatched.map((flow) => `no pod or port in dist for the promise ${flow.from} → ${flow.to}:${flow.port}`),
    ...wrong(promised),
  ]);
  report.answer(ENGINE, questions[2], rest.length, wrong(rest));
}

/**
 * A small cluster with the pods and policies of dist, kube-dns, a pod in another namespace, the world and every DNS name that a
 * promise or a policy mentions; and as flows everything that a guarded pod could send or receive, and what is promised beyond.
 * Guarded is a pod in a namespace with a policy that selects all its pods. The first promise that fits a flow decides; no promise
 * means denied.
 *
 * @param promises [{from, to, protocol, port, allowed, why}]; ends are `namespace/pod` (with `*`), `world`, a DNS name, or one
 * of the engine's words (`ingress`, `host`, …)
 */
export function buildWorld(objects, promises) {
  const policies = objects.filter((object) => POLICY_KINDS.includes(object.kind));
  const guarded = guardedNamespaces(policies);
  const pods = [
    ...workloadsOf(objects).map(({ namespace, name, labels, serviceAccount, ports }) => ({
      namespace,
      name,
      labels,
      serviceAccount,
      ports,
    })),
    {
      namespace: 'kube-system',
      name: 'kube-dns',
      labels: { 'k8s-app': 'kube-dns' },
      serviceAccount: 'coredns',
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
    STRANGER,
  ];
  const names = [
    ...new Set([...promises.flatMap(({ from, to }) => [from, to]).filter(isName), ...namesOf(policies)]),
  ].sort();
  const external = [
    { name: 'world', ips: ['203.0.113.77'] },
    ...names.map((name, i) => ({ name, ips: [`198.51.100.${i + 1}`], fqdns: [name] })),
  ];
  const config = ciliumConfig(objects);
  const ends = {
    pods: pods.map((pod) => `pod:${pod.namespace}/${pod.name}`),
    external: external.map(({ name }) => `external:${name}`),
  };
  const ports = portsOf(pods, promises);
  const inside = (end) => end.startsWith('pod:') && guarded.includes(end.slice(4, end.indexOf('/')));

  const flows = [];
  const expected = [];
  const used = new Set();
  for (const from of [...ends.pods, ...ends.external, ...WORDS]) {
    for (const to of [...ends.pods, ...ends.external, ...WORDS]) {
      for (const { port, protocol } of ports) {
        const promise = promises.find((candidate) => fits(candidate, { from, to, port, protocol }));
        // The node always reaches its own pods: the kubelet probes them.
        const border = inside(from) || (inside(to) && from !== 'host');
        if (promise === undefined && !border) continue;
        if (promise !== undefined) used.add(promise);
        flows.push({ from, to, protocol, port });
        expected.push({
          promised: promise !== undefined,
          allowed: promise?.allowed ?? false,
          ...(promise?.why === undefined ? {} : { why: promise.why }),
        });
      }
    }
  }
  return {
    input: {
      id: 'dist',
      config: {
        ...(config['enable-host-firewall'] === 'true' ? { hostFirewall: true } : {}),
        ...(config['enable-ipv6'] === 'true' ? { ipv6: true } : {}),
        ...(config['enable-node-selector-labels'] === 'true' ? { nodeSelectorLabels: true } : {}),
        ...(config['enable-policy'] === undefined ? {} : { policyEnforcementMode: config['enable-policy'] }),
      },
      namespaces: namespacesOf(objects, pods),
      pods,
      external,
      policies,
      flows,
    },
    expected,
    unmatched: promises.filter((promise) => !used.has(promise)),
  };
}

/** Namespaces with a policy that selects all of their pods. */
export function guardedNamespaces(policies) {
  const all = (selector) =>
    selector !== undefined && Object.values(selector).every((part) => Object.keys(part).length === 0);
  return [
    ...new Set(
      policies
        .filter((policy) => policy.kind === 'CiliumNetworkPolicy' || policy.kind === 'NetworkPolicy')
        .filter((policy) =>
          [policy.spec, ...(policy.specs ?? [])].some((spec) => all(spec?.endpointSelector ?? spec?.podSelector)),
        )
        .map((policy) => policy.metadata.namespace ?? 'default'),
    ),
  ].sort();
}

function namespacesOf(objects, pods) {
  const given = new Map(
    objects
      .filter((object) => object.kind === 'Namespace')
      .map((object) => [object.metadata.name, object.metadata.labels ?? {}]),
  );
  for (const { namespace } of pods) if (!given.has(namespace)) given.set(namespace, {});
  return [...given.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, labels]) => ({ name, labels: { ...labels, 'kubernetes.io/metadata.name': name } }));
}

function portsOf(pods, promises) {
  const declared = [
    ...pods.flatMap((pod) => pod.ports ?? []),
    ...promises.filter(({ port }) => typeof port === 'number'),
    UNDECLARED,
  ];
  return [
    ...new Map(
      declared.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol: protocol ?? 'TCP' }]),
    ).values(),
  ];
}

/** DNS names that policies allow by name. */
function namesOf(policies) {
  return policies
    .flatMap((policy) => [policy.spec, ...(policy.specs ?? [])])
    .flatMap((spec) =>
      (spec?.egress ?? []).flatMap((rule) =>
        (rule.toFQDNs ?? []).flatMap((peer) =>
          peer.matchName === undefined ? [] : [peer.matchName.replace(/\.$/, '')],
        ),
      ),
    );
}

function isName(end) {
  return end.includes('.') && !end.includes('/') && !end.includes('*');
}

function fits(promise, flow) {
  return (
    endFits(promise.from, flow.from) &&
    endFits(promise.to, flow.to) &&
    ['*', flow.port].includes(promise.port ?? '*') &&
    ['ANY', flow.protocol].includes(promise.protocol ?? 'ANY')
  );
}

function endFits(pattern, end) {
  const plain = end.replace(/^(pod|external):/, '');
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'))
      .join('[^/]*')}$`,
  );
  return expression.test(plain);
}
