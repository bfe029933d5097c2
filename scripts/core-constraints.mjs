// What the API server asks of fields of its built-in kinds beyond the published OpenAPI, which has neither enums nor bounds.
// Source: the validation of k8s.io/kubernetes 1.35 (pkg/apis/*/validation), each row tried against a server of that version.
// By definition, without its package prefix: fields that are required, and keywords that scripts/schemas.mjs adds to fields.
const PORT = { minimum: 1, maximum: 65535 };
const COUNT = { minimum: 0 };
const PROTOCOL = { enum: ['TCP', 'UDP', 'SCTP'] };
const one = (...values) => ({ enum: values });
const LABEL = { format: 'dns-label' };
const SUBDOMAIN = { format: 'dns-subdomain' };
const PORT_NAME = { format: 'port-name' };
const LABEL_KEY = { format: 'label-key' };
const MODE = { minimum: 0, maximum: 0o777 };
const CONFIG_KEY = { format: 'config-key' };
const CONTAINER = {
  name: LABEL,
  imagePullPolicy: one('Always', 'IfNotPresent', 'Never'),
  terminationMessagePolicy: one('File', 'FallbackToLogsOnError'),
};
const PROBE = {
  initialDelaySeconds: COUNT,
  timeoutSeconds: COUNT,
  periodSeconds: COUNT,
  successThreshold: COUNT,
  failureThreshold: COUNT,
};

