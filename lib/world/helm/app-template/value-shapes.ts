// What values the chart's schema lets pass, one row a definition: rows of 3.x (3), of 4.x (4), of both (-).
// Facts of the published schema of the library chart `common` at the tags 3.7.3 and 4.1.1, without its descriptions, written
// in the notation of shape.ts. A later chart accepts more: what follows of it is in versions.ts.

/** The rows, `version name = shape`; an indented line goes on with the row above it. @internal */
export const VALUE_SHAPES = `
4 values = {global: {nameOverride: text|null, fullnameOverride: text|null, alwaysAppendIdentifierToResourceName:
    bool, propagateGlobalMetadataToPods: bool, labels: @labels, annotations: @annotations, ...},
    defaultPodOptionsStrategy: "overwrite"|"merge", defaultPodOptions: @pod.options, controllers: {*:
    @controllers}, serviceAccount: {*: @serviceAccount}, configMaps: {*: @configmap}, secrets: {*: @secret},
    ingress: {*: @ingress}, route: {*: @route}, service: {*: @service}, serviceMonitor: {*: @serviceMonitor},
    networkpolicies: {*: @networkpolicy}, persistence: {*: @persistence}, rbac: {roles: {*: @rbac.role},
    bindings: {*: @rbac.roleBinding}}, rawResources: {*: @rawResource}, ...}
3 values = {global: {nameOverride: text|null, fullnameOverride: text|null, propagateGlobalMetadataToPods: bool,
    labels: @labels, annotations: @annotations, ...}, defaultPodOptions: @pod.options, controllers: ?{*:
    @controllers}, enforceServiceAccountCreation: bool, serviceAccount: @serviceAccount.settings, configMaps:
    ?{*: @configmap}, secrets: ?{*: @secret}, ingress: ?{*: @ingress}, route: ?{*: @route}, service: ?{*:
    @service}, serviceMonitor: ?{*: @serviceMonitor}, networkpolicies: ?{*: @networkpolicy}, persistence: ?{*:
    @persistence}, rawResources: ?{*: @rawResource}, ...}
4 configmap = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, includeInChecksum: bool,
    annotations: @annotations, labels: @labels, data: {*: text}, binaryData: {*: text}} & one(has(data);
    has(binaryData))
3 configmap = {enabled: bool, includeInChecksum: bool, annotations: @annotations, labels: @labels, nameOverride:
    text, data: {*: text}, binaryData: {*: text}} & one(has(data); has(binaryData))
- containers.container = {enabled: bool, args: @containers.args, command: @containers.command, dependsOn:
    one([text]; text), env: @containers.env, envFrom: @containers.envFrom, image: @containers.image, lifecycle:
    @lifecycle, nameOverride: text, ports: [@containerPort], probes: {liveness: @containers.probe, readiness:
    @containers.probe, startup: @containers.probe}, resources: @resourceRequirements, restartPolicy: text,
    securityContext: @containerSecurityContext, stdin: bool, terminationMessagePath: text,
    terminationMessagePolicy: "File"|"FallbackToLogsOnError", tty: bool, workingDir: text}
- containers.args = one([text]; text)
- containers.command = one([text]; text)
- containers.env = one([some(@envVars.envVarListItem; @envVars.valueFromListItem)]; {*:
    some(@envVars.envVarValue; @envVars.envVarItem; @envVars.valueFromItem)})
- containers.envFrom = [{configMap: text, configMapRef: {name: text, identifier: text, optional: bool} &
    one(has(name); has(identifier)), prefix: text|null, secret: text, secretRef: {name: text, identifier: text,
    optional: bool} & one(has(name); has(identifier))}]
- containers.image = {pullPolicy: "Always"|"IfNotPresent"|"Never", repository: text, tag: text|number}
- containers.probe = ?{enabled: bool, custom: bool, path: text, port: number|text, service: text, spec: @probe,
    type: "TCP"|"HTTP"|"HTTPS"|"GRPC"|"AUTO"}
4 controllers = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, type:
    "deployment"|"statefulset"|"daemonset"|"cronjob"|"job", annotations: @annotations, labels: @labels, pod:
    @pod.options, replicas: int|null, revisionHistoryLimit: int, rollingUpdate: map, strategy: text, cronjob:
    @controllers.cronjob, job: @controllers.job, statefulset: @controllers.statefulset,
    applyDefaultContainerOptionsToInitContainers: bool, defaultContainerOptionsStrategy: "overwrite"|"merge",
    defaultContainerOptions: {args: @containers.args, command: @containers.command, env: @containers.env,
    envFrom: @containers.envFrom, image: @containers.image, resources: @resourceRequirements, securityContext:
    @containerSecurityContext}, initContainers: {*: @containers.container}, containers: {*:
    @containers.container}, serviceAccount: {name: text, identifier: text, ...}} & when(?{type: "deployment",
    ...}; none(statefulset, cronjob, job, daemonset)) & when(?{type!: "statefulset", ...}; none(cronjob, job,
    daemonset)) & when(?{type!: "cronjob", ...}; none(statefulset, job, daemonset) & has(cronjob)) &
    when(?{type!: "job", ...}; none(statefulset, cronjob, daemonset))
3 controllers = {enabled: bool, type: "deployment"|"statefulset"|"daemonset"|"cronjob"|"job", annotations:
    @annotations, labels: @labels, nameOverride: text, pod: @pod.options, replicas: int|null,
    revisionHistoryLimit: int, rollingUpdate: map, strategy: text, cronjob: @controllers.cronjob, job:
    @controllers.job, statefulset: @controllers.statefulset, applyDefaultContainerOptionsToInitContainers: bool,
    defaultContainerOptionsStrategy: "overwrite"|"merge", defaultContainerOptions: {args: @containers.args,
    command: @containers.command, env: @containers.env, envFrom: @containers.envFrom, image: @containers.image,
    resources: @resourceRequirements, securityContext: @containerSecurityContext}, initContainers: {*:
    @containers.container}, containers: {*: @containers.container}, serviceAccount: {name: text, identifier:
    text, ...}} & when(?{type: "deployment", ...}; none(statefulset, cronjob, job, daemonset)) & when(?{type!:
    "statefulset", ...}; none(cronjob, job, daemonset)) & when(?{type!: "cronjob", ...}; none(statefulset, job,
    daemonset) & has(cronjob)) & when(?{type!: "job", ...}; none(statefulset, cronjob, daemonset))
4 controllers.statefulset = {podManagementPolicy: text, persistentVolumeClaimRetentionPolicy: {whenDeleted:
    "Delete"|"Retain", whenScaled: "Delete"|"Retain"}, serviceName: one(text; {identifier: text}),
    volumeClaimTemplates: [@controllers.statefulset.volumeClaimTemplate]}
3 controllers.statefulset = {podManagementPolicy: text, persistentVolumeClaimRetentionPolicy: {whenDeleted:
    "Delete"|"Retain", whenScaled: "Delete"|"Retain"}, volumeClaimTemplates:
    [@controllers.statefulset.volumeClaimTemplate]}
- controllers.statefulset.volumeClaimTemplate = {enabled: bool, accessMode: text, advancedMounts: {*:
    @persistence.mountPathCollection}, annotations: @annotations, dataSource: @persistence.dataSourceReference,
    dataSourceRef: @persistence.dataSourceReference, globalMounts: @persistence.globalMounts, labels: @labels,
    name!: text, size!: text, storageClass: text}
- controllers.cronjob = {backoffLimit: int, concurrencyPolicy: text, failedJobsHistory: int, parallelism: int,
    schedule!: text, startingDeadlineSeconds: int, successfulJobsHistory: int, suspend: bool, timeZone: text,
    activeDeadlineSeconds: int, ttlSecondsAfterFinished: int}
- controllers.job = {backoffLimit: int, completions, completionMode, parallelism: int, suspend: bool,
    activeDeadlineSeconds: int, ttlSecondsAfterFinished: int}
4 resourceIdentifier = {forceRename: text, prefix: text, suffix: text, ...} & not(some(has(forceRename, suffix);
    has(forceRename, prefix)))
- annotations = {*: text|null}|null
- labels = {*: text|null}|null
- envVars.envVarValue = text|number|bool|null
- envVars.envVarListItem = {name!: text, value!: @envVars.envVarValue}
- envVars.envVarItem = {value!: @envVars.envVarValue, dependsOn: @envVars.envVarDependsOn}
- envVars.valueFromListItem = one(@envVars.valueFromListItemExplicit; @envVars.valueFromListItemImplicit)
- envVars.valueFromListItemExplicit = {name!: text, valueFrom!: @envVars.valueFromOptions}
- envVars.valueFromListItemImplicit = {name!: text, fieldRef: @envVars.fieldRefSelector, resourceFieldRef:
    @envVars.resourceFieldRefSelector, secretKeyRef: @envVars.objectKeySelector, configMapKeyRef:
    @envVars.objectKeySelector} & atMostOne(fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef)
- envVars.valueFromItem = one(@envVars.valueFromItemExplicit; @envVars.valueFromItemImplicit)
- envVars.valueFromItemExplicit = {valueFrom!: @envVars.valueFromOptions, dependsOn: @envVars.envVarDependsOn}
- envVars.valueFromItemImplicit = {fieldRef: @envVars.fieldRefSelector, resourceFieldRef:
    @envVars.resourceFieldRefSelector, secretKeyRef: @envVars.objectKeySelector, configMapKeyRef:
    @envVars.objectKeySelector, dependsOn: @envVars.envVarDependsOn} & atMostOne(fieldRef, resourceFieldRef,
    secretKeyRef, configMapKeyRef)
- envVars.valueFromOptions = map & one(@envVars.fieldRef; @envVars.resourceFieldRef; @envVars.secretKeyRef;
    @envVars.configMapKeyRef)
- envVars.secretKeyRef = {secretKeyRef!: @envVars.objectKeySelector}
- envVars.configMapKeyRef = {configMapKeyRef!: @envVars.objectKeySelector}
- envVars.fieldRef = {fieldRef!: @envVars.fieldRefSelector}
- envVars.fieldRefSelector = {apiVersion: text, fieldPath!: text}
- envVars.resourceFieldRef = {resourceFieldRef!: @envVars.resourceFieldRefSelector}
- envVars.resourceFieldRefSelector = {containerName: text, divisor: one(text; number), resource!: text}
- envVars.envVarDependsOn = one(text; [text])
- envVars.objectKeySelector = {name!: text, key!: text}
4 ingress = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations,
    className: text, defaultBackend: @ingressBackend, hosts: [@ingress.hostEntry], labels: @labels, tls:
    [@ingress.tlsEntry]}
3 ingress = {enabled: bool, annotations: @annotations, className: text, defaultBackend: @ingressBackend, hosts:
    [@ingress.hostEntry], labels: @labels, nameOverride: text, tls: [@ingress.tlsEntry]}
4 ingress.hostEntry = ?{host!: text, paths!: [?{path!: text, pathType: text, service:
    one(@ingress.serviceReferenceByName; @ingress.serviceReferenceByIdentifier)}]}
3 ingress.hostEntry = ?{host!: text, paths!: [?{path!: text, pathType: text, service!:
    one(@ingress.serviceReferenceByName; @ingress.serviceReferenceByIdentifier)}]}
- ingress.tlsEntry = ?{hosts!: [text], secretName: text}
- ingress.serviceReferenceByName = {name!: text, port!: int}
4 ingress.serviceReferenceByIdentifier = {identifier: text, port: text|int}
3 ingress.serviceReferenceByIdentifier = {identifier!: text, port: text|int}
- hostAlias = {hostnames: [text], ip: text}
- localObjectReference = {name: text, ...}
- nodeSelectorRequirement = {key!: text, operator!: text, values: [text]}
- nodeSelectorTerm = {matchExpressions: [@nodeSelectorRequirement], matchFields: [@nodeSelectorRequirement]}
- nodeSelector = {nodeSelectorTerms!: [@nodeSelectorTerm]}
- affinity = {nodeAffinity: @nodeAffinity, podAffinity: @podAffinity, podAntiAffinity: @podAntiAffinity}
- nodeAffinity = {preferredDuringSchedulingIgnoredDuringExecution: [@preferredSchedulingTerm],
    requiredDuringSchedulingIgnoredDuringExecution: @nodeSelector}
- podAffinity = {preferredDuringSchedulingIgnoredDuringExecution: [@weightedPodAffinityTerm],
    requiredDuringSchedulingIgnoredDuringExecution: [@podAffinityTerm]}
- weightedPodAffinityTerm = {podAffinityTerm!: @podAffinityTerm, weight!: int}
- podAffinityTerm = {labelSelector: @labelSelector, matchLabelKeys: [text], mismatchLabelKeys: [text],
    namespaceSelector: @labelSelector, namespaces: [text], topologyKey!: text}
- podAntiAffinity = {preferredDuringSchedulingIgnoredDuringExecution: [@weightedPodAffinityTerm],
    requiredDuringSchedulingIgnoredDuringExecution: [@podAffinityTerm]}
- preferredSchedulingTerm = {preference!: @nodeSelectorTerm, weight!: int}
- podDNSConfig = {nameservers: [text], options: [@podDNSConfigOption], searches: [text]}
- podDNSConfigOption = {name: text, value: text}
- seccompProfile = {localhostProfile: text, type!: text}
- sELinuxOptions = {level: text, role: text, type: text, user: text}
- sysctl = {name!: text, value!: text}
- podSecurityContext = {fsGroup: int, fsGroupChangePolicy: text, runAsGroup: int, runAsNonRoot: bool, runAsUser:
    int, seLinuxOptions: @sELinuxOptions, seccompProfile: @seccompProfile, supplementalGroups: [int], sysctls:
    [@sysctl]}
- toleration = {effect: text, key: text, operator: text, tolerationSeconds: int, value: text}
- topologySpreadConstraint = {labelSelector: @labelSelector, matchLabelKeys: [text], maxSkew!: int, minDomains:
    int, nodeAffinityPolicy: text, nodeTaintsPolicy: text, topologyKey!: text, whenUnsatisfiable!: text}
- labelSelector = {matchExpressions: [@labelSelectorRequirement], matchLabels: {*: text}}
- labelSelectorRequirement = {key!: text, operator!: text, values: [text]}
- containerPort = {containerPort!: int|null, hostIP: text|null, hostPort: int|null, name: text|null, protocol:
    text|null}
- execAction = {command: [text|null]|null, ...}
- gRPCAction = {port!: int|null, service: text|null, ...}
- hTTPHeader = {name!: text|null, value!: text|null, ...}
- hTTPGetAction = {host: text|null, httpHeaders: [@hTTPHeader]|null, path: text|null, port!: text|int, scheme:
    text|null, ...}
- sleepAction = {seconds!: int, ...}
- tCPSocketAction = {host: text|null, port!: text|int, ...}
- probe = {exec: @execAction, failureThreshold: int|null, grpc: @gRPCAction, httpGet: @hTTPGetAction,
    initialDelaySeconds: int|null, periodSeconds: int|null, successThreshold: int|null, tcpSocket:
    @tCPSocketAction, terminationGracePeriodSeconds: int|null, timeoutSeconds: int|null, ...}
- resourceRequirements = {claims: [?{name!: text, ...}]|null, limits: {*: @resourceQuantity}|null, requests: {*:
    @resourceQuantity}|null}
- resourceQuantity = one(text; number)
- containerSecurityContext = any
- lifecycle = {postStart: @lifecycleHandler, preStop: @lifecycleHandler, ...}
- lifecycleHandler = {exec: @execAction, httpGet: @hTTPGetAction, sleep: @sleepAction, tcpSocket:
    @tCPSocketAction, ...}
- iPBlock = {cidr!: text, except: [text], ...}
- networkPolicyPeer = {ipBlock: @iPBlock, namespaceSelector: @labelSelector, podSelector: @labelSelector, ...}
- networkPolicyPort = {endPort: int, port: text|int, protocol: text, ...}
- networkPolicyEgressRule = {ports: [@networkPolicyPort], to: [@networkPolicyPeer], ...}
- networkPolicyIngressRule = {from: [@networkPolicyPeer], ports: [@networkPolicyPort], ...}
- ingressBackend = {resource: {apiGroup: text, kind!: text, name!: text, ...}, service: {name!: text, port:
    {name: text, number: int, ...}, ...}, ...}
4 networkpolicy = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations,
    controller: text, labels: @labels, podSelector, policyTypes: [text], rules!: {ingress:
    [@networkPolicyIngressRule], egress: [@networkPolicyEgressRule]}}
3 networkpolicy = {enabled: bool, annotations: @annotations, controller: text, labels: @labels, nameOverride:
    text, podSelector, policyTypes: [text], rules!: {ingress: [@networkPolicyIngressRule], egress:
    [@networkPolicyEgressRule]}}
- persistence = one(@persistence.persistentVolumeClaimItem;
    @persistence.persistentVolumeClaimWithExistingClaimItem; @persistence.configMapItem;
    @persistence.secretItem; @persistence.nfsItem; @persistence.emptyDirItem; @persistence.hostPathItem;
    @persistence.customItem)
4 persistence.persistentVolumeClaimItem = @resourceIdentifier & {type: "persistentVolumeClaim", forceRename,
    prefix, suffix, enabled: bool, accessMode!: text, annotations: @annotations, dataSource:
    @persistence.dataSourceReference, dataSourceRef: @persistence.dataSourceReference, labels: @labels, retain:
    bool, size!: text, storageClass: text, volumeName: text, advancedMounts: @persistence.advancedMounts,
    globalMounts: @persistence.globalMounts}
3 persistence.persistentVolumeClaimItem = {type: "persistentVolumeClaim", enabled: bool, accessMode!: text,
    annotations: @annotations, dataSource: @persistence.dataSourceReference, dataSourceRef:
    @persistence.dataSourceReference, labels: @labels, nameOverride: text, retain: bool, size!: text,
    storageClass: text, volumeName: text, advancedMounts: @persistence.advancedMounts, globalMounts:
    @persistence.globalMounts}
- persistence.persistentVolumeClaimWithExistingClaimItem = {type: "persistentVolumeClaim", enabled: bool,
    existingClaim!: text, advancedMounts: @persistence.advancedMounts, globalMounts: @persistence.globalMounts}
- persistence.configMapItem = {type: "configMap", enabled: bool, name: text, identifier: text, defaultMode: int,
    items: [{key: text, mode: int, path: text, ...}], advancedMounts: @persistence.advancedMounts, globalMounts:
    @persistence.globalMounts} & one(has(name); has(identifier))
- persistence.secretItem = {type: "secret", enabled: bool, name: text, identifier: text, defaultMode: int,
    items: [{key: text, mode: int, path: text, ...}], advancedMounts: @persistence.advancedMounts, globalMounts:
    @persistence.globalMounts} & one(has(name); has(identifier))
- persistence.nfsItem = {type: "nfs", enabled: bool, path!: text, server!: text, advancedMounts:
    @persistence.advancedMounts, globalMounts: @persistence.globalMounts}
- persistence.emptyDirItem = {type: "emptyDir", enabled: bool, medium: text, sizeLimit: text, advancedMounts:
    @persistence.advancedMounts, globalMounts: @persistence.globalMounts}
- persistence.hostPathItem = {type: "hostPath", enabled: bool, hostPath: text, hostPathType: text,
    advancedMounts: @persistence.advancedMounts, globalMounts: @persistence.globalMounts}
- persistence.customItem = {type: "custom", enabled: bool, volumeSpec!: map, globalMounts:
    @persistence.globalMounts, advancedMounts: @persistence.advancedMounts}
- persistence.dataSourceReference = {apiGroup: text, kind!: text, name!: text}
- persistence.globalMounts = [@persistence.mountPath]
- persistence.advancedMounts = ?{*: {*: @persistence.mountPathCollection}}
- persistence.mountPathCollection = [@persistence.mountPath]
4 persistence.mountPath = ?{path: text, readOnly: bool, subPath: text, subPathExpr: text, mountPropagation:
    text}
3 persistence.mountPath = ?{path: text, readOnly: bool, subPath: text, mountPropagation: text}
4 pod.options = {affinity: @affinity, annotations: @annotations, automountServiceAccountToken: bool, dnsConfig:
    @podDNSConfig, dnsPolicy: text, enableServiceLinks: bool, hostAliases: [@hostAlias], hostIPC: bool,
    hostNetwork: bool, hostPID: bool, hostUsers: bool|null, hostname: text, imagePullSecrets:
    [@localObjectReference], labels: @annotations, nodeSelector: {*: text}, priorityClassName: text, resources:
    @resourceRequirements, restartPolicy: text, runtimeClassName: text, schedulerName: text, securityContext:
    @podSecurityContext, shareProcessNamespace: bool|null, terminationGracePeriodSeconds: int|null, tolerations:
    [@toleration], topologySpreadConstraints: [@topologySpreadConstraint]}
3 pod.options = {affinity: @affinity, annotations: @annotations, automountServiceAccountToken: bool, dnsConfig:
    @podDNSConfig, dnsPolicy: text, enableServiceLinks: bool, hostAliases: [@hostAlias], hostIPC: bool,
    hostNetwork: bool, hostPID: bool, hostUsers: bool|null, hostname: text, imagePullSecrets:
    [@localObjectReference], labels: @annotations, nodeSelector: {*: text}, priorityClassName: text,
    restartPolicy: text, runtimeClassName: text, schedulerName: text, securityContext: @podSecurityContext,
    shareProcessNamespace: bool|null, terminationGracePeriodSeconds: int|null, tolerations: [@toleration],
    topologySpreadConstraints: [@topologySpreadConstraint]}
4 rawResource = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, apiVersion!: text, kind!:
    text, annotations: @annotations, labels: @labels, spec!}
3 rawResource = {enabled: bool, apiVersion!: text, kind!: text, annotations: @annotations, labels: @labels,
    nameOverride: text, forceRename: text, spec!}
4 rbac.role = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, type!: "Role"|"ClusterRole",
    annotations: @annotations, labels: @labels, rules!: list}
4 rbac.roleBinding = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, type!:
    "RoleBinding"|"ClusterRoleBinding", annotations: @annotations, labels: @labels, roleRef!: {identifier: text,
    name: text, kind: "Role"|"ClusterRole", ...} & one(has(identifier); has(name, kind)), subjects!:
    [{identifier: text, name: text, kind: text, namespace: text, ...} & one(has(identifier); has(name, kind,
    namespace))]}
4 route = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations, labels:
    @labels, hostnames: [text], kind: "GRPCRoute"|"HTTPRoute"|"TCPRoute"|"TLSRoute"|"UDPRoute", parentRefs:
    [{group: text, kind: text, namespace: text, name!: text, sectionName: text, port: int}], rules:
    [{backendRefs: [{group: text, kind: text, namespace: text, name: text, identifier: text, port: text|int,
    weight: int}], matches: [{path: {type: text, value: text}}], filters: [any], sessionPersistence: map,
    timeouts: map}]}
3 route = {enabled: bool, annotations: @annotations, hostnames: [text], kind:
    "GRPCRoute"|"HTTPRoute"|"TCPRoute"|"TLSRoute"|"UDPRoute", labels: @labels, nameOverride: text, parentRefs:
    [{group: text, kind: text, namespace: text, name!: text, sectionName: text}], rules: [{backendRefs: [{group:
    text, kind: text, namespace: text, name: text, port: text|int, weight: int}], matches: [{path: {type: text,
    value: text}}], filters: [any], timeouts: map}]}
4 secret = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, includeInChecksum: bool,
    annotations: @annotations, labels: @labels, type: text, stringData!: {*: text}}
3 secret = {enabled: bool, includeInChecksum: bool, annotations: @annotations, labels: @labels, nameOverride:
    text, type: text, stringData!: {*: text}}
4 service = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations,
    labels: @labels, type: text, clusterIP: text, externalName: text, loadBalancerIP: text,
    loadBalancerSourceRanges: [text], loadBalancerClass: text, internalTrafficPolicy: "Cluster"|"Local",
    externalTrafficPolicy: "Cluster"|"Local", allocateLoadBalancerNodePorts: bool, sessionAffinity:
    "None"|"ClientIP", sessionAffinityConfig: map, externalIPs: [text], publishNotReadyAddresses: bool,
    ipFamilyPolicy: "SingleStack"|"PreferDualStack"|"RequireDualStack", ipFamilies: ["IPv4"|"IPv6"], ports: {*:
    @service.servicePort}, primary: bool, controller: text, extraSelectorLabels}
3 service = {enabled: bool, annotations: @annotations, labels: @labels, nameOverride: text, type: text,
    clusterIP: text, externalName: text, loadBalancerIP: text, loadBalancerSourceRanges: [text],
    loadBalancerClass: text, internalTrafficPolicy: "Cluster"|"Local", externalTrafficPolicy: "Cluster"|"Local",
    allocateLoadBalancerNodePorts: bool, sessionAffinity: "None"|"ClientIP", sessionAffinityConfig: map,
    externalIPs: [text], publishNotReadyAddresses: bool, ipFamilyPolicy:
    "SingleStack"|"PreferDualStack"|"RequireDualStack", ipFamilies: ["IPv4"|"IPv6"], ports: {*:
    @service.servicePort}, primary: bool, controller!: text, extraSelectorLabels}
- service.servicePort = {enabled: bool, primary: bool, port!: text|int, protocol: "HTTP"|"HTTPS"|"TCP"|"UDP",
    targetPort: text|int, nodePort: text|int, appProtocol: text}
4 serviceAccount = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations,
    labels: @labels, staticToken: bool}
4 serviceMonitor = @resourceIdentifier & {forceRename, prefix, suffix, enabled: bool, annotations: @annotations,
    labels: @labels, endpoints: [map], selector: {matchLabels: {*: text}, matchExpressions: [{key: text,
    operator: text, values: [text]}]}, service: one({name!: text}; {identifier!: text}), serviceName: text,
    targetLabels: list} & when(has(selector); not(has(serviceName, service))) & when(has(serviceName);
    not(has(selector, service))) & when(has(service); not(has(selector, serviceName)))
3 serviceMonitor = {enabled: bool, annotations: @annotations, labels: @labels, nameOverride: text, endpoints:
    [map], selector: {matchLabels: {*: text}, matchExpressions: [{key: text, operator: text, values: [text]}]},
    serviceName: text, targetLabels: list} & one(has(serviceName); has(selector)) & when(has(selector);
    not(has(serviceName))) & when(has(serviceName); not(has(selector)))
3 serviceAccount.settings = {create: bool, name: text, annotations: @annotations, labels: @labels,
    extraServiceAccounts: {*: {create: bool, name: text, annotations: @annotations, labels: @labels}}}
`;
