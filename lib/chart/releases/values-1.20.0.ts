// Every value path of chart 1.20.0 with its types and default, one per line. Source: values.schema.json and values.yaml of the chart,
// read once by tabulation; never edited by hand.
//   path types [default as JSON] [| enum]
// Types: s string, b boolean, i integer, n number, l list, m map, e one of the enum, - null, ? read by the chart but declared nowhere.
// A map without a default exists because something inside it has one.
export const VALUES_1_20_0 = `
MTU i 0
affinity m
affinity.podAntiAffinity m
affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"k8s-app": "cilium"}}}]
agent b true
agentNotReadyTaintKey s "node.cilium.io/agent-not-ready"
aksbyocni m
aksbyocni.enabled b false
alibabacloud m
alibabacloud.enabled b false
alibabacloud.nodeSpec m
alibabacloud.nodeSpec.securityGroupTags l []
alibabacloud.nodeSpec.securityGroups l []
alibabacloud.nodeSpec.vSwitchTags l []
alibabacloud.nodeSpec.vSwitches l []
annotateK8sNode b false
annotations m {}
apiRateLimit -s null
authentication m
authentication.enabled b false
authentication.gcInterval s "5m0s"
authentication.mutual m
authentication.mutual.connectTimeout s "5s"
authentication.mutual.port i 4250
authentication.mutual.spire m
authentication.mutual.spire.adminSocketPath s "/run/spire/sockets/admin.sock"
authentication.mutual.spire.agentSocketPath s "/run/spire/sockets/agent/agent.sock"
authentication.mutual.spire.annotations m {}
authentication.mutual.spire.connectionTimeout s "30s"
authentication.mutual.spire.enabled b false
authentication.mutual.spire.install m
authentication.mutual.spire.install.agent m
authentication.mutual.spire.install.agent.affinity m {}
authentication.mutual.spire.install.agent.annotations m {}
authentication.mutual.spire.install.agent.image m
authentication.mutual.spire.install.agent.image.digest s "sha256:1d042e4040466686e0ee46f74981ff2167c86adfadca19b3835946f4d6047536"
authentication.mutual.spire.install.agent.image.override -s null
authentication.mutual.spire.install.agent.image.pullPolicy s "IfNotPresent"
authentication.mutual.spire.install.agent.image.repository s "ghcr.io/spiffe/spire-agent"
authentication.mutual.spire.install.agent.image.tag s "1.15.2"
authentication.mutual.spire.install.agent.image.useDigest b true
authentication.mutual.spire.install.agent.labels m {}
authentication.mutual.spire.install.agent.nodeSelector m {}
authentication.mutual.spire.install.agent.podSecurityContext m {}
authentication.mutual.spire.install.agent.priorityClassName s ""
authentication.mutual.spire.install.agent.resources m {}
authentication.mutual.spire.install.agent.securityContext m {}
authentication.mutual.spire.install.agent.serviceAccount m
authentication.mutual.spire.install.agent.serviceAccount.create b true
authentication.mutual.spire.install.agent.serviceAccount.name s "spire-agent"
authentication.mutual.spire.install.agent.skipKubeletVerification b true
authentication.mutual.spire.install.agent.tolerations l [{"key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"}, {"key": "node-role.kubernetes.io/master", "effect": "NoSchedule"}, {"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"}, {"key": "node.cloudprovider.kubernetes.io/uninitialized", "effect": "NoSchedule", "value": "true"}, {"key": "CriticalAddonsOnly", "operator": "Exists"}]
authentication.mutual.spire.install.enabled b true
authentication.mutual.spire.install.existingNamespace b false
authentication.mutual.spire.install.initImage m
authentication.mutual.spire.install.initImage.digest s "sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d"
authentication.mutual.spire.install.initImage.override -s null
authentication.mutual.spire.install.initImage.pullPolicy s "IfNotPresent"
authentication.mutual.spire.install.initImage.repository s "docker.io/library/busybox"
authentication.mutual.spire.install.initImage.tag s "1.38.0"
authentication.mutual.spire.install.initImage.useDigest b true
authentication.mutual.spire.install.namespace s "cilium-spire"
authentication.mutual.spire.install.server m
authentication.mutual.spire.install.server.affinity m {}
authentication.mutual.spire.install.server.annotations m {}
authentication.mutual.spire.install.server.ca m
authentication.mutual.spire.install.server.ca.keyType s "rsa-4096"
authentication.mutual.spire.install.server.ca.subject m
authentication.mutual.spire.install.server.ca.subject.commonName s "Cilium SPIRE CA"
authentication.mutual.spire.install.server.ca.subject.country s "US"
authentication.mutual.spire.install.server.ca.subject.organization s "SPIRE"
authentication.mutual.spire.install.server.dataStorage m
authentication.mutual.spire.install.server.dataStorage.accessMode s "ReadWriteOnce"
authentication.mutual.spire.install.server.dataStorage.enabled b true
authentication.mutual.spire.install.server.dataStorage.size s "1Gi"
authentication.mutual.spire.install.server.dataStorage.storageClass -s null
authentication.mutual.spire.install.server.image m
authentication.mutual.spire.install.server.image.digest s "sha256:aa74ef1be86bc8e0684007d84a4d9859d294384d842c30425048d73429f3216e"
authentication.mutual.spire.install.server.image.override -s null
authentication.mutual.spire.install.server.image.pullPolicy s "IfNotPresent"
authentication.mutual.spire.install.server.image.repository s "ghcr.io/spiffe/spire-server"
authentication.mutual.spire.install.server.image.tag s "1.15.2"
authentication.mutual.spire.install.server.image.useDigest b true
authentication.mutual.spire.install.server.initContainers l []
authentication.mutual.spire.install.server.labels m {}
authentication.mutual.spire.install.server.nodeSelector m {}
authentication.mutual.spire.install.server.podSecurityContext m {}
authentication.mutual.spire.install.server.priorityClassName s ""
authentication.mutual.spire.install.server.resources m {}
authentication.mutual.spire.install.server.securityContext m {}
authentication.mutual.spire.install.server.service m
authentication.mutual.spire.install.server.service.annotations m {}
authentication.mutual.spire.install.server.service.labels m {}
authentication.mutual.spire.install.server.service.type s "ClusterIP"
authentication.mutual.spire.install.server.serviceAccount m
authentication.mutual.spire.install.server.serviceAccount.create b true
authentication.mutual.spire.install.server.serviceAccount.name s "spire-server"
authentication.mutual.spire.install.server.tolerations l []
authentication.mutual.spire.serverAddress -s null
authentication.mutual.spire.trustDomain s "spiffe.cilium"
authentication.queueSize i 1024
authentication.rotatedIdentitiesQueueSize i 1024
autoDirectNodeRoutes bs false
azure m
azure.clientID ?
azure.clientSecret ?
azure.enabled b false
azure.nodeSpec m
azure.nodeSpec.azureInterfaceName s ""
azure.resourceGroup ?
azure.subscriptionID ?
azure.tenantID ?
azure.usePrimaryAddress ?
azure.userAssignedIdentityID ?
bandwidthManager m
bandwidthManager.bbr b false
bandwidthManager.bbrHostNamespaceOnly b false
bandwidthManager.enabled b false
bgpControlPlane m
bgpControlPlane.enabled b false
bgpControlPlane.legacyOriginAttribute m
bgpControlPlane.legacyOriginAttribute.enabled b false
bgpControlPlane.routerIDAllocation m
bgpControlPlane.routerIDAllocation.ipPool s ""
bgpControlPlane.routerIDAllocation.mode s "default"
bgpControlPlane.secretsNamespace m
bgpControlPlane.secretsNamespace.create b false
bgpControlPlane.secretsNamespace.name s "kube-system"
bgpControlPlane.statusReport m
bgpControlPlane.statusReport.enabled b true
bpf m
bpf.authMapMax -i null
bpf.autoMount m
bpf.autoMount.enabled b true
bpf.ctAccounting b false
bpf.ctAnyMax -i null
bpf.ctTcpMax -i null
bpf.datapathMode s "veth"
bpf.disableExternalIPMitigation b false
bpf.distributedLRU m
bpf.distributedLRU.enabled b false
bpf.enableTCX b true
bpf.events m
bpf.events.default m
bpf.events.default.burstLimit -i null
bpf.events.default.rateLimit -i null
bpf.events.drop m
bpf.events.drop.enabled b true
bpf.events.policyVerdict m
bpf.events.policyVerdict.enabled b true
bpf.events.trace m
bpf.events.trace.enabled b true
bpf.hostLegacyRouting -b null
bpf.lbAlgorithmAnnotation b false
bpf.lbExternalClusterIP b false
bpf.lbMapMax -i 65536
bpf.lbModeAnnotation b false
bpf.lbSourceRangeAllTypes b false
bpf.mapDynamicSizeRatio -ns null
bpf.masquerade -b null
bpf.monitorAggregation s "medium"
bpf.monitorFlags s "all"
bpf.monitorInterval s "5s"
bpf.monitorTraceIPOption -i 0
bpf.natMax -i null
bpf.neighMax -i null
bpf.nodeMapMax -i null
bpf.policyMapMax -i 16384
bpf.policyMapPressureMetricsThreshold -n null
bpf.policyStatsMapMax -i 65536
bpf.preallocateMaps b false
bpf.root s "/sys/fs/bpf"
bpf.tproxy -b null
bpf.vlanBypass -l null
bpfClockProbe b false
certgen m
certgen.affinity m {}
certgen.annotations m
certgen.annotations.cronJob m {}
certgen.annotations.job m {}
certgen.cronJob m
certgen.cronJob.failedJobsHistoryLimit i 1
certgen.cronJob.successfulJobsHistoryLimit i 3
certgen.enforceCAValidityThroughoutLeavesDuration b true
certgen.extraVolumeMounts l []
certgen.extraVolumes l []
certgen.generateCA b true
certgen.image m
certgen.image.digest s "sha256:e65f1d15a0ffaf2df32797c8ad1c797fc64dad11c274cd96a2eafa89d712cdc3"
certgen.image.override -s null
certgen.image.pullPolicy s "IfNotPresent"
certgen.image.repository s "quay.io/cilium/certgen"
certgen.image.tag s "v0.4.8"
certgen.image.useDigest b true
certgen.nodeSelector m {}
certgen.podLabels m {}
certgen.priorityClassName s ""
certgen.resources m {}
certgen.tolerations l []
certgen.ttlSecondsAfterFinished -i null
cgroup m
cgroup.autoMount m
cgroup.autoMount.enabled b true
cgroup.autoMount.resources m {}
cgroup.hostRoot s "/run/cilium/cgroupv2"
ciliumEndpointSlice m
ciliumEndpointSlice.enabled b false
ciliumEndpointSlice.rateLimits l [{"nodes": 0, "limit": 10, "burst": 20}, {"nodes": 100, "limit": 50, "burst": 100}]
cleanBpfState b false
cleanState b false
cluster m
cluster.id i 0
cluster.name s "default"
clusterHealthPort ?
clustermesh m
clustermesh.annotations m {}
clustermesh.apiserver m
clustermesh.apiserver.affinity m
clustermesh.apiserver.affinity.podAntiAffinity m
clustermesh.apiserver.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution l [{"weight": 100, "podAffinityTerm": {"labelSelector": {"matchLabels": {"k8s-app": "clustermesh-apiserver"}}, "topologyKey": "kubernetes.io/hostname"}}]
clustermesh.apiserver.etcd m
clustermesh.apiserver.etcd.init m
clustermesh.apiserver.etcd.init.extraArgs l []
clustermesh.apiserver.etcd.init.extraEnv l []
clustermesh.apiserver.etcd.init.resources m {}
clustermesh.apiserver.etcd.lifecycle m {}
clustermesh.apiserver.etcd.resources m {}
clustermesh.apiserver.etcd.securityContext m
clustermesh.apiserver.etcd.securityContext.allowPrivilegeEscalation b false
clustermesh.apiserver.etcd.securityContext.capabilities m
clustermesh.apiserver.etcd.securityContext.capabilities.drop l ["ALL"]
clustermesh.apiserver.etcd.storageMedium e "Disk" | Disk,Memory
clustermesh.apiserver.etcdQPS i 50
clustermesh.apiserver.extraArgs l []
clustermesh.apiserver.extraEnv l []
clustermesh.apiserver.extraVolumeMounts l []
clustermesh.apiserver.extraVolumes l []
clustermesh.apiserver.healthPort i 9880
clustermesh.apiserver.image m
clustermesh.apiserver.image.digest s "sha256:c791d0c334d4515d40041b2660d50a1b94b0179ef1d3c120bd350aebc9115e92"
clustermesh.apiserver.image.override -s null
clustermesh.apiserver.image.pullPolicy s "IfNotPresent"
clustermesh.apiserver.image.repository s "quay.io/cilium/clustermesh-apiserver"
clustermesh.apiserver.image.tag s "v1.20.0"
clustermesh.apiserver.image.useDigest b true
clustermesh.apiserver.kvstoremesh m
clustermesh.apiserver.kvstoremesh.enabled b true
clustermesh.apiserver.kvstoremesh.etcdQPS i 100
clustermesh.apiserver.kvstoremesh.extraArgs l []
clustermesh.apiserver.kvstoremesh.extraEnv l []
clustermesh.apiserver.kvstoremesh.extraVolumeMounts l []
clustermesh.apiserver.kvstoremesh.healthPort i 9881
clustermesh.apiserver.kvstoremesh.kvstoreMode s "internal"
clustermesh.apiserver.kvstoremesh.lifecycle m {}
clustermesh.apiserver.kvstoremesh.readinessProbe m {}
clustermesh.apiserver.kvstoremesh.resources m {}
clustermesh.apiserver.kvstoremesh.securityContext m
clustermesh.apiserver.kvstoremesh.securityContext.allowPrivilegeEscalation b false
clustermesh.apiserver.kvstoremesh.securityContext.capabilities m
clustermesh.apiserver.kvstoremesh.securityContext.capabilities.drop l ["ALL"]
clustermesh.apiserver.lifecycle m {}
clustermesh.apiserver.metrics m
clustermesh.apiserver.metrics.enabled b true
clustermesh.apiserver.metrics.etcd m
clustermesh.apiserver.metrics.etcd.enabled b true
clustermesh.apiserver.metrics.etcd.mode s "basic"
clustermesh.apiserver.metrics.etcd.port i 9963
clustermesh.apiserver.metrics.kvstoremesh m
clustermesh.apiserver.metrics.kvstoremesh.enabled b true
clustermesh.apiserver.metrics.kvstoremesh.port i 9964
clustermesh.apiserver.metrics.port i 9962
clustermesh.apiserver.metrics.serviceMonitor m
clustermesh.apiserver.metrics.serviceMonitor.annotations m {}
clustermesh.apiserver.metrics.serviceMonitor.enabled b false
clustermesh.apiserver.metrics.serviceMonitor.etcd m
clustermesh.apiserver.metrics.serviceMonitor.etcd.interval s "10s"
clustermesh.apiserver.metrics.serviceMonitor.etcd.metricRelabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.etcd.relabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.etcd.scrapeTimeout -s null
clustermesh.apiserver.metrics.serviceMonitor.interval s "10s"
clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh m
clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.interval s "10s"
clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.metricRelabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.relabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.scrapeTimeout -s null
clustermesh.apiserver.metrics.serviceMonitor.labels m {}
clustermesh.apiserver.metrics.serviceMonitor.metricRelabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.namespace ?
clustermesh.apiserver.metrics.serviceMonitor.relabelings -l null
clustermesh.apiserver.metrics.serviceMonitor.scrapeTimeout -s null
clustermesh.apiserver.nodeSelector m
clustermesh.apiserver.nodeSelector.kubernetes.io/os s "linux"
clustermesh.apiserver.podAnnotations m {}
clustermesh.apiserver.podDisruptionBudget m
clustermesh.apiserver.podDisruptionBudget.enabled b false
clustermesh.apiserver.podDisruptionBudget.maxUnavailable -is 1
clustermesh.apiserver.podDisruptionBudget.minAvailable -is null
clustermesh.apiserver.podDisruptionBudget.unhealthyPodEvictionPolicy -s null
clustermesh.apiserver.podLabels m {}
clustermesh.apiserver.podSecurityContext m
clustermesh.apiserver.podSecurityContext.fsGroup i 65532
clustermesh.apiserver.podSecurityContext.runAsGroup i 65532
clustermesh.apiserver.podSecurityContext.runAsNonRoot b true
clustermesh.apiserver.podSecurityContext.runAsUser i 65532
clustermesh.apiserver.priorityClassName s ""
clustermesh.apiserver.readinessProbe m {}
clustermesh.apiserver.replicas i 1
clustermesh.apiserver.resources m {}
clustermesh.apiserver.securityContext m
clustermesh.apiserver.securityContext.allowPrivilegeEscalation b false
clustermesh.apiserver.securityContext.capabilities m
clustermesh.apiserver.securityContext.capabilities.drop l ["ALL"]
clustermesh.apiserver.service m
clustermesh.apiserver.service.annotations m {}
clustermesh.apiserver.service.enableSessionAffinity e "HAOnly" | HAOnly,Always,Never
clustermesh.apiserver.service.externalTrafficPolicy e "Cluster" | Local,Cluster
clustermesh.apiserver.service.externallyCreated b false
clustermesh.apiserver.service.internalTrafficPolicy e "Cluster" | Local,Cluster
clustermesh.apiserver.service.labels m {}
clustermesh.apiserver.service.loadBalancerClass -s null
clustermesh.apiserver.service.loadBalancerIP -s null
clustermesh.apiserver.service.loadBalancerSourceRanges l []
clustermesh.apiserver.service.nodePort i 32379
clustermesh.apiserver.service.type s "NodePort"
clustermesh.apiserver.terminationGracePeriodSeconds i 30
clustermesh.apiserver.tls m
clustermesh.apiserver.tls.authMode s "migration"
clustermesh.apiserver.tls.auto m
clustermesh.apiserver.tls.auto.certManagerIssuerRef m {}
clustermesh.apiserver.tls.auto.certValidityDuration i 365
clustermesh.apiserver.tls.auto.enabled b true
clustermesh.apiserver.tls.auto.method s "helm"
clustermesh.apiserver.tls.auto.privateKey m {}
clustermesh.apiserver.tls.auto.schedule s "0 0 1 */4 *"
clustermesh.apiserver.tls.auto.server m
clustermesh.apiserver.tls.auto.server.extraDnsNames l []
clustermesh.apiserver.tls.auto.server.extraIpAddresses l []
clustermesh.apiserver.tls.auto.subject m {}
clustermesh.apiserver.tolerations l []
clustermesh.apiserver.topologySpreadConstraints l []
clustermesh.apiserver.updateStrategy m
clustermesh.apiserver.updateStrategy.rollingUpdate m
clustermesh.apiserver.updateStrategy.rollingUpdate.maxSurge is 1
clustermesh.apiserver.updateStrategy.rollingUpdate.maxUnavailable is 0
clustermesh.apiserver.updateStrategy.type s "RollingUpdate"
clustermesh.cacheTTL s "0s"
clustermesh.config m
clustermesh.config.clusters ml []
clustermesh.config.domain s "mesh.cilium.io"
clustermesh.config.enabled b false
clustermesh.defaultGlobalNamespace b true
clustermesh.disableKubernetesHostAliases ?
clustermesh.enableEndpointSliceSynchronization b false
clustermesh.maxConnectedClusters i 255
clustermesh.mcsapi m
clustermesh.mcsapi.corednsAutoConfigure m
clustermesh.mcsapi.corednsAutoConfigure.affinity m {}
clustermesh.mcsapi.corednsAutoConfigure.annotations m {}
clustermesh.mcsapi.corednsAutoConfigure.coredns m
clustermesh.mcsapi.corednsAutoConfigure.coredns.clusterDomain s "cluster.local"
clustermesh.mcsapi.corednsAutoConfigure.coredns.clustersetDomain s "clusterset.local"
clustermesh.mcsapi.corednsAutoConfigure.coredns.configMapName s "coredns"
clustermesh.mcsapi.corednsAutoConfigure.coredns.deploymentName s "coredns"
clustermesh.mcsapi.corednsAutoConfigure.coredns.namespace s "kube-system"
clustermesh.mcsapi.corednsAutoConfigure.coredns.serviceAccountName s "coredns"
clustermesh.mcsapi.corednsAutoConfigure.enabled b false
clustermesh.mcsapi.corednsAutoConfigure.extraArgs l []
clustermesh.mcsapi.corednsAutoConfigure.extraVolumeMounts l []
clustermesh.mcsapi.corednsAutoConfigure.extraVolumes l []
clustermesh.mcsapi.corednsAutoConfigure.nodeSelector m {}
clustermesh.mcsapi.corednsAutoConfigure.podLabels m {}
clustermesh.mcsapi.corednsAutoConfigure.priorityClassName s ""
clustermesh.mcsapi.corednsAutoConfigure.resources m {}
clustermesh.mcsapi.corednsAutoConfigure.tolerations l []
clustermesh.mcsapi.corednsAutoConfigure.ttlSecondsAfterFinished i 1800
clustermesh.mcsapi.enabled b false
clustermesh.mcsapi.installCRDs b true
clustermesh.policyDefaultLocalCluster b true
clustermesh.useAPIServer b false
cni m
cni.binPath s "/opt/cni/bin"
cni.chainingMode -s null
cni.chainingTarget -s null
cni.confFileMountPath s "/tmp/cni-configuration"
cni.confPath s "/etc/cni/net.d"
cni.configMap s ""
cni.configMapKey s "cni-config"
cni.customConf b false
cni.enableRouteMTUForCNIChaining b false
cni.exclusive b true
cni.externalRouting ?
cni.hostConfDirMountPath s "/host/etc/cni/net.d"
cni.install b true
cni.iptablesRemoveAWSRules b true
cni.logFile s "/var/run/cilium/cilium-cni.log"
cni.readCniConf ?
cni.resources m
cni.resources.limits m
cni.resources.limits.cpu is 1
cni.resources.limits.memory s "1Gi"
cni.resources.requests m
cni.resources.requests.cpu is "100m"
cni.resources.requests.memory s "10Mi"
cni.uninstall b false
commonLabels -m {}
configDriftDetection m
configDriftDetection.driftChecker b true
configDriftDetection.enabled b true
configDriftDetection.ignoredKeys l []
connectivityProbeFrequencyRatio -n null
conntrackGCInterval s ""
conntrackGCMaxInterval s ""
crdWaitTimeout s ""
daemon m
daemon.allowedConfigOverrides -s null
daemon.blockedConfigOverrides -s null
daemon.configSources -s null
daemon.enableSourceIPVerification -b true
daemon.runPath s "/var/run/cilium"
dashboards m
dashboards.annotations m {}
dashboards.enabled b false
dashboards.label s "grafana_dashboard"
dashboards.labelValue s "1"
dashboards.namespace -s null
datapathPlugins m
datapathPlugins.enabled b false
datapathPlugins.stateDir s "/var/run/cilium/plugins"
debug m
debug.enabled b false
debug.metricsSamplingInterval -s "5m"
debug.verbose -s null
defaultLBServiceIPAM s "lbipam"
devices -sl ""
directRoutingSkipUnreachable b false
disableEndpointCRD b false
disableEnvoyVersionCheck ?
disableIptablesFeederRules ?
dnsPolicy s ""
dnsPolicyUnloadOnShutdown ?
dnsProxy m
dnsProxy.dnsRejectResponseCode s "refused"
dnsProxy.enableDnsCompression b true
dnsProxy.enableTransparentMode ?
dnsProxy.endpointMaxIpPerHostname i 1000
dnsProxy.idleConnectionGracePeriod s "0s"
dnsProxy.maxDeferredConnectionDeletes i 10000
dnsProxy.minTtl i 0
dnsProxy.preAllocateIdentities b true
dnsProxy.preCache s ""
dnsProxy.proxyPort i 0
dnsProxy.proxyResponseMaxDelay s "100ms"
dnsProxy.socketLingerTimeout i 10
egressGateway m
egressGateway.enabled b false
egressGateway.maxPolicyEntries ?
egressGateway.reconciliationTriggerInterval s "1s"
egressMasqueradeInterfaces ?
enableCnpStatusUpdates ?
enableCriticalPriorityClass b true
enableIPv4BIGTCP b false
enableIPv4Masquerade -b null
enableIPv6BIGTCP b false
enableIPv6Masquerade b true
enableIdentityMark ?
enableInternalTrafficPolicy b true
enableK8sEventHandover ?
enableLBIPAM b true
enableMasqueradeRouteSource b false
enableNoServiceEndpointsRoutable b true
enableNonDefaultDenyPolicies b true
enableXTSocketFallback b true
encryption m
encryption.enabled b false
encryption.ipsec m
encryption.ipsec.interface s ""
encryption.ipsec.keyFile s "keys"
encryption.ipsec.keyRotationDuration s "5m"
encryption.ipsec.keyWatcher b true
encryption.ipsec.mountPath s "/etc/ipsec"
encryption.ipsec.secretName s "cilium-ipsec-keys"
encryption.nodeEncryption b false
encryption.strictMode m
encryption.strictMode.egress m
encryption.strictMode.egress.allowRemoteNodeIdentities b false
encryption.strictMode.egress.cidr s ""
encryption.strictMode.egress.enabled b false
encryption.strictMode.ingress m
encryption.strictMode.ingress.enabled b false
encryption.type s "ipsec"
encryption.wireguard m
encryption.wireguard.persistentKeepalive s "0s"
encryption.ztunnel m
encryption.ztunnel.affinity m {}
encryption.ztunnel.annotations m {}
encryption.ztunnel.ca m
encryption.ztunnel.ca.type e "internal" | spire,internal
encryption.ztunnel.caAddress s "https://localhost:15012"
encryption.ztunnel.extraEnv l []
encryption.ztunnel.extraVolumeMounts l []
encryption.ztunnel.extraVolumes l []
encryption.ztunnel.healthPort i 15021
encryption.ztunnel.image m
encryption.ztunnel.image.digest s "sha256:884de5adde400e39f58e36c7a729f7690466ca4a8eb4c2a8daa9c1c025115b24"
encryption.ztunnel.image.override -s null
encryption.ztunnel.image.pullPolicy s "IfNotPresent"
encryption.ztunnel.image.repository s "quay.io/cilium/ztunnel"
encryption.ztunnel.image.tag s "v1.0.0"
encryption.ztunnel.image.useDigest b true
encryption.ztunnel.minReadySeconds i 0
encryption.ztunnel.nodeSelector m
encryption.ztunnel.nodeSelector.kubernetes.io/os s "linux"
encryption.ztunnel.podAnnotations m {}
encryption.ztunnel.podLabels m {}
encryption.ztunnel.priorityClassName -s null
encryption.ztunnel.readinessProbe m
encryption.ztunnel.readinessProbe.failureThreshold i 3
encryption.ztunnel.readinessProbe.initialDelaySeconds i 0
encryption.ztunnel.readinessProbe.periodSeconds i 10
encryption.ztunnel.resources m
encryption.ztunnel.resources.requests m
encryption.ztunnel.resources.requests.cpu s "200m"
encryption.ztunnel.resources.requests.memory s "512Mi"
encryption.ztunnel.secrets m
encryption.ztunnel.secrets.bootstrapRootCert -s null
encryption.ztunnel.terminationGracePeriodSeconds i 30
encryption.ztunnel.tolerations l [{"effect": "NoSchedule", "operator": "Exists"}, {"key": "CriticalAddonsOnly", "operator": "Exists"}, {"effect": "NoExecute", "operator": "Exists"}]
encryption.ztunnel.updateStrategy m
encryption.ztunnel.updateStrategy.rollingUpdate m
encryption.ztunnel.updateStrategy.rollingUpdate.maxSurge i 1
encryption.ztunnel.updateStrategy.rollingUpdate.maxUnavailable i 0
encryption.ztunnel.updateStrategy.type s "RollingUpdate"
endpointHealthChecking m
endpointHealthChecking.enabled b true
endpointLockdownOnMapOverflow b false
endpointPolicyUpdateTimeoutDuration - null
endpointRoutes m
endpointRoutes.enabled bs false
eni m
eni.awsEnablePrefixDelegation b false
eni.awsReleaseExcessIPs b false
eni.ec2APIEndpoint s ""
eni.enabled b false
eni.eniTags m {}
eni.gcInterval s ""
eni.gcTags m {}
eni.iamRole s ""
eni.instanceTagsFilter l []
eni.nodeSpec m
eni.nodeSpec.deleteOnTermination -b null
eni.nodeSpec.disablePrefixDelegation b false
eni.nodeSpec.excludeInterfaceTags l []
eni.nodeSpec.firstInterfaceIndex -i null
eni.nodeSpec.securityGroupTags l []
eni.nodeSpec.securityGroups l []
eni.nodeSpec.subnetIDs l []
eni.nodeSpec.subnetTags l []
eni.nodeSpec.usePrimaryAddress b false
eni.subnetIDsFilter l []
eni.subnetTagsFilter l []
envoy m
envoy.affinity m
envoy.affinity.nodeAffinity m
envoy.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution m
envoy.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms l [{"matchExpressions": [{"key": "cilium.io/no-schedule", "operator": "NotIn", "values": ["true"]}]}]
envoy.affinity.podAffinity m
envoy.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"k8s-app": "cilium"}}}]
envoy.affinity.podAntiAffinity m
envoy.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"k8s-app": "cilium-envoy"}}}]
envoy.annotations m {}
envoy.baseID i 0
envoy.bootstrapConfigMap -s null
envoy.clusterMaxConnections i 1024
envoy.clusterMaxPendingRequests i 1024
envoy.clusterMaxRequests i 1024
envoy.connectTimeoutSeconds i 2
envoy.debug m
envoy.debug.admin m
envoy.debug.admin.enabled b false
envoy.debug.admin.port i 9901
envoy.dnsPolicy -s null
envoy.enabled -b null
envoy.extraArgs l []
envoy.extraContainers l []
envoy.extraEnv l []
envoy.extraHostPathMounts l []
envoy.extraVolumeMounts l []
envoy.extraVolumes l []
envoy.healthPort i 9878
envoy.httpRetryCount i 3
envoy.httpUpstreamLingerTimeout - null
envoy.idleTimeoutDurationSeconds i 60
envoy.image m
envoy.image.digest s "sha256:583057dd4f7d54cd41efff3c413aa0b148ac201f522e2c3336851fa89c78b039"
envoy.image.override -s null
envoy.image.pullPolicy s "IfNotPresent"
envoy.image.repository s "quay.io/cilium/cilium-envoy"
envoy.image.tag s "v1.37.5-1782911245-7cffc778c923f68a77954a53b1a98d6b5353f004"
envoy.image.useDigest b true
envoy.initContainers l []
envoy.initialFetchTimeoutSeconds i 30
envoy.livenessProbe m
envoy.livenessProbe.enabled b true
envoy.livenessProbe.failureThreshold i 10
envoy.livenessProbe.initialDelaySeconds i 0
envoy.livenessProbe.periodSeconds i 30
envoy.livenessProbe.timeoutSeconds i 5
envoy.log m
envoy.log.accessLogBufferSize -i 4096
envoy.log.accessLogEnabled b true
envoy.log.defaultLevel e- null | trace,debug,info,warning,error,critical,off
envoy.log.format -s "[%Y-%m-%d %T.%e][%t][%l][%n] [%g:%#] %v"
envoy.log.format_json -m null
envoy.log.path s ""
envoy.maxConcurrentRetries i 128
envoy.maxConnectionDurationSeconds i 0
envoy.maxGlobalDownstreamConnections i 50000
envoy.maxRequestsPerConnection i 0
envoy.minReadySeconds i 0
envoy.nodeLocality m
envoy.nodeLocality.enabled b false
envoy.nodeSelector m
envoy.nodeSelector.kubernetes.io/os s "linux"
envoy.podAnnotations m {}
envoy.podLabels m {}
envoy.podSecurityContext m
envoy.podSecurityContext.appArmorProfile m
envoy.podSecurityContext.appArmorProfile.type s "Unconfined"
envoy.policyRestoreTimeoutDuration -s null
envoy.priorityClassName -s null
envoy.prometheus m
envoy.prometheus.enabled b true
envoy.prometheus.port s "9964"
envoy.prometheus.serviceMonitor m
envoy.prometheus.serviceMonitor.annotations m {}
envoy.prometheus.serviceMonitor.enabled b false
envoy.prometheus.serviceMonitor.interval s "10s"
envoy.prometheus.serviceMonitor.labels m {}
envoy.prometheus.serviceMonitor.metricRelabelings -l null
envoy.prometheus.serviceMonitor.namespace ?
envoy.prometheus.serviceMonitor.relabelings l [{"sourceLabels": ["__meta_kubernetes_pod_node_name"], "targetLabel": "node", "action": "replace", "replacement": "\${1}"}]
envoy.prometheus.serviceMonitor.scrapeTimeout -s null
envoy.readinessProbe m
envoy.readinessProbe.failureThreshold i 3
envoy.readinessProbe.initialDelaySeconds i 0
envoy.readinessProbe.periodSeconds i 30
envoy.readinessProbe.timeoutSeconds i 5
envoy.resources m {}
envoy.rollOutPods b false
envoy.securityContext m
envoy.securityContext.capabilities m
envoy.securityContext.capabilities.envoy l ["NET_ADMIN", "SYS_ADMIN"]
envoy.securityContext.capabilities.keepCapNetBindService b false
envoy.securityContext.privileged b false
envoy.securityContext.seLinuxOptions m
envoy.securityContext.seLinuxOptions.level s "s0"
envoy.securityContext.seLinuxOptions.type s "spc_t"
envoy.startupProbe m
envoy.startupProbe.enabled b true
envoy.startupProbe.failureThreshold i 105
envoy.startupProbe.initialDelaySeconds i 5
envoy.startupProbe.periodSeconds i 2
envoy.startupProbe.timeoutSeconds i 5
envoy.streamIdleTimeoutDurationSeconds i 300
envoy.terminationGracePeriodSeconds i 1
envoy.tolerations l [{"operator": "Exists"}]
envoy.updateStrategy m
envoy.updateStrategy.rollingUpdate m
envoy.updateStrategy.rollingUpdate.maxUnavailable is 2
envoy.updateStrategy.type s "RollingUpdate"
envoy.useOriginalSourceAddress b true
envoy.xdsMode e- null | split,ads,strict-ads
envoy.xffNumTrustedHopsL7PolicyEgress i 0
envoy.xffNumTrustedHopsL7PolicyIngress i 0
envoyConfig m
envoyConfig.enabled b false
envoyConfig.retryInterval s "15s"
envoyConfig.secretsNamespace m
envoyConfig.secretsNamespace.create b true
envoyConfig.secretsNamespace.name s "cilium-secrets"
etcd m
etcd.enabled b false
etcd.endpoints l ["https://CHANGE-ME:2379"]
etcd.ssl b false
extraArgs l []
extraConfig m {}
extraContainers l []
extraEnv l []
extraHostPathMounts l []
extraInitContainers l []
extraVolumeMounts l []
extraVolumes l []
forceDeviceDetection b false
fragmentTracking ?
gatewayAPI m
gatewayAPI.enableAlpn b false
gatewayAPI.enableAppProtocol b false
gatewayAPI.enableProxyProtocol b false
gatewayAPI.enabled b false
gatewayAPI.externalTrafficPolicy s "Cluster"
gatewayAPI.gatewayClass m
gatewayAPI.gatewayClass.create bs "auto"
gatewayAPI.hostNetwork m
gatewayAPI.hostNetwork.enabled b false
gatewayAPI.hostNetwork.nodes m
gatewayAPI.hostNetwork.nodes.matchLabels m {}
gatewayAPI.secretsNamespace m
gatewayAPI.secretsNamespace.create b true
gatewayAPI.secretsNamespace.name s "cilium-secrets"
gatewayAPI.secretsNamespace.sync b true
gatewayAPI.useRemoteAddress -b true
gatewayAPI.xffNumTrustedHops i 0
gke m
gke.enabled b false
global m
healthCheckICMPFailureThreshold i 3
healthChecking b true
healthPort i 9879
hostFirewall m
hostFirewall.enabled b false
hostServices ?
hubble m
hubble.annotations m {}
hubble.dropEventEmitter m
hubble.dropEventEmitter.enabled b false
hubble.dropEventEmitter.interval s "2m"
hubble.dropEventEmitter.reasons l ["auth_required", "policy_denied"]
hubble.enabled b true
hubble.eventBufferCapacity ?
hubble.eventQueueSize ?
hubble.export m
hubble.export.aggregationInterval ?
hubble.export.dynamic m
hubble.export.dynamic.config m
hubble.export.dynamic.config.configMapName s "cilium-flowlog-config"
hubble.export.dynamic.config.content l [{"name": "all", "fieldMask": [], "fieldAggregate": [], "aggregationInterval": "0s", "includeFilters": [], "excludeFilters": [], "filePath": "/var/run/cilium/hubble/events.log", "fileMaxSizeMb": 10, "fileMaxBackups": 5, "fileCompress": false}]
hubble.export.dynamic.config.createConfigMap b true
hubble.export.dynamic.enabled b false
hubble.export.fileCompress ?
hubble.export.fileMaxBackups ?
hubble.export.fileMaxSizeMb ?
hubble.export.static m
hubble.export.static.aggregationInterval s "0s"
hubble.export.static.allowList l []
hubble.export.static.denyList l []
hubble.export.static.enabled b false
hubble.export.static.fieldAggregate l []
hubble.export.static.fieldMask l []
hubble.export.static.fileCompress b false
hubble.export.static.fileMaxBackups i 5
hubble.export.static.fileMaxSizeMb i 10
hubble.export.static.filePath s "/var/run/cilium/hubble/events.log"
hubble.hostUsers -b null
hubble.listenAddress s ":4244"
hubble.lostEventSendInterval ?
hubble.metrics m
hubble.metrics.dashboards m
hubble.metrics.dashboards.annotations m {}
hubble.metrics.dashboards.enabled b false
hubble.metrics.dashboards.label s "grafana_dashboard"
hubble.metrics.dashboards.labelValue s "1"
hubble.metrics.dashboards.namespace -s null
hubble.metrics.dynamic m
hubble.metrics.dynamic.config m
hubble.metrics.dynamic.config.configMapName s "cilium-dynamic-metrics-config"
hubble.metrics.dynamic.config.content l []
hubble.metrics.dynamic.config.createConfigMap b true
hubble.metrics.dynamic.enabled b false
hubble.metrics.enableOpenMetrics b false
hubble.metrics.enabled -l null
hubble.metrics.port i 9965
hubble.metrics.serviceAnnotations m {}
hubble.metrics.serviceMonitor m
hubble.metrics.serviceMonitor.annotations m {}
hubble.metrics.serviceMonitor.enabled b false
hubble.metrics.serviceMonitor.interval s "10s"
hubble.metrics.serviceMonitor.jobLabel s ""
hubble.metrics.serviceMonitor.labels m {}
hubble.metrics.serviceMonitor.metricRelabelings -l null
hubble.metrics.serviceMonitor.relabelings l [{"sourceLabels": ["__meta_kubernetes_pod_node_name"], "targetLabel": "node", "action": "replace", "replacement": "\${1}"}]
hubble.metrics.serviceMonitor.scrapeTimeout -s null
hubble.metrics.serviceMonitor.tlsConfig m {}
hubble.metrics.tls m
hubble.metrics.tls.enabled b false
hubble.metrics.tls.server m
hubble.metrics.tls.server.cert s ""
hubble.metrics.tls.server.existingSecret s ""
hubble.metrics.tls.server.extraDnsNames l []
hubble.metrics.tls.server.extraIpAddresses l []
hubble.metrics.tls.server.key s ""
hubble.metrics.tls.server.mtls m
hubble.metrics.tls.server.mtls.enabled b false
hubble.metrics.tls.server.mtls.key s "ca.crt"
hubble.metrics.tls.server.mtls.name - null
hubble.metrics.tls.server.mtls.useSecret b false
hubble.networkPolicyCorrelation m
hubble.networkPolicyCorrelation.enabled b true
hubble.peerService m
hubble.peerService.clusterDomain s "cluster.local"
hubble.peerService.servicePort ?
hubble.peerService.targetPort i 4244
hubble.preferIpv6 b false
hubble.redact m
hubble.redact.enabled b false
hubble.redact.http m
hubble.redact.http.headers m
hubble.redact.http.headers.allow l []
hubble.redact.http.headers.deny l []
hubble.redact.http.urlQuery b false
hubble.redact.http.userInfo b true
hubble.relay m
hubble.relay.affinity m
hubble.relay.affinity.podAffinity m
hubble.relay.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"k8s-app": "cilium"}}}]
hubble.relay.annotations m {}
hubble.relay.enabled b false
hubble.relay.extraEnv l []
hubble.relay.extraVolumeMounts l []
hubble.relay.extraVolumes l []
hubble.relay.gops m
hubble.relay.gops.enabled b true
hubble.relay.gops.port i 9893
hubble.relay.image m
hubble.relay.image.digest s "sha256:2ca16981c7eb98df0ba9c9d18896bb9ca628b5cbd40dc9801339f4741f91ee94"
hubble.relay.image.override -s null
hubble.relay.image.pullPolicy s "IfNotPresent"
hubble.relay.image.repository s "quay.io/cilium/hubble-relay"
hubble.relay.image.tag s "v1.20.0"
hubble.relay.image.useDigest b true
hubble.relay.listenHost s ""
hubble.relay.listenPort s "4245"
hubble.relay.logOptions m
hubble.relay.logOptions.format -s null
hubble.relay.logOptions.level -s null
hubble.relay.nodeSelector m
hubble.relay.nodeSelector.kubernetes.io/os s "linux"
hubble.relay.podAnnotations m {}
hubble.relay.podDisruptionBudget m
hubble.relay.podDisruptionBudget.enabled b false
hubble.relay.podDisruptionBudget.maxUnavailable -is 1
hubble.relay.podDisruptionBudget.minAvailable -is null
hubble.relay.podDisruptionBudget.unhealthyPodEvictionPolicy -s null
hubble.relay.podLabels m {}
hubble.relay.podSecurityContext m
hubble.relay.podSecurityContext.fsGroup i 65532
hubble.relay.podSecurityContext.seccompProfile m
hubble.relay.podSecurityContext.seccompProfile.type s "RuntimeDefault"
hubble.relay.pprof m
hubble.relay.pprof.address s "localhost"
hubble.relay.pprof.blockProfileRate i 0
hubble.relay.pprof.enabled b false
hubble.relay.pprof.mutexProfileFraction i 0
hubble.relay.pprof.port i 6062
hubble.relay.priorityClassName s ""
hubble.relay.prometheus m
hubble.relay.prometheus.enabled b false
hubble.relay.prometheus.port i 9966
hubble.relay.prometheus.serviceMonitor m
hubble.relay.prometheus.serviceMonitor.annotations m {}
hubble.relay.prometheus.serviceMonitor.enabled b false
hubble.relay.prometheus.serviceMonitor.interval s "10s"
hubble.relay.prometheus.serviceMonitor.labels m {}
hubble.relay.prometheus.serviceMonitor.metricRelabelings -l null
hubble.relay.prometheus.serviceMonitor.namespace ?
hubble.relay.prometheus.serviceMonitor.relabelings -l null
hubble.relay.prometheus.serviceMonitor.scrapeTimeout -s null
hubble.relay.replicas i 1
hubble.relay.resources m {}
hubble.relay.retryTimeout -s null
hubble.relay.rollOutPods b false
hubble.relay.securityContext m
hubble.relay.securityContext.allowPrivilegeEscalation b false
hubble.relay.securityContext.capabilities m
hubble.relay.securityContext.capabilities.drop l ["ALL"]
hubble.relay.securityContext.readOnlyRootFilesystem b true
hubble.relay.securityContext.runAsGroup i 65532
hubble.relay.securityContext.runAsNonRoot b true
hubble.relay.securityContext.runAsUser i 65532
hubble.relay.securityContext.seccompProfile m
hubble.relay.securityContext.seccompProfile.type s "RuntimeDefault"
hubble.relay.service m
hubble.relay.service.nodePort i 31234
hubble.relay.service.type s "ClusterIP"
hubble.relay.servicePort ?
hubble.relay.sortBufferDrainTimeout -s null
hubble.relay.sortBufferLenMax -i null
hubble.relay.terminationGracePeriodSeconds i 1
hubble.relay.tls m
hubble.relay.tls.client m
hubble.relay.tls.client.cert s ""
hubble.relay.tls.client.existingSecret s ""
hubble.relay.tls.client.key s ""
hubble.relay.tls.server m
hubble.relay.tls.server.cert s ""
hubble.relay.tls.server.enabled b false
hubble.relay.tls.server.existingSecret s ""
hubble.relay.tls.server.extraDnsNames l []
hubble.relay.tls.server.extraIpAddresses l []
hubble.relay.tls.server.key s ""
hubble.relay.tls.server.mtls b false
hubble.relay.tls.server.relayName s "ui.hubble-relay.cilium.io"
hubble.relay.tolerations l []
hubble.relay.topologySpreadConstraints l []
hubble.relay.updateStrategy m
hubble.relay.updateStrategy.rollingUpdate m
hubble.relay.updateStrategy.rollingUpdate.maxUnavailable is 1
hubble.relay.updateStrategy.type s "RollingUpdate"
hubble.skipUnknownCGroupIDs -b null
hubble.socketPath s "/var/run/cilium/hubble.sock"
hubble.tls m
hubble.tls.auto m
hubble.tls.auto.certManagerIssuerRef m {}
hubble.tls.auto.certValidityDuration i 365
hubble.tls.auto.enabled b true
hubble.tls.auto.method s "helm"
hubble.tls.auto.privateKey m {}
hubble.tls.auto.schedule s "0 0 1 */4 *"
hubble.tls.auto.subject m {}
hubble.tls.enabled b true
hubble.tls.server m
hubble.tls.server.cert s ""
hubble.tls.server.existingSecret s ""
hubble.tls.server.extraDnsNames l []
hubble.tls.server.extraIpAddresses l []
hubble.tls.server.key s ""
hubble.ui m
hubble.ui.affinity m {}
hubble.ui.annotations m {}
hubble.ui.backend m
hubble.ui.backend.extraEnv l []
hubble.ui.backend.extraVolumeMounts l []
hubble.ui.backend.extraVolumes l []
hubble.ui.backend.image m
hubble.ui.backend.image.digest s "sha256:fac0c300ae119274edca11fd89b1ad23c788792d8bc4ea2ba631c709e8d3c688"
hubble.ui.backend.image.override -s null
hubble.ui.backend.image.pullPolicy s "IfNotPresent"
hubble.ui.backend.image.repository s "quay.io/cilium/hubble-ui-backend"
hubble.ui.backend.image.tag s "v0.13.5"
hubble.ui.backend.image.useDigest b true
hubble.ui.backend.resources m {}
hubble.ui.backend.securityContext m
hubble.ui.backend.securityContext.allowPrivilegeEscalation b false
hubble.ui.backend.securityContext.capabilities m
hubble.ui.backend.securityContext.capabilities.drop l ["ALL"]
hubble.ui.baseUrl s "/"
hubble.ui.enabled b false
hubble.ui.frontend m
hubble.ui.frontend.extraEnv l []
hubble.ui.frontend.extraVolumeMounts l []
hubble.ui.frontend.extraVolumes l []
hubble.ui.frontend.image m
hubble.ui.frontend.image.digest s "sha256:f7d514fc54d784ed6df9d58cf0e97648b143f92b766dd1780ed3fc845bd4c516"
hubble.ui.frontend.image.override -s null
hubble.ui.frontend.image.pullPolicy s "IfNotPresent"
hubble.ui.frontend.image.repository s "quay.io/cilium/hubble-ui"
hubble.ui.frontend.image.tag s "v0.13.5"
hubble.ui.frontend.image.useDigest b true
hubble.ui.frontend.resources m {}
hubble.ui.frontend.securityContext m
hubble.ui.frontend.securityContext.allowPrivilegeEscalation b false
hubble.ui.frontend.securityContext.capabilities m
hubble.ui.frontend.securityContext.capabilities.drop l ["ALL"]
hubble.ui.frontend.server m
hubble.ui.frontend.server.ipv6 m
hubble.ui.frontend.server.ipv6.enabled b true
hubble.ui.ingress m
hubble.ui.ingress.annotations m {}
hubble.ui.ingress.className s ""
hubble.ui.ingress.enabled b false
hubble.ui.ingress.hosts l ["chart-example.local"]
hubble.ui.ingress.labels m {}
hubble.ui.ingress.tls l []
hubble.ui.labels m {}
hubble.ui.nodeSelector m
hubble.ui.nodeSelector.kubernetes.io/os s "linux"
hubble.ui.podAnnotations m {}
hubble.ui.podDisruptionBudget m
hubble.ui.podDisruptionBudget.enabled b false
hubble.ui.podDisruptionBudget.maxUnavailable -is 1
hubble.ui.podDisruptionBudget.minAvailable -is null
hubble.ui.podDisruptionBudget.unhealthyPodEvictionPolicy -s null
hubble.ui.podLabels m {}
hubble.ui.priorityClassName s ""
hubble.ui.replicas i 1
hubble.ui.rollOutPods b false
hubble.ui.securityContext m
hubble.ui.securityContext.fsGroup i 1001
hubble.ui.securityContext.runAsGroup i 1001
hubble.ui.securityContext.runAsNonRoot b true
hubble.ui.securityContext.runAsUser i 1001
hubble.ui.securityContext.seccompProfile m
hubble.ui.securityContext.seccompProfile.type s "RuntimeDefault"
hubble.ui.service m
hubble.ui.service.annotations m {}
hubble.ui.service.labels m {}
hubble.ui.service.nodePort i 31235
hubble.ui.service.type s "ClusterIP"
hubble.ui.standalone m
hubble.ui.standalone.enabled b false
hubble.ui.standalone.tls m
hubble.ui.standalone.tls.certsVolume m {}
hubble.ui.tls m
hubble.ui.tls.client m
hubble.ui.tls.client.cert s ""
hubble.ui.tls.client.existingSecret s ""
hubble.ui.tls.client.key s ""
hubble.ui.tmpVolume m {}
hubble.ui.tolerations l []
hubble.ui.topologySpreadConstraints l []
hubble.ui.updateStrategy m
hubble.ui.updateStrategy.rollingUpdate m
hubble.ui.updateStrategy.rollingUpdate.maxUnavailable is 1
hubble.ui.updateStrategy.type s "RollingUpdate"
identityAllocationMode s "crd"
identityChangeGracePeriod s ""
identityManagementMode e "agent" | agent,operator,both
image m
image.digest s "sha256:383968cd5e8873f7976fa76aa6196045643558f4cc9518a207b9335cb24a0e93"
image.override -s null
image.pullPolicy s "IfNotPresent"
image.repository s "quay.io/cilium/cilium"
image.tag s "v1.20.0"
image.useDigest b true
imagePullSecrets l []
ingressController m
ingressController.default b false
ingressController.defaultSecretName -s null
ingressController.defaultSecretNamespace -s null
ingressController.enableProxyProtocol b false
ingressController.enabled b false
ingressController.enforceHttps b true
ingressController.hostNetwork m
ingressController.hostNetwork.enabled b false
ingressController.hostNetwork.httpPort i 0
ingressController.hostNetwork.httpsPort i 0
ingressController.hostNetwork.nodes m
ingressController.hostNetwork.nodes.matchLabels m {}
ingressController.hostNetwork.sharedListenerPort i 8080
ingressController.hostNetwork.tlsPassthroughPort i 0
ingressController.ingressLBAnnotationPrefixes l ["lbipam.cilium.io", "nodeipam.cilium.io", "service.beta.kubernetes.io", "service.kubernetes.io", "cloud.google.com"]
ingressController.loadbalancerMode s "dedicated"
ingressController.secretsNamespace m
ingressController.secretsNamespace.create b true
ingressController.secretsNamespace.name s "cilium-secrets"
ingressController.secretsNamespace.sync b true
ingressController.service m
ingressController.service.allocateLoadBalancerNodePorts -b null
ingressController.service.annotations m {}
ingressController.service.externalTrafficPolicy s "Cluster"
ingressController.service.insecureNodePort -i null
ingressController.service.labels m {}
ingressController.service.loadBalancerClass -s null
ingressController.service.loadBalancerIP -s null
ingressController.service.name s "cilium-ingress"
ingressController.service.secureNodePort -i null
ingressController.service.type s "LoadBalancer"
ingressController.useRemoteAddress -b true
ingressController.xffNumTrustedHops i 0
initResources m {}
installNoConntrackIptablesRules b false
ipMasqAgent m
ipMasqAgent.config ?
ipMasqAgent.enabled b false
ipam m
ipam.ciliumNodeUpdateRate s "15s"
ipam.installUplinkRoutesForDelegatedIPAM b false
ipam.mode s "cluster-pool"
ipam.multiPoolPreAllocation s ""
ipam.nodeSpec m
ipam.nodeSpec.ipamMaxAllocate -i null
ipam.nodeSpec.ipamMinAllocate -i null
ipam.nodeSpec.ipamPreAllocate -i null
ipam.nodeSpec.ipamStaticIPTags l []
ipam.operator m
ipam.operator.autoCreateCiliumPodIPPools m {}
ipam.operator.clusterPoolIPv4MaskSize i 24
ipam.operator.clusterPoolIPv4PodCIDRList ls ["10.0.0.0/8"]
ipam.operator.clusterPoolIPv6MaskSize i 120
ipam.operator.clusterPoolIPv6PodCIDRList ls ["fd00::/104"]
ipam.operator.externalAPILimitBurstSize -i null
ipam.operator.externalAPILimitQPS -n null
iptablesLockTimeout ?
iptablesRandomFully b false
ipv4 m
ipv4.enabled b true
ipv4NativeRoutingCIDR s ""
ipv6 m
ipv6.enabled b false
ipv6NativeRoutingCIDR s ""
k8s m
k8s.apiServerURLs -s null
k8s.requireIPv4PodCIDR b false
k8s.requireIPv6PodCIDR b false
k8s.serviceProxyName ?
k8sClientExponentialBackoff m
k8sClientExponentialBackoff.backoffBaseSeconds i 1
k8sClientExponentialBackoff.backoffMaxDurationSeconds i 120
k8sClientExponentialBackoff.enabled b true
k8sClientRateLimit m
k8sClientRateLimit.burst -i null
k8sClientRateLimit.operator m
k8sClientRateLimit.operator.burst -i null
k8sClientRateLimit.operator.qps -i null
k8sClientRateLimit.qps -i null
k8sClusterNetworkPolicy m
k8sClusterNetworkPolicy.enabled b false
k8sNetworkPolicy m
k8sNetworkPolicy.enabled b true
k8sServiceHost s ""
k8sServiceHostRef m
k8sServiceHostRef.key s- null
k8sServiceHostRef.name s- null
k8sServiceLookupConfigMapName -s ""
k8sServiceLookupNamespace -s ""
k8sServicePort si ""
keepDeprecatedLabels b false
keepDeprecatedProbes b false
kubeConfigPath s ""
kubeProxyReplacement sb "false"
kubeProxyReplacementHealthzBindAddr s ""
l2NeighDiscovery m
l2NeighDiscovery.enabled b false
l2announcements m
l2announcements.enabled b false
l2announcements.leaseDuration ?
l2announcements.leaseRenewDeadline ?
l2announcements.leaseRetryPeriod ?
l2podAnnouncements m
l2podAnnouncements.enabled b false
l2podAnnouncements.interfacePattern s ""
l7Proxy b true
labels ?
livenessProbe m
livenessProbe.failureThreshold i 10
livenessProbe.periodSeconds i 30
livenessProbe.requireK8sConnectivity b false
loadBalancer m
loadBalancer.acceleration s "disabled"
loadBalancer.algorithm ?
loadBalancer.dsrDispatch ?
loadBalancer.l7 m
loadBalancer.l7.algorithm s "round_robin"
loadBalancer.l7.backend s "disabled"
loadBalancer.l7.ports l []
loadBalancer.mode ?
loadBalancer.reflectorWaitTime ?
loadBalancer.serviceTopology b false
localRedirectPolicies m
localRedirectPolicies.addressMatcherCIDRs -l null
localRedirectPolicies.enabled b false
localRedirectPolicy b false
logOptions ?
logSystemLoad b false
maglev m {}
maglev.hashSeed ?
maglev.tableSize ?
minReadySeconds i 0
monitor m
monitor.enabled b false
monitor.eventTypes ?
monitor.resources ?
name s "cilium"
namespaceOverride -s ""
nat m
nat.mapStatsEntries i 32
nat.mapStatsInterval s "30s"
nat46x64Gateway m
nat46x64Gateway.enabled b false
nativeRoutingCIDRFromClusterPool b false
nodeIPAM m
nodeIPAM.enabled b false
nodeLabels ?
nodePort m
nodePort.addresses -sl null
nodePort.autoProtectPortRange b true
nodePort.bindProtection b true
nodePort.directRoutingDevice ?
nodePort.enableDynamicSourceLookup b false
nodePort.enableHealthCheck b true
nodePort.enableHealthCheckLoadBalancerIP b false
nodeSelector m
nodeSelector.kubernetes.io/os s "linux"
nodeSelectorLabels b false
nodeinit m
nodeinit.affinity m {}
nodeinit.annotations m {}
nodeinit.bootstrapFile s "/tmp/cilium-bootstrap.d/cilium-bootstrap-time"
nodeinit.enabled b false
nodeinit.extraEnv l []
nodeinit.extraVolumeMounts l []
nodeinit.extraVolumes l []
nodeinit.image m
nodeinit.image.digest s "sha256:f99e2beda7324e93ba04d6240d9626a6b9ab023d7d56e3b029d3d9c823ce63ef"
nodeinit.image.override -s null
nodeinit.image.pullPolicy s "IfNotPresent"
nodeinit.image.repository s "quay.io/cilium/startup-script"
nodeinit.image.tag s "1782916218-36ae25f"
nodeinit.image.useDigest b true
nodeinit.minReadySeconds i 0
nodeinit.nodeSelector m
nodeinit.nodeSelector.kubernetes.io/os s "linux"
nodeinit.podAnnotations m {}
nodeinit.podLabels m {}
nodeinit.podSecurityContext m
nodeinit.podSecurityContext.appArmorProfile m
nodeinit.podSecurityContext.appArmorProfile.type s "Unconfined"
nodeinit.prestop m
nodeinit.prestop.postScript s ""
nodeinit.prestop.preScript s ""
nodeinit.priorityClassName s ""
nodeinit.resources m
nodeinit.resources.requests m
nodeinit.resources.requests.cpu is "100m"
nodeinit.resources.requests.memory s "100Mi"
nodeinit.revertReconfigureKubelet ?
nodeinit.securityContext m
nodeinit.securityContext.allowPrivilegeEscalation b false
nodeinit.securityContext.capabilities m
nodeinit.securityContext.capabilities.add l ["SYS_MODULE", "NET_ADMIN", "SYS_ADMIN", "SYS_CHROOT", "SYS_PTRACE"]
nodeinit.securityContext.privileged b false
nodeinit.securityContext.seLinuxOptions m
nodeinit.securityContext.seLinuxOptions.level s "s0"
nodeinit.securityContext.seLinuxOptions.type s "spc_t"
nodeinit.startup m
nodeinit.startup.postScript s ""
nodeinit.startup.preScript s ""
nodeinit.tolerations l [{"operator": "Exists"}]
nodeinit.updateStrategy m
nodeinit.updateStrategy.type s "RollingUpdate"
nodeinit.waitForCloudInit b false
nonIdempotentAnnotations ?
operator m
operator.affinity m
operator.affinity.podAntiAffinity m
operator.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"io.cilium/app": "operator"}}}]
operator.annotations m {}
operator.dashboards m
operator.dashboards.annotations m {}
operator.dashboards.enabled b false
operator.dashboards.label s "grafana_dashboard"
operator.dashboards.labelValue s "1"
operator.dashboards.namespace -s null
operator.dnsPolicy s ""
operator.enabled b true
operator.endpointGCInterval s "5m0s"
operator.extraArgs l []
operator.extraEnv l []
operator.extraHostPathMounts l []
operator.extraVolumeMounts l []
operator.extraVolumes l []
operator.hostNetwork b true
operator.hostUsers b true
operator.identityGCInterval s "15m0s"
operator.identityHeartbeatTimeout s "30m0s"
operator.image m
operator.image.alibabacloudDigest s "sha256:52535dba067abf5b1cce2a666ee3f9430a1682ade3bf11db5f118436e84ad2e9"
operator.image.awsDigest s "sha256:a0e50fa611fa3e2e8b1c9521a3e813576034a0b3d626e9c128ac01f8f7dfd0fa"
operator.image.azureDigest s "sha256:4506f8d0c9f2dd187313f71b37a789986c1c1699f59c52973941df9eb5ccae0c"
operator.image.genericDigest s "sha256:80744a8cc7c91c2f9e6347629406844eb35d79b30a732c6d41c15b17232a74f3"
operator.image.override -s null
operator.image.pullPolicy s "IfNotPresent"
operator.image.repository s "quay.io/cilium/operator"
operator.image.suffix s ""
operator.image.tag s "v1.20.0"
operator.image.useDigest b true
operator.nodeGCInterval s "5m0s"
operator.nodeSelector m
operator.nodeSelector.kubernetes.io/os s "linux"
operator.podAnnotations m {}
operator.podDisruptionBudget m
operator.podDisruptionBudget.enabled b false
operator.podDisruptionBudget.maxUnavailable -is 1
operator.podDisruptionBudget.minAvailable -is null
operator.podDisruptionBudget.unhealthyPodEvictionPolicy -s null
operator.podLabels m {}
operator.podSecurityContext m
operator.podSecurityContext.seccompProfile m
operator.podSecurityContext.seccompProfile.type s "RuntimeDefault"
operator.pprof m
operator.pprof.address s "localhost"
operator.pprof.blockProfileRate i 0
operator.pprof.enabled b false
operator.pprof.mutexProfileFraction i 0
operator.pprof.port i 6061
operator.priorityClassName s ""
operator.prometheus m
operator.prometheus.enabled b true
operator.prometheus.metricsService b false
operator.prometheus.port i 9963
operator.prometheus.serviceMonitor m
operator.prometheus.serviceMonitor.annotations m {}
operator.prometheus.serviceMonitor.enabled b false
operator.prometheus.serviceMonitor.interval s "10s"
operator.prometheus.serviceMonitor.jobLabel s ""
operator.prometheus.serviceMonitor.labels m {}
operator.prometheus.serviceMonitor.metricRelabelings -l null
operator.prometheus.serviceMonitor.namespace ?
operator.prometheus.serviceMonitor.relabelings -l null
operator.prometheus.serviceMonitor.scrapeTimeout -s null
operator.prometheus.tls m
operator.prometheus.tls.enabled b false
operator.prometheus.tls.server m
operator.prometheus.tls.server.existingSecret s ""
operator.prometheus.tls.server.mtls m
operator.prometheus.tls.server.mtls.enabled b false
operator.removeNodeTaints b true
operator.replicas i 2
operator.resources m {}
operator.rollOutPods b false
operator.securityContext m
operator.securityContext.allowPrivilegeEscalation b false
operator.securityContext.capabilities m
operator.securityContext.capabilities.drop l ["ALL"]
operator.setNodeNetworkStatus b true
operator.setNodeTaints -b null
operator.skipCRDCreation b false
operator.tolerations -l [{"key": "node-role.kubernetes.io/control-plane", "operator": "Exists"}, {"key": "node-role.kubernetes.io/master", "operator": "Exists"}, {"key": "node.kubernetes.io/not-ready", "operator": "Exists"}, {"key": "node.cloudprovider.kubernetes.io/uninitialized", "operator": "Exists"}]
operator.topologySpreadConstraints l []
operator.unmanagedPodWatcher m
operator.unmanagedPodWatcher.intervalSeconds i 15
operator.unmanagedPodWatcher.restart b true
operator.unmanagedPodWatcher.selector -s null
operator.updateStrategy m
operator.updateStrategy.rollingUpdate m
operator.updateStrategy.rollingUpdate.maxSurge is "25%"
operator.updateStrategy.rollingUpdate.maxUnavailable is "50%"
operator.updateStrategy.type s "RollingUpdate"
pmtuDiscovery m
pmtuDiscovery.enabled b false
pmtuDiscovery.packetizationLayerPMTUDMode s "blackhole"
podAnnotations m {}
podLabels m {}
podSecurityContext m
podSecurityContext.appArmorProfile m
podSecurityContext.appArmorProfile.type s "Unconfined"
podSecurityContext.seccompProfile m
podSecurityContext.seccompProfile.type s "Unconfined"
policyAuditMode ?
policyCIDRMatchMode -sl null
policyDenyResponse s "none"
policyEnforcementMode s "default"
pprof m
pprof.address s "localhost"
pprof.blockProfileRate i 0
pprof.enabled b false
pprof.mutexProfileFraction i 0
pprof.port i 6060
preferIpv6 b false
preflight m
preflight.affinity m
preflight.affinity.podAffinity m
preflight.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution l [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"k8s-app": "cilium"}}}]
preflight.annotations m {}
preflight.enabled b false
preflight.envoy m
preflight.envoy.image m
preflight.envoy.image.digest s "sha256:583057dd4f7d54cd41efff3c413aa0b148ac201f522e2c3336851fa89c78b039"
preflight.envoy.image.override -s null
preflight.envoy.image.pullPolicy s "IfNotPresent"
preflight.envoy.image.repository s "quay.io/cilium/cilium-envoy"
preflight.envoy.image.tag s "v1.37.5-1782911245-7cffc778c923f68a77954a53b1a98d6b5353f004"
preflight.envoy.image.useDigest b true
preflight.extraEnv l []
preflight.extraVolumeMounts l []
preflight.extraVolumes l []
preflight.image m
preflight.image.digest s "sha256:383968cd5e8873f7976fa76aa6196045643558f4cc9518a207b9335cb24a0e93"
preflight.image.override -s null
preflight.image.pullPolicy s "IfNotPresent"
preflight.image.repository s "quay.io/cilium/cilium"
preflight.image.tag s "v1.20.0"
preflight.image.useDigest b true
preflight.nodeSelector m
preflight.nodeSelector.kubernetes.io/os s "linux"
preflight.podAnnotations m {}
preflight.podDisruptionBudget m
preflight.podDisruptionBudget.enabled b false
preflight.podDisruptionBudget.maxUnavailable -is 1
preflight.podDisruptionBudget.minAvailable -is null
preflight.podDisruptionBudget.unhealthyPodEvictionPolicy -s null
preflight.podLabels m {}
preflight.podSecurityContext m {}
preflight.priorityClassName s ""
preflight.readinessProbe m
preflight.readinessProbe.initialDelaySeconds i 5
preflight.readinessProbe.periodSeconds i 5
preflight.resources m {}
preflight.securityContext m
preflight.securityContext.allowPrivilegeEscalation b false
preflight.terminationGracePeriodSeconds i 1
preflight.tolerations l [{"operator": "Exists"}]
preflight.updateStrategy m
preflight.updateStrategy.type s "RollingUpdate"
preflight.validateCNPs b true
priorityClassName s ""
prometheus m
prometheus.controllerGroupMetrics l ["write-cni-file", "sync-host-ips", "sync-lb-maps-with-k8s-services"]
prometheus.enabled b false
prometheus.metrics -l null
prometheus.metricsService b false
prometheus.port i 9962
prometheus.serviceMonitor m
prometheus.serviceMonitor.annotations m {}
prometheus.serviceMonitor.enabled b false
prometheus.serviceMonitor.interval s "10s"
prometheus.serviceMonitor.jobLabel s ""
prometheus.serviceMonitor.labels m {}
prometheus.serviceMonitor.metricRelabelings -l null
prometheus.serviceMonitor.namespace ?
prometheus.serviceMonitor.relabelings l [{"sourceLabels": ["__meta_kubernetes_pod_node_name"], "targetLabel": "node", "action": "replace", "replacement": "\${1}"}]
prometheus.serviceMonitor.scrapeTimeout -s null
prometheus.serviceMonitor.trustCRDsExist b false
rbac m
rbac.create b true
readinessProbe m
readinessProbe.failureThreshold i 3
readinessProbe.periodSeconds i 30
resourceQuotas m
resourceQuotas.cilium m
resourceQuotas.cilium.hard m
resourceQuotas.cilium.hard.pods s "10k"
resourceQuotas.enabled b false
resourceQuotas.operator m
resourceQuotas.operator.hard m
resourceQuotas.operator.hard.pods s "15"
resources m {}
rollOutCiliumPods b false
routingMode s ""
scheduling m
scheduling.mode e "anti-affinity" | anti-affinity,kube-scheduler
sctp m
sctp.enabled b false
secretsNamespaceAnnotations m {}
secretsNamespaceLabels m {}
securityContext m
securityContext.allowPrivilegeEscalation b false
securityContext.capabilities m
securityContext.capabilities.applySysctlOverwrites l ["SYS_ADMIN", "SYS_CHROOT", "SYS_PTRACE"]
securityContext.capabilities.ciliumAgent l ["CHOWN", "KILL", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "SYS_MODULE", "SYS_ADMIN", "SYS_RESOURCE", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID", "SYSLOG"]
securityContext.capabilities.cleanCiliumState l ["NET_ADMIN", "SYS_MODULE", "SYS_ADMIN", "SYS_RESOURCE"]
securityContext.capabilities.mountCgroup l ["SYS_ADMIN", "SYS_CHROOT", "SYS_PTRACE"]
securityContext.privileged b false
securityContext.seLinuxOptions m
securityContext.seLinuxOptions.level s "s0"
securityContext.seLinuxOptions.type s "spc_t"
serviceAccounts m
serviceAccounts.cilium m
serviceAccounts.cilium.annotations m {}
serviceAccounts.cilium.automount b true
serviceAccounts.cilium.create b true
serviceAccounts.cilium.name s "cilium"
serviceAccounts.clustermeshApiserver m
serviceAccounts.clustermeshApiserver.annotations m {}
serviceAccounts.clustermeshApiserver.automount b true
serviceAccounts.clustermeshApiserver.create b true
serviceAccounts.clustermeshApiserver.name s "clustermesh-apiserver"
serviceAccounts.clustermeshcertgen m
serviceAccounts.clustermeshcertgen.annotations m {}
serviceAccounts.clustermeshcertgen.automount b true
serviceAccounts.clustermeshcertgen.create b true
serviceAccounts.clustermeshcertgen.name s "clustermesh-apiserver-generate-certs"
serviceAccounts.corednsMCSAPI m
serviceAccounts.corednsMCSAPI.annotations m {}
serviceAccounts.corednsMCSAPI.automount b true
serviceAccounts.corednsMCSAPI.create b true
serviceAccounts.corednsMCSAPI.name s "cilium-coredns-mcsapi-autoconfig"
serviceAccounts.envoy m
serviceAccounts.envoy.annotations m {}
serviceAccounts.envoy.automount b true
serviceAccounts.envoy.create b true
serviceAccounts.envoy.name s "cilium-envoy"
serviceAccounts.hubblecertgen m
serviceAccounts.hubblecertgen.annotations m {}
serviceAccounts.hubblecertgen.automount b true
serviceAccounts.hubblecertgen.create b true
serviceAccounts.hubblecertgen.name s "hubble-generate-certs"
serviceAccounts.nodeinit m
serviceAccounts.nodeinit.annotations m {}
serviceAccounts.nodeinit.automount b true
serviceAccounts.nodeinit.create b true
serviceAccounts.nodeinit.enabled b false
serviceAccounts.nodeinit.name s "cilium-nodeinit"
serviceAccounts.operator m
serviceAccounts.operator.annotations m {}
serviceAccounts.operator.automount b true
serviceAccounts.operator.create b true
serviceAccounts.operator.name s "cilium-operator"
serviceAccounts.preflight m
serviceAccounts.preflight.annotations m {}
serviceAccounts.preflight.automount b true
serviceAccounts.preflight.create b true
serviceAccounts.preflight.name s "cilium-pre-flight"
serviceAccounts.relay m
serviceAccounts.relay.annotations m {}
serviceAccounts.relay.automount b false
serviceAccounts.relay.create b true
serviceAccounts.relay.name s "hubble-relay"
serviceAccounts.ui m
serviceAccounts.ui.annotations m {}
serviceAccounts.ui.automount b true
serviceAccounts.ui.create b true
serviceAccounts.ui.name s "hubble-ui"
serviceAccounts.ztunnel m
serviceAccounts.ztunnel.annotations m {}
serviceAccounts.ztunnel.automount b false
serviceAccounts.ztunnel.create b true
serviceAccounts.ztunnel.name s "ztunnel-cilium"
serviceNoBackendResponse s "reject"
sleepAfterInit b false
socketLB m
socketLB.enabled b false
standaloneDnsProxy m
standaloneDnsProxy.annotations m {}
standaloneDnsProxy.automountServiceAccountToken b false
standaloneDnsProxy.debug b false
standaloneDnsProxy.enabled b false
standaloneDnsProxy.image m
standaloneDnsProxy.image.digest s ""
standaloneDnsProxy.image.override -s null
standaloneDnsProxy.image.pullPolicy s "IfNotPresent"
standaloneDnsProxy.image.repository s ""
standaloneDnsProxy.image.tag s ""
standaloneDnsProxy.image.useDigest b true
standaloneDnsProxy.minReadySeconds i 5
standaloneDnsProxy.nodeSelector m
standaloneDnsProxy.nodeSelector.kubernetes.io/os s "linux"
standaloneDnsProxy.rollOutPods b false
standaloneDnsProxy.serverPort i 10095
standaloneDnsProxy.tolerations l []
standaloneDnsProxy.updateStrategy m
standaloneDnsProxy.updateStrategy.rollingUpdate m
standaloneDnsProxy.updateStrategy.rollingUpdate.maxSurge i 2
standaloneDnsProxy.updateStrategy.rollingUpdate.maxUnavailable i 0
standaloneDnsProxy.updateStrategy.type s "RollingUpdate"
startupProbe m
startupProbe.failureThreshold i 300
startupProbe.periodSeconds i 2
synchronizeK8sNodes b true
sysctlfix m
sysctlfix.enabled b true
terminationGracePeriodSeconds i 1
tls m
tls.ca m
tls.ca.cert s ""
tls.ca.certValidityDuration i 1095
tls.ca.key s ""
tls.caBundle m
tls.caBundle.content ?
tls.caBundle.enabled b false
tls.caBundle.key s "ca.crt"
tls.caBundle.name s "cilium-root-ca.crt"
tls.caBundle.useSecret b false
tls.readSecretsOnlyFromSecretsNamespace -b null
tls.secretSync m
tls.secretSync.enabled -b null
tls.secretsBackend -s null
tls.secretsNamespace m
tls.secretsNamespace.create b true
tls.secretsNamespace.name s "cilium-secrets"
tmpVolume m {}
tolerations l [{"operator": "Exists"}]
tunnel ?
tunnelPort i 0
tunnelProtocol s ""
tunnelSourcePortRange s "0-0"
underlayProtocol s ""
updateStrategy m
updateStrategy.rollingUpdate m
updateStrategy.rollingUpdate.maxUnavailable is 2
updateStrategy.type s "RollingUpdate"
upgradeCompatibility -s null
vtep m
vtep.cidr s ""
vtep.enabled b false
vtep.endpoint s ""
vtep.mac s ""
vtep.mask s ""
waitForKubeProxy b false
wellKnownIdentities m
wellKnownIdentities.enabled b false
`;