/** Keywords to add. */
export const CONSTRAINTS = {
  'core.v1.Container': CONTAINER,
  'core.v1.ContainerPort': {
    containerPort: PORT,
    hostPort: { minimum: 0, maximum: 65535 },
    protocol: PROTOCOL,
    name: PORT_NAME,
  },
  'core.v1.EnvVar': { name: { pattern: '^[ -<>-~]+$' } },
  'core.v1.Probe': PROBE,
  'core.v1.HTTPGetAction': { scheme: one('HTTP', 'HTTPS') },
  'core.v1.GRPCAction': { port: PORT },
  'core.v1.VolumeMount': {
    mountPropagation: one('None', 'HostToContainer', 'Bidirectional'),
    recursiveReadOnly: one('Disabled', 'IfPossible', 'Enabled'),
  },
  'core.v1.Volume': { name: LABEL },
  'core.v1.HostPathVolumeSource': {
    type: one('', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
  },
  'core.v1.ConfigMapVolumeSource': { defaultMode: MODE },
  'core.v1.SecretVolumeSource': { defaultMode: MODE },
  'core.v1.ProjectedVolumeSource': { defaultMode: MODE },
  'core.v1.DownwardAPIVolumeSource': { defaultMode: MODE },
  'core.v1.KeyToPath': { mode: MODE },
  'core.v1.ConfigMapKeySelector': { key: CONFIG_KEY, name: SUBDOMAIN },
  'core.v1.SecretKeySelector': { key: CONFIG_KEY, name: SUBDOMAIN },
  'core.v1.ConfigMapEnvSource': { name: SUBDOMAIN },
  'core.v1.SecretEnvSource': { name: SUBDOMAIN },
  'core.v1.TypedLocalObjectReference': { apiGroup: SUBDOMAIN },
  'core.v1.SeccompProfile': { type: one('Localhost', 'RuntimeDefault', 'Unconfined') },
  'core.v1.AppArmorProfile': { type: one('Localhost', 'RuntimeDefault', 'Unconfined') },
  'core.v1.PodSpec': {
    restartPolicy: one('Always', 'OnFailure', 'Never'),
    dnsPolicy: one('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
    preemptionPolicy: one('PreemptLowerPriority', 'Never'),
    serviceAccountName: SUBDOMAIN,
    nodeName: SUBDOMAIN,
    priorityClassName: SUBDOMAIN,
    runtimeClassName: SUBDOMAIN,
    hostname: LABEL,
    subdomain: LABEL,
    activeDeadlineSeconds: { minimum: 1, maximum: 2147483647 },
  },
  'core.v1.PodSecurityContext': {
    fsGroupChangePolicy: one('OnRootMismatch', 'Always'),
    runAsUser: { minimum: 0, maximum: 2147483647 },
    runAsGroup: { minimum: 0, maximum: 2147483647 },
    fsGroup: { minimum: 0, maximum: 2147483647 },
  },
  'core.v1.SecurityContext': {
    procMount: one('Default', 'Unmasked'),
    runAsUser: { minimum: 0, maximum: 2147483647 },
    runAsGroup: { minimum: 0, maximum: 2147483647 },
  },
  'core.v1.Toleration': {
    effect: one('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    operator: one('Exists', 'Equal'),
    key: LABEL_KEY,
  },
  'core.v1.TopologySpreadConstraint': {
    maxSkew: { minimum: 1 },
    minDomains: { minimum: 1 },
    whenUnsatisfiable: one('DoNotSchedule', 'ScheduleAnyway'),
    topologyKey: LABEL_KEY,
    nodeAffinityPolicy: one('Ignore', 'Honor'),
    nodeTaintsPolicy: one('Ignore', 'Honor'),
  },
  'core.v1.WeightedPodAffinityTerm': { weight: { minimum: 1, maximum: 100 } },
  'core.v1.PreferredSchedulingTerm': { weight: { minimum: 1, maximum: 100 } },
  'core.v1.PodAffinityTerm': { topologyKey: LABEL_KEY },
  'core.v1.NodeSelectorRequirement': {
    operator: one('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
    key: LABEL_KEY,
  },
  'core.v1.NodeSelector': { nodeSelectorTerms: { minItems: 1 } },
  'apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement': {
    operator: one('In', 'NotIn', 'Exists', 'DoesNotExist'),
    key: LABEL_KEY,
  },
  'core.v1.ScopedResourceSelectorRequirement': { operator: one('In', 'NotIn', 'Exists', 'DoesNotExist') },
  'admissionregistration.v1.NamedRuleWithOperations': {
    operations: { minItems: 1 },
    apiGroups: { minItems: 1 },
    apiVersions: { minItems: 1 },
    resources: { minItems: 1 },
    scope: one('*', 'Cluster', 'Namespaced'),
  },
  'admissionregistration.v1.RuleWithOperations': {
    operations: { minItems: 1 },
    apiGroups: { minItems: 1 },
    apiVersions: { minItems: 1 },
    resources: { minItems: 1 },
    scope: one('*', 'Cluster', 'Namespaced'),
  },
  'admissionregistration.v1.MatchResources': { matchPolicy: one('Exact', 'Equivalent') },
  'admissionregistration.v1.Validation': {
    reason: one('Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'),
  },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    policyName: SUBDOMAIN,
    validationActions: { minItems: 1 },
  },
  'apiextensions.v1.CustomResourceDefinitionSpec': { scope: one('Cluster', 'Namespaced'), versions: { minItems: 1 } },
  'apiextensions.v1.CustomResourceDefinitionNames': {
    singular: { format: 'dns-1035' },
    plural: { format: 'dns-1035' },
  },
  'core.v1.ServiceSpec': {
    type: one('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    sessionAffinity: one('ClientIP', 'None'),
    externalTrafficPolicy: one('Cluster', 'Local'),
    internalTrafficPolicy: one('Cluster', 'Local'),
    ipFamilyPolicy: one('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    loadBalancerClass: LABEL_KEY,
    trafficDistribution: one('PreferClose', 'PreferSameZone', 'PreferSameNode'),
  },
  'core.v1.ServicePort': {
    port: PORT,
    protocol: PROTOCOL,
    name: LABEL,
    nodePort: { minimum: 0, maximum: 65535 },
    appProtocol: LABEL_KEY,
  },
  'core.v1.ClientIPConfig': { timeoutSeconds: { minimum: 1, maximum: 86400 } },
  'core.v1.PersistentVolumeClaimSpec': {
    storageClassName: SUBDOMAIN,
    volumeMode: one('Block', 'Filesystem'),
    accessModes: { minItems: 1 },
  },
  'apps.v1.DeploymentSpec': {
    replicas: COUNT,
    minReadySeconds: COUNT,
    revisionHistoryLimit: COUNT,
    progressDeadlineSeconds: COUNT,
  },
  'apps.v1.DeploymentStrategy': { type: one('Recreate', 'RollingUpdate') },
  'apps.v1.ReplicaSetSpec': { replicas: COUNT, minReadySeconds: COUNT },
  'apps.v1.DaemonSetSpec': { minReadySeconds: COUNT, revisionHistoryLimit: COUNT },
  'apps.v1.DaemonSetUpdateStrategy': { type: one('RollingUpdate', 'OnDelete') },
  'apps.v1.StatefulSetSpec': {
    serviceName: LABEL,
    replicas: COUNT,
    minReadySeconds: COUNT,
    revisionHistoryLimit: COUNT,
    podManagementPolicy: one('OrderedReady', 'Parallel'),
  },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: COUNT },
  'networking.v1.IngressSpec': { ingressClassName: SUBDOMAIN },
  'apps.v1.StatefulSetUpdateStrategy': { type: one('RollingUpdate', 'OnDelete') },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
    whenDeleted: one('Retain', 'Delete'),
    whenScaled: one('Retain', 'Delete'),
  },
  'batch.v1.JobSpec': {
    completionMode: one('NonIndexed', 'Indexed'),
    parallelism: COUNT,
    completions: COUNT,
    backoffLimit: COUNT,
    activeDeadlineSeconds: COUNT,
    ttlSecondsAfterFinished: COUNT,
    podReplacementPolicy: one('TerminatingOrFailed', 'Failed'),
  },
  'batch.v1.CronJobSpec': {
    concurrencyPolicy: one('Allow', 'Forbid', 'Replace'),
    successfulJobsHistoryLimit: COUNT,
    failedJobsHistoryLimit: COUNT,
    startingDeadlineSeconds: COUNT,
    schedule: { format: 'cron' },
  },
  'networking.v1.NetworkPolicyPort': { protocol: PROTOCOL, endPort: PORT },
  'networking.v1.IPBlock': { cidr: { format: 'cidr' } },
  'networking.v1.HTTPIngressPath': { pathType: one('Exact', 'Prefix', 'ImplementationSpecific') },
  'discovery.v1.EndpointSlice': {
    addressType: one('IPv4', 'IPv6', 'FQDN'),
    endpoints: { maxItems: 1000 },
    ports: { maxItems: 20000 },
  },
  'discovery.v1.EndpointPort': { name: LABEL, protocol: PROTOCOL, appProtocol: LABEL_KEY },
  'discovery.v1.Endpoint': { addresses: { minItems: 1, maxItems: 100 }, nodeName: SUBDOMAIN, hostname: LABEL },
  // minReplicas 0 is refused by default, and taken where scaling to zero is switched on.
  'autoscaling.v2.HorizontalPodAutoscalerSpec': { maxReplicas: { minimum: 1 }, minReplicas: COUNT },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': { maxReplicas: { minimum: 1 }, minReplicas: { minimum: 1 } },
  'autoscaling.v2.HPAScalingRules': {
    selectPolicy: one('Max', 'Min', 'Disabled'),
    stabilizationWindowSeconds: { minimum: 0, maximum: 3600 },
  },
  'autoscaling.v2.HPAScalingPolicy': {
    type: one('Pods', 'Percent'),
    value: { minimum: 1 },
    periodSeconds: { minimum: 1, maximum: 1800 },
  },
  'autoscaling.v2.MetricSpec': { type: one('Object', 'Pods', 'Resource', 'ContainerResource', 'External') },
  'autoscaling.v2.MetricTarget': {
    type: one('Utilization', 'Value', 'AverageValue'),
    averageUtilization: { minimum: 1 },
  },
  'networking.v1.IngressTLS': { secretName: SUBDOMAIN },
  'networking.v1.IngressClassParametersReference': { scope: one('Cluster', 'Namespace'), apiGroup: SUBDOMAIN },
  'core.v1.EndpointPort': { name: LABEL, protocol: PROTOCOL, port: PORT },
  'admissionregistration.v1.ServiceReference': { port: PORT, path: { pattern: '^/' } },
  'scheduling.v1.PriorityClass': { preemptionPolicy: one('PreemptLowerPriority', 'Never') },
  'policy.v1.PodDisruptionBudgetSpec': { unhealthyPodEvictionPolicy: one('IfHealthyBudget', 'AlwaysAllow') },
  'storage.v1.StorageClass': {
    reclaimPolicy: one('Delete', 'Retain'),
    volumeBindingMode: one('Immediate', 'WaitForFirstConsumer'),
  },
  'rbac.v1.RoleRef': { apiGroup: one('rbac.authorization.k8s.io') },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': { failurePolicy: one('Fail', 'Ignore') },
  'admissionregistration.v1.ValidatingWebhook': {
    failurePolicy: one('Fail', 'Ignore'),
    matchPolicy: one('Exact', 'Equivalent'),
    sideEffects: one('None', 'NoneOnDryRun'),
    timeoutSeconds: { minimum: 1, maximum: 30 },
  },
  'admissionregistration.v1.MutatingWebhook': {
    failurePolicy: one('Fail', 'Ignore'),
    matchPolicy: one('Exact', 'Equivalent'),
    sideEffects: one('None', 'NoneOnDryRun'),
    timeoutSeconds: { minimum: 1, maximum: 30 },
  },
};

/** Fields that the server requires though the OpenAPI does not say so. */
export const REQUIRED = {
  'core.v1.Container': ['name', 'image'],
  'core.v1.PodSpec': ['containers'],
  'core.v1.PersistentVolumeClaimSpec': ['accessModes', 'resources'],
  'core.v1.ConfigMapVolumeSource': ['name'],
  'core.v1.SecretVolumeSource': ['secretName'],
  'core.v1.ConfigMapKeySelector': ['name'],
  'core.v1.SecretKeySelector': ['name'],
  'networking.v1.IngressClassSpec': ['controller'],
  'apps.v1.StatefulSetSpec': ['selector', 'template'],
  'admissionregistration.v1.NamedRuleWithOperations': ['operations', 'apiGroups', 'apiVersions', 'resources'],
  'admissionregistration.v1.RuleWithOperations': ['operations', 'apiGroups', 'apiVersions', 'resources'],
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': ['matchConstraints'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['schema'],
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': ['policyName', 'validationActions'],
};

/** Fields that the OpenAPI requires and the server does not: their zero value is good. */
export const OPTIONAL = {
  'discovery.v1.EndpointSlice': ['endpoints'],
  'rbac.v1.RoleRef': ['apiGroup'],
  'scheduling.v1.PriorityClass': ['value'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.HTTPHeader': ['value'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
};
