// Roles and bindings of agent and operator.
import { Chart } from '../context';
import { accountName, clusterMetadata, metadata } from '../objects';
import { Fields, Manifest } from '../types';
import { PlainMap } from '../../manifest/types';
import { agentRules } from './agent-rules';
import { operatorRules } from './operator-rules';
import { rules } from './rule';
import { READ, SECRETS, WRITE_SECRETS } from './secrets';

const API = 'rbac.authorization.k8s.io';

export function rbacObjects(chart: Chart): Manifest[] {
  return [
    ...agentClusterRole(chart),
    ...operatorClusterRole(chart),
    ...configRole(chart),
    ...ztunnelRole(chart),
    ...secretRoles(chart),
  ];
}

/** A ClusterRole and its binding to one service account. */
export function clusterRolePair(
  chart: Chart,
  name: string,
  account: string,
  annotations: PlainMap,
  rules: Fields[],
): { role: Manifest; binding: Manifest } {
  const labels = { ...chart.partOf, ...chart.commonLabels };
  return {
    role: { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: clusterMetadata(name, labels, annotations), rules },
    binding: {
      apiVersion: `${API}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: clusterMetadata(name, labels, annotations),
      roleRef: { apiGroup: API, kind: 'ClusterRole', name },
      subjects: [subject(chart, account)],
    },
  };
}

/** A Role and its binding, in one namespace. */
export function rolePair(
  chart: Chart,
  parts: {
    name: string;
    binding?: string;
    namespace?: string;
    account: string;
    roleLabels?: PlainMap;
    labels?: PlainMap;
    annotations: PlainMap;
    bindingAnnotations?: PlainMap;
    rules: Fields[];
  },
): Manifest[] {
  const labels = parts.labels ?? { ...chart.partOf, ...chart.commonLabels };
  const namespace = parts.namespace === undefined ? {} : { namespace: parts.namespace };
  return [
    {
      apiVersion: `${API}/v1`,
      kind: 'Role',
      metadata: metadata(chart, parts.name, {
        ...namespace,
        labels: parts.roleLabels ?? labels,
        annotations: parts.annotations,
      }),
      rules: parts.rules,
    },
    {
      apiVersion: `${API}/v1`,
      kind: 'RoleBinding',
      metadata: metadata(chart, parts.binding ?? parts.name, {
        ...namespace,
        labels,
        annotations: parts.bindingAnnotations ?? parts.annotations,
      }),
      roleRef: { apiGroup: API, kind: 'Role', name: parts.name },
      subjects: [subject(chart, parts.account)],
    },
  ];
}

function subject(chart: Chart, account: string): Fields {
  return { kind: 'ServiceAccount', name: accountName(chart, account), namespace: chart.namespace };
}

/** Without its service account the agent gets no binding, but the role stays. */
function agentClusterRole(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.agent || !v.on('rbac.create')) return [];
  const { role, binding } = clusterRolePair(chart, 'cilium', 'cilium', v.map('annotations'), agentRules(chart));
  return chart.mayBind('cilium') ? [role, binding] : [role];
}

function operatorClusterRole(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.operator || !v.on('rbac.create') || !chart.mayBind('operator')) return [];
  const { role, binding } = clusterRolePair(
    chart,
    'cilium-operator',
    'operator',
    v.map('operator.annotations'),
    operatorRules(chart),
  );
  return [role, binding];
}

/** The agent follows changes of cilium-config; no value switches this off. */
function configRole(chart: Chart): Manifest[] {
  if (!chart.agent) return [];
  return rolePair(chart, {
    name: 'cilium-config-agent',
    account: 'cilium',
    annotations: chart.v.map('annotations'),
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: READ }],
  });
}

function ztunnelRole(chart: Chart): Manifest[] {
  if (!chart.operator || !chart.mayBind('operator') || !chart.release.has('ztunnelRole')) return [];
  return rolePair(chart, {
    name: 'cilium-operator-ztunnel',
    account: 'operator',
    annotations: chart.v.map('operator.annotations'),
    rules: rules(chart, [
      { group: 'apps', resources: ['daemonsets'], verbs: ['create', 'delete', ...READ] },
      { group: '', resources: ['serviceaccounts'], verbs: READ, since: '1.20' },
    ]),
  });
}

function secretRoles(chart: Chart): Manifest[] {
  const { v } = chart;
  return SECRETS.flatMap((row) => {
    const namespace = v.text(`${row.at}.name`);
    const agent =
      chart.agent && chart.mayBind('cilium') && row.enabled(chart)
        ? rolePair(chart, {
            name: `cilium-${row.name}-secrets`,
            ...(row.binding === undefined ? {} : { binding: row.binding }),
            namespace,
            account: 'cilium',
            // These roles never had the user's labels; their bindings have.
            roleLabels: chart.partOf,
            annotations: row.annotated === 'none' ? {} : v.map('annotations'),
            bindingAnnotations: row.annotated === 'both' ? v.map('annotations') : {},
            rules: [{ apiGroups: [''], resources: ['secrets'], verbs: READ }],
          })
        : [];
    const operator =
      chart.operator && chart.mayBind('operator') && row.sync?.(chart) === true
        ? rolePair(chart, {
            name: `cilium-operator-${row.name}-secrets`,
            namespace,
            account: 'operator',
            annotations: v.map('operator.annotations'),
            rules: [{ apiGroups: [''], resources: ['secrets'], verbs: WRITE_SECRETS }],
          })
        : [];
    return [...agent, ...operator];
  });
}
