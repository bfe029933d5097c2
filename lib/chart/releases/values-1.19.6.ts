// The value paths of chart 1.19.6 that differ from 1.20.0, in the form of values-1.20.0.ts; `- path` is one that 1.19.6 does not have.
// Source: values.schema.json and values.yaml of both charts, read once by tabulation; never edited by hand.
export const VALUES_1_19_6 = `
authentication.mutual.spire.install.agent.image.digest s "sha256:5106ac601272a88684db14daf7f54b9a45f31f77bb16a906bd5e87756ee7b97c"
authentication.mutual.spire.install.agent.image.tag s "1.9.6"
authentication.mutual.spire.install.initImage.digest s "sha256:9532d8c39891ca2ecde4d30d7710e01fb739c87a8b9299685c63704296b16028"
authentication.mutual.spire.install.initImage.tag s "1.37.0"
authentication.mutual.spire.install.server.image.digest s "sha256:59a0b92b39773515e25e68a46c40d3b931b9c1860bc445a79ceb45a805cab8b4"
authentication.mutual.spire.install.server.image.tag s "1.9.6"
- certgen.enforceCAValidityThroughoutLeavesDuration
certgen.image.digest s "sha256:511cedee817713fdf72db7e32fffb4b90da7747661b95180064f18198877626c"
certgen.image.tag s "v0.4.6"
- clustermesh.apiserver.etcdQPS
clustermesh.apiserver.image.digest s "sha256:accab5fe6ab7134fcd6f916acc9e4c785382a022128ae5495ec4a45fbe18c9a6"
clustermesh.apiserver.image.tag s "v1.19.6"
- clustermesh.apiserver.kvstoremesh.etcdQPS
clustermesh.apiserver.tls.admin m
clustermesh.apiserver.tls.admin.cert s ""
clustermesh.apiserver.tls.admin.key s ""
clustermesh.apiserver.tls.auto.certValidityDuration i 1095
- clustermesh.apiserver.tls.auto.privateKey
clustermesh.apiserver.tls.auto.schedule ?
- clustermesh.apiserver.tls.auto.server
- clustermesh.apiserver.tls.auto.server.extraDnsNames
- clustermesh.apiserver.tls.auto.server.extraIpAddresses
- clustermesh.apiserver.tls.auto.subject
clustermesh.apiserver.tls.enableSecrets b true
clustermesh.apiserver.tls.remote m
clustermesh.apiserver.tls.remote.cert s ""
clustermesh.apiserver.tls.remote.key s ""
clustermesh.apiserver.tls.server m
clustermesh.apiserver.tls.server.cert s ""
clustermesh.apiserver.tls.server.extraDnsNames l []
clustermesh.apiserver.tls.server.extraIpAddresses l []
clustermesh.apiserver.tls.server.key s ""
- clustermesh.defaultGlobalNamespace
- clustermesh.disableKubernetesHostAliases
clustermesh.enableMCSAPISupport b false
- datapathPlugins
- datapathPlugins.enabled
- datapathPlugins.stateDir
devices ?
encryption.ipsec.encryptedOverlay b false
encryption.strictMode.allowRemoteNodeIdentities b false
encryption.strictMode.cidr s ""
encryption.strictMode.enabled b false
- encryption.ztunnel.ca
- encryption.ztunnel.ca.type
encryption.ztunnel.image.digest -s null
encryption.ztunnel.image.repository s "docker.io/istio/ztunnel"
encryption.ztunnel.image.tag s "1.28.0-distroless"
encryption.ztunnel.image.useDigest b false
- encryption.ztunnel.minReadySeconds
- envoy.clusterMaxPendingRequests
envoy.image.digest s "sha256:767101fb8a5e38f055778cb43b7aa8eed80450b37f8121effac3d9de9e06dc99"
envoy.image.tag s "v1.36.9-1782267392-edeb3f2af56c37c407efa1f63f0b32f595399bbc"
- envoy.livenessProbe.initialDelaySeconds
- envoy.livenessProbe.timeoutSeconds
- envoy.log.accessLogEnabled
- envoy.minReadySeconds
- envoy.nodeLocality
- envoy.nodeLocality.enabled
- envoy.readinessProbe.initialDelaySeconds
- envoy.readinessProbe.timeoutSeconds
- envoy.startupProbe.initialDelaySeconds
- envoy.startupProbe.timeoutSeconds
- envoy.xdsMode
gatewayAPI.gatewayClass.create s "auto"
- gatewayAPI.useRemoteAddress
- hubble.hostUsers
hubble.redact.kafka m
hubble.redact.kafka.apiKey b true
hubble.relay.image.digest s "sha256:6782a49e3f28eba015701c4410a5ec7fa096fe9a562f879b4372dbecd827ea44"
hubble.relay.image.tag s "v1.19.6"
- hubble.relay.securityContext.readOnlyRootFilesystem
- hubble.tls.auto.privateKey
- hubble.tls.auto.subject
hubble.ui.backend.livenessProbe m
hubble.ui.backend.livenessProbe.enabled b false
hubble.ui.backend.readinessProbe m
hubble.ui.backend.readinessProbe.enabled b false
- hubble.ui.backend.securityContext.capabilities
- hubble.ui.backend.securityContext.capabilities.drop
- hubble.ui.frontend.securityContext.capabilities
- hubble.ui.frontend.securityContext.capabilities.drop
- hubble.ui.securityContext.runAsNonRoot
- hubble.ui.securityContext.seccompProfile
- hubble.ui.securityContext.seccompProfile.type
image.digest s "sha256:0df5b2750b64c49843aba1d649e9eaf61467cb0645ad3171db6f6962c095ac92"
image.tag s "v1.19.6"
- ingressController.hostNetwork.httpPort
- ingressController.hostNetwork.httpsPort
- ingressController.hostNetwork.tlsPassthroughPort
- ingressController.useRemoteAddress
- ingressController.xffNumTrustedHops
k8s.apiServerURLs ?
- k8sClusterNetworkPolicy
- k8sClusterNetworkPolicy.enabled
- loadBalancer.reflectorWaitTime
- minReadySeconds
- nativeRoutingCIDRFromClusterPool
- nodePort.enableDynamicSourceLookup
nodeinit.image.digest s "sha256:50b9cf9c280096b59b80d2fc8ee6638facef79ac18998a22f0cbc40d5d28c16f"
nodeinit.image.tag s "1763560095-8f36c34"
- nodeinit.minReadySeconds
- operator.hostUsers
operator.image.alibabacloudDigest s "sha256:031e332cdec61a9ebaca42f044e7e2f5b876ba96ac0ccf1d42acd5954779efaf"
operator.image.awsDigest s "sha256:546d13ac511cf82441b5e9e99e03d0e054b788513ceb1a883e620b8284d5ccc3"
operator.image.azureDigest s "sha256:e555430b7f5e4c407daab1afbec3c431ec016a53f1f1b848f67b9242cd3adedd"
operator.image.genericDigest s "sha256:0db4ca4e06969d8904ee036617795d0e9c3228cf7b8d902ba74fc2bb98d2d665"
operator.image.tag s "v1.19.6"
- preferIpv6
preflight.envoy.image.digest s "sha256:767101fb8a5e38f055778cb43b7aa8eed80450b37f8121effac3d9de9e06dc99"
preflight.envoy.image.tag s "v1.36.9-1782267392-edeb3f2af56c37c407efa1f63f0b32f595399bbc"
preflight.image.digest s "sha256:0df5b2750b64c49843aba1d649e9eaf61467cb0645ad3171db6f6962c095ac92"
preflight.image.tag s "v1.19.6"
preflight.tofqdnsPreCache s ""
- standaloneDnsProxy.minReadySeconds
`;
