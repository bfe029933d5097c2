// The value paths of chart 1.18.12 that differ from 1.19.6, in the form of values-1.20.0.ts; `- path` is one that 1.18.12 does not have.
// Source: values.schema.json and values.yaml of both charts, read once by tabulation; never edited by hand.
export const VALUES_1_18_12 = `
- alibabacloud.nodeSpec
- alibabacloud.nodeSpec.securityGroupTags
- alibabacloud.nodeSpec.securityGroups
- alibabacloud.nodeSpec.vSwitchTags
- alibabacloud.nodeSpec.vSwitches
authentication.enabled b true
authentication.mutual.spire.install.agent.image.digest s "sha256:163970884fba18860cac93655dc32b6af85a5dcf2ebb7e3e119a10888eff8fcd"
authentication.mutual.spire.install.agent.image.tag s "1.12.4"
authentication.mutual.spire.install.server.image.digest s "sha256:34147f27066ab2be5cc10ca1d4bfd361144196467155d46c45f3519f41596e49"
authentication.mutual.spire.install.server.image.tag s "1.12.4"
- azure.nodeSpec
- azure.nodeSpec.azureInterfaceName
- bpf.monitorTraceIPOption
- bpf.policyMapPressureMetricsThreshold
- certgen.cronJob
- certgen.cronJob.failedJobsHistoryLimit
- certgen.cronJob.successfulJobsHistoryLimit
certgen.ttlSecondsAfterFinished i 1800
clustermesh.apiserver.image.digest s "sha256:29ae8a306bfa644b5a5e305a50dc54d7461ae173a3361d1b1ab6c2aade346a71"
clustermesh.apiserver.image.tag s "v1.18.12"
- clustermesh.apiserver.service.externallyCreated
clustermesh.apiserver.tls.authMode s "legacy"
clustermesh.apiserver.tls.client m
clustermesh.apiserver.tls.client.cert s ""
clustermesh.apiserver.tls.client.key s ""
- clustermesh.cacheTTL
clustermesh.config.clusters l []
- clustermesh.mcsapi
- clustermesh.mcsapi.corednsAutoConfigure
- clustermesh.mcsapi.corednsAutoConfigure.affinity
- clustermesh.mcsapi.corednsAutoConfigure.annotations
- clustermesh.mcsapi.corednsAutoConfigure.coredns
- clustermesh.mcsapi.corednsAutoConfigure.coredns.clusterDomain
- clustermesh.mcsapi.corednsAutoConfigure.coredns.clustersetDomain
- clustermesh.mcsapi.corednsAutoConfigure.coredns.configMapName
- clustermesh.mcsapi.corednsAutoConfigure.coredns.deploymentName
- clustermesh.mcsapi.corednsAutoConfigure.coredns.namespace
- clustermesh.mcsapi.corednsAutoConfigure.coredns.serviceAccountName
- clustermesh.mcsapi.corednsAutoConfigure.enabled
- clustermesh.mcsapi.corednsAutoConfigure.extraArgs
- clustermesh.mcsapi.corednsAutoConfigure.extraVolumeMounts
- clustermesh.mcsapi.corednsAutoConfigure.extraVolumes
- clustermesh.mcsapi.corednsAutoConfigure.nodeSelector
- clustermesh.mcsapi.corednsAutoConfigure.podLabels
- clustermesh.mcsapi.corednsAutoConfigure.priorityClassName
- clustermesh.mcsapi.corednsAutoConfigure.resources
- clustermesh.mcsapi.corednsAutoConfigure.tolerations
- clustermesh.mcsapi.corednsAutoConfigure.ttlSecondsAfterFinished
- clustermesh.mcsapi.enabled
- clustermesh.mcsapi.installCRDs
clustermesh.policyDefaultLocalCluster b false
- cni.resources.limits
- cni.resources.limits.cpu
- cni.resources.limits.memory
cni.resources.requests.cpu s "100m"
customCalls m
customCalls.enabled b false
enableK8sEndpointSlice ?
- enableNoServiceEndpointsRoutable
- encryption.strictMode.egress
- encryption.strictMode.egress.allowRemoteNodeIdentities
- encryption.strictMode.egress.cidr
- encryption.strictMode.egress.enabled
- encryption.strictMode.ingress
- encryption.strictMode.ingress.enabled
- encryption.ztunnel
- encryption.ztunnel.affinity
- encryption.ztunnel.annotations
- encryption.ztunnel.caAddress
- encryption.ztunnel.extraEnv
- encryption.ztunnel.extraVolumeMounts
- encryption.ztunnel.extraVolumes
- encryption.ztunnel.healthPort
- encryption.ztunnel.image
- encryption.ztunnel.image.digest
- encryption.ztunnel.image.override
- encryption.ztunnel.image.pullPolicy
- encryption.ztunnel.image.repository
- encryption.ztunnel.image.tag
- encryption.ztunnel.image.useDigest
- encryption.ztunnel.nodeSelector
- encryption.ztunnel.nodeSelector.kubernetes.io/os
- encryption.ztunnel.podAnnotations
- encryption.ztunnel.podLabels
- encryption.ztunnel.priorityClassName
- encryption.ztunnel.readinessProbe
- encryption.ztunnel.readinessProbe.failureThreshold
- encryption.ztunnel.readinessProbe.initialDelaySeconds
- encryption.ztunnel.readinessProbe.periodSeconds
- encryption.ztunnel.resources
- encryption.ztunnel.resources.requests
- encryption.ztunnel.resources.requests.cpu
- encryption.ztunnel.resources.requests.memory
- encryption.ztunnel.secrets
- encryption.ztunnel.secrets.bootstrapRootCert
- encryption.ztunnel.terminationGracePeriodSeconds
- encryption.ztunnel.tolerations
- encryption.ztunnel.updateStrategy
- encryption.ztunnel.updateStrategy.rollingUpdate
- encryption.ztunnel.updateStrategy.rollingUpdate.maxSurge
- encryption.ztunnel.updateStrategy.rollingUpdate.maxUnavailable
- encryption.ztunnel.updateStrategy.type
- eni.nodeSpec
- eni.nodeSpec.deleteOnTermination
- eni.nodeSpec.disablePrefixDelegation
- eni.nodeSpec.excludeInterfaceTags
- eni.nodeSpec.firstInterfaceIndex
- eni.nodeSpec.securityGroupTags
- eni.nodeSpec.securityGroups
- eni.nodeSpec.subnetIDs
- eni.nodeSpec.subnetTags
- eni.nodeSpec.usePrimaryAddress
- envoy.clusterMaxConnections
- envoy.clusterMaxRequests
- envoy.initContainers
- envoy.maxGlobalDownstreamConnections
- envoy.useOriginalSourceAddress
- hubble.export.aggregationInterval
hubble.export.dynamic.config.content l [{"name": "all", "fieldMask": [], "includeFilters": [], "excludeFilters": [], "filePath": "/var/run/cilium/hubble/events.log", "fileMaxSizeMb": 10, "fileMaxBackups": 5, "fileCompress": false}]
- hubble.export.static.aggregationInterval
- hubble.export.static.fieldAggregate
- hubble.lostEventSendInterval
hubble.relay.image.digest s "sha256:308b186791faf8a8a9322ce64d2e12f66fa82a3f4659e7a79b31829b6195df61"
hubble.relay.image.tag s "v1.18.12"
- hubble.relay.pprof.blockProfileRate
- hubble.relay.pprof.mutexProfileFraction
- hubble.ui.tmpVolume
image.digest s "sha256:94149589d9b77fe3a78f900121b36fab51b1ede0c4190924e2328facc37de210"
image.tag s "v1.18.12"
- ipam.nodeSpec
- ipam.nodeSpec.ipamMaxAllocate
- ipam.nodeSpec.ipamMinAllocate
- ipam.nodeSpec.ipamPreAllocate
- ipam.nodeSpec.ipamStaticIPTags
l2podAnnouncements.interface s "eth0"
l2podAnnouncements.interfacePattern ?
loadBalancer.protocolDifferentiation.enabled ?
loadBalancer.serviceTopology ?
loadBalancer.standalone ?
nodePort.enabled b false
nodeinit.image.digest s "sha256:5bdca3c2dec2c79f58d45a7a560bf1098c2126350c901379fe850b7f78d3d757"
nodeinit.image.tag s "1755531540-60ee83e"
nodeinit.resources.requests.cpu s "100m"
- nodeinit.waitForCloudInit
- nonIdempotentAnnotations
operator.image.alibabacloudDigest s "sha256:c2b3ed511cd5193f51888cc36ec699151685d92b28c9bcd975ec1c1011653f37"
operator.image.awsDigest s "sha256:da54cc50e76e6439205c2816b29a791c09584de5f60a39ae2821d471eabe78f8"
operator.image.azureDigest s "sha256:b435e3e41629ffea2687e58c7be6dfb29b4862ca0b517990ae40fe1effb36044"
operator.image.genericDigest s "sha256:86899c73438812b2761ac6fa435ea4e65f68e70d1ae54ac806fec8805d1ce011"
operator.image.tag s "v1.18.12"
- operator.pprof.blockProfileRate
- operator.pprof.mutexProfileFraction
- operator.prometheus.tls
- operator.prometheus.tls.enabled
- operator.prometheus.tls.server
- operator.prometheus.tls.server.existingSecret
- operator.prometheus.tls.server.mtls
- operator.prometheus.tls.server.mtls.enabled
- operator.unmanagedPodWatcher.selector
- pmtuDiscovery.packetizationLayerPMTUDMode
- policyDenyResponse
- pprof.blockProfileRate
- pprof.mutexProfileFraction
preflight.image.digest s "sha256:94149589d9b77fe3a78f900121b36fab51b1ede0c4190924e2328facc37de210"
preflight.image.tag s "v1.18.12"
- secretsNamespaceLabels
securityContext.capabilities.ciliumAgent l ["CHOWN", "KILL", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "SYS_MODULE", "SYS_ADMIN", "SYS_RESOURCE", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]
- serviceAccounts.corednsMCSAPI
- serviceAccounts.corednsMCSAPI.annotations
- serviceAccounts.corednsMCSAPI.automount
- serviceAccounts.corednsMCSAPI.create
- serviceAccounts.corednsMCSAPI.name
- serviceAccounts.ztunnel
- serviceAccounts.ztunnel.annotations
- serviceAccounts.ztunnel.automount
- serviceAccounts.ztunnel.create
- serviceAccounts.ztunnel.name
sessionAffinity ?
- standaloneDnsProxy
- standaloneDnsProxy.annotations
- standaloneDnsProxy.automountServiceAccountToken
- standaloneDnsProxy.debug
- standaloneDnsProxy.enabled
- standaloneDnsProxy.image
- standaloneDnsProxy.image.digest
- standaloneDnsProxy.image.override
- standaloneDnsProxy.image.pullPolicy
- standaloneDnsProxy.image.repository
- standaloneDnsProxy.image.tag
- standaloneDnsProxy.image.useDigest
- standaloneDnsProxy.nodeSelector
- standaloneDnsProxy.nodeSelector.kubernetes.io/os
- standaloneDnsProxy.rollOutPods
- standaloneDnsProxy.serverPort
- standaloneDnsProxy.tolerations
- standaloneDnsProxy.updateStrategy
- standaloneDnsProxy.updateStrategy.rollingUpdate
- standaloneDnsProxy.updateStrategy.rollingUpdate.maxSurge
- standaloneDnsProxy.updateStrategy.rollingUpdate.maxUnavailable
- standaloneDnsProxy.updateStrategy.type
svcSourceRangeCheck b true
- tmpVolume
`;
