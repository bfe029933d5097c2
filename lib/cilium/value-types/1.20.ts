// The values of chart 1.20.0 as a type. Written by scripts/value-types.ts; never edited by hand.

/** Every value of the Cilium chart 1.20. Null deletes a default. */
export type CiliumValues1_20 = {
  /** @default 0 */
  MTU?: number | null;
  affinity?: {
    podAntiAffinity?: {
      /** @default [{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"k8s-app":"cilium"}}}] */
      requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
    } | null;
    [key: string]: unknown;
  } | null;
  /** @default true */
  agent?: boolean | null;
  /** @default "node.cilium.io/agent-not-ready" */
  agentNotReadyTaintKey?: string | null;
  aksbyocni?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  alibabacloud?: {
    /** @default false */
    enabled?: boolean | null;
    nodeSpec?: {
      securityGroupTags?: unknown[] | null;
      securityGroups?: unknown[] | null;
      vSwitchTags?: unknown[] | null;
      vSwitches?: unknown[] | null;
    } | null;
  } | null;
  /** @default false */
  annotateK8sNode?: boolean | null;
  annotations?: { [key: string]: unknown } | null;
  apiRateLimit?: string | null;
  authentication?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default "5m0s" */
    gcInterval?: string | null;
    mutual?: {
      /** @default "5s" */
      connectTimeout?: string | null;
      /** @default 4250 */
      port?: number | null;
      spire?: {
        /** @default "/run/spire/sockets/admin.sock" */
        adminSocketPath?: string | null;
        /** @default "/run/spire/sockets/agent/agent.sock" */
        agentSocketPath?: string | null;
        annotations?: { [key: string]: unknown } | null;
        /** @default "30s" */
        connectionTimeout?: string | null;
        /** @default false */
        enabled?: boolean | null;
        install?: {
          agent?: {
            affinity?: { [key: string]: unknown } | null;
            annotations?: { [key: string]: unknown } | null;
            image?: {
              /** @default "sha256:1d042e4040466686e0ee46f74981ff2167c86adfadca19b3835946f4d6047536" */
              digest?: string | null;
              override?: string | null;
              /** @default "IfNotPresent" */
              pullPolicy?: string | null;
              /** @default "ghcr.io/spiffe/spire-agent" */
              repository?: string | null;
              /** @default "1.15.2" */
              tag?: string | null;
              /** @default true */
              useDigest?: boolean | null;
            } | null;
            labels?: { [key: string]: unknown } | null;
            nodeSelector?: { [key: string]: unknown } | null;
            podSecurityContext?: { [key: string]: unknown } | null;
            priorityClassName?: string | null;
            resources?: { [key: string]: unknown } | null;
            securityContext?: { [key: string]: unknown } | null;
            serviceAccount?: {
              /** @default true */
              create?: boolean | null;
              /** @default "spire-agent" */
              name?: string | null;
            } | null;
            /** @default true */
            skipKubeletVerification?: boolean | null;
            tolerations?: unknown[] | null;
          } | null;
          /** @default true */
          enabled?: boolean | null;
          /** @default false */
          existingNamespace?: boolean | null;
          initImage?: {
            /** @default "sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d" */
            digest?: string | null;
            override?: string | null;
            /** @default "IfNotPresent" */
            pullPolicy?: string | null;
            /** @default "docker.io/library/busybox" */
            repository?: string | null;
            /** @default "1.38.0" */
            tag?: string | null;
            /** @default true */
            useDigest?: boolean | null;
          } | null;
          /** @default "cilium-spire" */
          namespace?: string | null;
          server?: {
            affinity?: { [key: string]: unknown } | null;
            annotations?: { [key: string]: unknown } | null;
            ca?: {
              /** @default "rsa-4096" */
              keyType?: string | null;
              subject?: {
                /** @default "Cilium SPIRE CA" */
                commonName?: string | null;
                /** @default "US" */
                country?: string | null;
                /** @default "SPIRE" */
                organization?: string | null;
              } | null;
            } | null;
            dataStorage?: {
              /** @default "ReadWriteOnce" */
              accessMode?: string | null;
              /** @default true */
              enabled?: boolean | null;
              /** @default "1Gi" */
              size?: string | null;
              storageClass?: string | null;
            } | null;
            image?: {
              /** @default "sha256:aa74ef1be86bc8e0684007d84a4d9859d294384d842c30425048d73429f3216e" */
              digest?: string | null;
              override?: string | null;
              /** @default "IfNotPresent" */
              pullPolicy?: string | null;
              /** @default "ghcr.io/spiffe/spire-server" */
              repository?: string | null;
              /** @default "1.15.2" */
              tag?: string | null;
              /** @default true */
              useDigest?: boolean | null;
            } | null;
            initContainers?: unknown[] | null;
            labels?: { [key: string]: unknown } | null;
            nodeSelector?: { [key: string]: unknown } | null;
            podSecurityContext?: { [key: string]: unknown } | null;
            priorityClassName?: string | null;
            resources?: { [key: string]: unknown } | null;
            securityContext?: { [key: string]: unknown } | null;
            service?: {
              annotations?: { [key: string]: unknown } | null;
              labels?: { [key: string]: unknown } | null;
              /** @default "ClusterIP" */
              type?: string | null;
            } | null;
            serviceAccount?: {
              /** @default true */
              create?: boolean | null;
              /** @default "spire-server" */
              name?: string | null;
            } | null;
            tolerations?: unknown[] | null;
          } | null;
        } | null;
        serverAddress?: string | null;
        /** @default "spiffe.cilium" */
        trustDomain?: string | null;
      } | null;
    } | null;
    /** @default 1024 */
    queueSize?: number | null;
    /** @default 1024 */
    rotatedIdentitiesQueueSize?: number | null;
  } | null;
  /** @default false */
  autoDirectNodeRoutes?: boolean | string | null;
  azure?: {
    clientID?: unknown;
    clientSecret?: unknown;
    /** @default false */
    enabled?: boolean | null;
    nodeSpec?: {
      azureInterfaceName?: string | null;
    } | null;
    resourceGroup?: unknown;
    subscriptionID?: unknown;
    tenantID?: unknown;
    usePrimaryAddress?: unknown;
    userAssignedIdentityID?: unknown;
  } | null;
  bandwidthManager?: {
    /** @default false */
    bbr?: boolean | null;
    /** @default false */
    bbrHostNamespaceOnly?: boolean | null;
    /** @default false */
    enabled?: boolean | null;
  } | null;
  bgpControlPlane?: {
    /** @default false */
    enabled?: boolean | null;
    legacyOriginAttribute?: {
      /** @default false */
      enabled?: boolean | null;
    } | null;
    routerIDAllocation?: {
      ipPool?: string | null;
      /** @default "default" */
      mode?: string | null;
    } | null;
    secretsNamespace?: {
      /** @default false */
      create?: boolean | null;
      /** @default "kube-system" */
      name?: string | null;
    } | null;
    statusReport?: {
      /** @default true */
      enabled?: boolean | null;
    } | null;
  } | null;
  bpf?: {
    authMapMax?: number | null;
    autoMount?: {
      /** @default true */
      enabled?: boolean | null;
    } | null;
    /** @default false */
    ctAccounting?: boolean | null;
    ctAnyMax?: number | null;
    ctTcpMax?: number | null;
    /** @default "veth" */
    datapathMode?: string | null;
    /** @default false */
    disableExternalIPMitigation?: boolean | null;
    distributedLRU?: {
      /** @default false */
      enabled?: boolean | null;
    } | null;
    /** @default true */
    enableTCX?: boolean | null;
    events?: {
      default?: {
        burstLimit?: number | null;
        rateLimit?: number | null;
      } | null;
      drop?: {
        /** @default true */
        enabled?: boolean | null;
      } | null;
      policyVerdict?: {
        /** @default true */
        enabled?: boolean | null;
      } | null;
      trace?: {
        /** @default true */
        enabled?: boolean | null;
      } | null;
    } | null;
    hostLegacyRouting?: boolean | null;
    /** @default false */
    lbAlgorithmAnnotation?: boolean | null;
    /** @default false */
    lbExternalClusterIP?: boolean | null;
    /** @default 65536 */
    lbMapMax?: number | null;
    /** @default false */
    lbModeAnnotation?: boolean | null;
    /** @default false */
    lbSourceRangeAllTypes?: boolean | null;
    mapDynamicSizeRatio?: number | string | null;
    masquerade?: boolean | null;
    /** @default "medium" */
    monitorAggregation?: string | null;
    /** @default "all" */
    monitorFlags?: string | null;
    /** @default "5s" */
    monitorInterval?: string | null;
    /** @default 0 */
    monitorTraceIPOption?: number | null;
    natMax?: number | null;
    neighMax?: number | null;
    nodeMapMax?: number | null;
    /** @default 16384 */
    policyMapMax?: number | null;
    policyMapPressureMetricsThreshold?: number | null;
    /** @default 65536 */
    policyStatsMapMax?: number | null;
    /** @default false */
    preallocateMaps?: boolean | null;
    /** @default "/sys/fs/bpf" */
    root?: string | null;
    tproxy?: boolean | null;
    vlanBypass?: unknown[] | null;
  } | null;
  /** @default false */
  bpfClockProbe?: boolean | null;
  certgen?: {
    affinity?: { [key: string]: unknown } | null;
    annotations?: {
      cronJob?: { [key: string]: unknown } | null;
      job?: { [key: string]: unknown } | null;
    } | null;
    cronJob?: {
      /** @default 1 */
      failedJobsHistoryLimit?: number | null;
      /** @default 3 */
      successfulJobsHistoryLimit?: number | null;
    } | null;
    /** @default true */
    enforceCAValidityThroughoutLeavesDuration?: boolean | null;
    extraVolumeMounts?: unknown[] | null;
    extraVolumes?: unknown[] | null;
    /** @default true */
    generateCA?: boolean | null;
    image?: {
      /** @default "sha256:e65f1d15a0ffaf2df32797c8ad1c797fc64dad11c274cd96a2eafa89d712cdc3" */
      digest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      /** @default "quay.io/cilium/certgen" */
      repository?: string | null;
      /** @default "v0.4.8" */
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    nodeSelector?: { [key: string]: unknown } | null;
    podLabels?: { [key: string]: unknown } | null;
    priorityClassName?: string | null;
    resources?: { [key: string]: unknown } | null;
    tolerations?: unknown[] | null;
    ttlSecondsAfterFinished?: number | null;
  } | null;
  cgroup?: {
    autoMount?: {
      /** @default true */
      enabled?: boolean | null;
      resources?: { [key: string]: unknown } | null;
    } | null;
    /** @default "/run/cilium/cgroupv2" */
    hostRoot?: string | null;
  } | null;
  ciliumEndpointSlice?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default [{"nodes":0,"limit":10,"burst":20},{"nodes":100,"limit":50,"burst":100}] */
    rateLimits?: unknown[] | null;
  } | null;
  /** @default false */
  cleanBpfState?: boolean | null;
  /** @default false */
  cleanState?: boolean | null;
  cluster?: {
    /** @default 0 */
    id?: number | null;
    /** @default "default" */
    name?: string | null;
  } | null;
  clusterHealthPort?: unknown;
  clustermesh?: {
    annotations?: { [key: string]: unknown } | null;
    apiserver?: {
      affinity?: {
        podAntiAffinity?: {
          preferredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
        } | null;
        [key: string]: unknown;
      } | null;
      etcd?: {
        init?: {
          extraArgs?: unknown[] | null;
          extraEnv?: unknown[] | null;
          resources?: { [key: string]: unknown } | null;
        } | null;
        lifecycle?: { [key: string]: unknown } | null;
        resources?: { [key: string]: unknown } | null;
        securityContext?: {
          /** @default false */
          allowPrivilegeEscalation?: boolean | null;
          capabilities?: {
            /** @default ["ALL"] */
            drop?: unknown[] | null;
          } | null;
        } | null;
        /** @default "Disk" */
        storageMedium?: 'Disk' | 'Memory' | null;
      } | null;
      /** @default 50 */
      etcdQPS?: number | null;
      extraArgs?: unknown[] | null;
      extraEnv?: unknown[] | null;
      extraVolumeMounts?: unknown[] | null;
      extraVolumes?: unknown[] | null;
      /** @default 9880 */
      healthPort?: number | null;
      image?: {
        /** @default "sha256:c791d0c334d4515d40041b2660d50a1b94b0179ef1d3c120bd350aebc9115e92" */
        digest?: string | null;
        override?: string | null;
        /** @default "IfNotPresent" */
        pullPolicy?: string | null;
        /** @default "quay.io/cilium/clustermesh-apiserver" */
        repository?: string | null;
        /** @default "v1.20.0" */
        tag?: string | null;
        /** @default true */
        useDigest?: boolean | null;
      } | null;
      kvstoremesh?: {
        /** @default true */
        enabled?: boolean | null;
        /** @default 100 */
        etcdQPS?: number | null;
        extraArgs?: unknown[] | null;
        extraEnv?: unknown[] | null;
        extraVolumeMounts?: unknown[] | null;
        /** @default 9881 */
        healthPort?: number | null;
        /** @default "internal" */
        kvstoreMode?: string | null;
        lifecycle?: { [key: string]: unknown } | null;
        readinessProbe?: { [key: string]: unknown } | null;
        resources?: { [key: string]: unknown } | null;
        securityContext?: {
          /** @default false */
          allowPrivilegeEscalation?: boolean | null;
          capabilities?: {
            /** @default ["ALL"] */
            drop?: unknown[] | null;
          } | null;
        } | null;
      } | null;
      lifecycle?: { [key: string]: unknown } | null;
      metrics?: {
        /** @default true */
        enabled?: boolean | null;
        etcd?: {
          /** @default true */
          enabled?: boolean | null;
          /** @default "basic" */
          mode?: string | null;
          /** @default 9963 */
          port?: number | null;
        } | null;
        kvstoremesh?: {
          /** @default true */
          enabled?: boolean | null;
          /** @default 9964 */
          port?: number | null;
        } | null;
        /** @default 9962 */
        port?: number | null;
        serviceMonitor?: {
          annotations?: { [key: string]: unknown } | null;
          /** @default false */
          enabled?: boolean | null;
          etcd?: {
            /** @default "10s" */
            interval?: string | null;
            metricRelabelings?: unknown[] | null;
            relabelings?: unknown[] | null;
            scrapeTimeout?: string | null;
          } | null;
          /** @default "10s" */
          interval?: string | null;
          kvstoremesh?: {
            /** @default "10s" */
            interval?: string | null;
            metricRelabelings?: unknown[] | null;
            relabelings?: unknown[] | null;
            scrapeTimeout?: string | null;
          } | null;
          labels?: { [key: string]: unknown } | null;
          metricRelabelings?: unknown[] | null;
          namespace?: unknown;
          relabelings?: unknown[] | null;
          scrapeTimeout?: string | null;
        } | null;
      } | null;
      nodeSelector?: {
        /** @default "linux" */
        'kubernetes.io/os'?: string | null;
        [key: string]: unknown;
      } | null;
      podAnnotations?: { [key: string]: unknown } | null;
      podDisruptionBudget?: {
        /** @default false */
        enabled?: boolean | null;
        /** @default 1 */
        maxUnavailable?: number | string | null;
        minAvailable?: number | string | null;
        unhealthyPodEvictionPolicy?: string | null;
      } | null;
      podLabels?: { [key: string]: unknown } | null;
      podSecurityContext?: {
        /** @default 65532 */
        fsGroup?: number | null;
        /** @default 65532 */
        runAsGroup?: number | null;
        /** @default true */
        runAsNonRoot?: boolean | null;
        /** @default 65532 */
        runAsUser?: number | null;
        [key: string]: unknown;
      } | null;
      priorityClassName?: string | null;
      readinessProbe?: { [key: string]: unknown } | null;
      /** @default 1 */
      replicas?: number | null;
      resources?: { [key: string]: unknown } | null;
      securityContext?: {
        /** @default false */
        allowPrivilegeEscalation?: boolean | null;
        capabilities?: {
          /** @default ["ALL"] */
          drop?: unknown[] | null;
        } | null;
      } | null;
      service?: {
        annotations?: { [key: string]: unknown } | null;
        /** @default "HAOnly" */
        enableSessionAffinity?: 'HAOnly' | 'Always' | 'Never' | null;
        /** @default "Cluster" */
        externalTrafficPolicy?: 'Local' | 'Cluster' | null;
        /** @default false */
        externallyCreated?: boolean | null;
        /** @default "Cluster" */
        internalTrafficPolicy?: 'Local' | 'Cluster' | null;
        labels?: { [key: string]: unknown } | null;
        loadBalancerClass?: string | null;
        loadBalancerIP?: string | null;
        loadBalancerSourceRanges?: unknown[] | null;
        /** @default 32379 */
        nodePort?: number | null;
        /** @default "NodePort" */
        type?: string | null;
      } | null;
      /** @default 30 */
      terminationGracePeriodSeconds?: number | null;
      tls?: {
        /** @default "migration" */
        authMode?: string | null;
        auto?: {
          certManagerIssuerRef?: { [key: string]: unknown } | null;
          /** @default 365 */
          certValidityDuration?: number | null;
          /** @default true */
          enabled?: boolean | null;
          /** @default "helm" */
          method?: string | null;
          privateKey?: { [key: string]: unknown } | null;
          /** @default "0 0 1 *\/4 *" */
          schedule?: string | null;
          server?: {
            extraDnsNames?: unknown[] | null;
            extraIpAddresses?: unknown[] | null;
          } | null;
          subject?: { [key: string]: unknown } | null;
        } | null;
        server?: {
          extraDnsNames?: unknown;
          extraIpAddresses?: unknown;
        } | null;
      } | null;
      tolerations?: unknown[] | null;
      topologySpreadConstraints?: unknown[] | null;
      updateStrategy?: {
        rollingUpdate?: {
          /** @default 1 */
          maxSurge?: number | string | null;
          /** @default 0 */
          maxUnavailable?: number | string | null;
        } | null;
        /** @default "RollingUpdate" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
    /** @default "0s" */
    cacheTTL?: string | null;
    config?: {
      clusters?: { [key: string]: unknown } | unknown[] | null;
      /** @default "mesh.cilium.io" */
      domain?: string | null;
      /** @default false */
      enabled?: boolean | null;
    } | null;
    /** @default true */
    defaultGlobalNamespace?: boolean | null;
    disableKubernetesHostAliases?: unknown;
    /** @default false */
    enableEndpointSliceSynchronization?: boolean | null;
    /** @default 255 */
    maxConnectedClusters?: number | null;
    mcsapi?: {
      corednsAutoConfigure?: {
        affinity?: { [key: string]: unknown } | null;
        annotations?: { [key: string]: unknown } | null;
        coredns?: {
          /** @default "cluster.local" */
          clusterDomain?: string | null;
          /** @default "clusterset.local" */
          clustersetDomain?: string | null;
          /** @default "coredns" */
          configMapName?: string | null;
          /** @default "coredns" */
          deploymentName?: string | null;
          /** @default "kube-system" */
          namespace?: string | null;
          /** @default "coredns" */
          serviceAccountName?: string | null;
        } | null;
        /** @default false */
        enabled?: boolean | null;
        extraArgs?: unknown[] | null;
        extraVolumeMounts?: unknown[] | null;
        extraVolumes?: unknown[] | null;
        nodeSelector?: { [key: string]: unknown } | null;
        podLabels?: { [key: string]: unknown } | null;
        priorityClassName?: string | null;
        resources?: { [key: string]: unknown } | null;
        tolerations?: unknown[] | null;
        /** @default 1800 */
        ttlSecondsAfterFinished?: number | null;
      } | null;
      /** @default false */
      enabled?: boolean | null;
      /** @default true */
      installCRDs?: boolean | null;
    } | null;
    /** @default true */
    policyDefaultLocalCluster?: boolean | null;
    /** @default false */
    useAPIServer?: boolean | null;
  } | null;
  cni?: {
    /** @default "/opt/cni/bin" */
    binPath?: string | null;
    chainingMode?: string | null;
    chainingTarget?: string | null;
    /** @default "/tmp/cni-configuration" */
    confFileMountPath?: string | null;
    /** @default "/etc/cni/net.d" */
    confPath?: string | null;
    configMap?: string | null;
    /** @default "cni-config" */
    configMapKey?: string | null;
    /** @default false */
    customConf?: boolean | null;
    /** @default false */
    enableRouteMTUForCNIChaining?: boolean | null;
    /** @default true */
    exclusive?: boolean | null;
    externalRouting?: unknown;
    /** @default "/host/etc/cni/net.d" */
    hostConfDirMountPath?: string | null;
    /** @default true */
    install?: boolean | null;
    /** @default true */
    iptablesRemoveAWSRules?: boolean | null;
    /** @default "/var/run/cilium/cilium-cni.log" */
    logFile?: string | null;
    readCniConf?: unknown;
    resources?: {
      limits?: {
        /** @default 1 */
        cpu?: number | string | null;
        /** @default "1Gi" */
        memory?: string | null;
      } | null;
      requests?: {
        /** @default "100m" */
        cpu?: number | string | null;
        /** @default "10Mi" */
        memory?: string | null;
      } | null;
      [key: string]: unknown;
    } | null;
    /** @default false */
    uninstall?: boolean | null;
  } | null;
  commonLabels?: { [key: string]: unknown } | null;
  configDriftDetection?: {
    /** @default true */
    driftChecker?: boolean | null;
    /** @default true */
    enabled?: boolean | null;
    ignoredKeys?: unknown[] | null;
  } | null;
  connectivityProbeFrequencyRatio?: number | null;
  conntrackGCInterval?: string | null;
  conntrackGCMaxInterval?: string | null;
  crdWaitTimeout?: string | null;
  daemon?: {
    allowedConfigOverrides?: string | null;
    blockedConfigOverrides?: string | null;
    configSources?: string | null;
    /** @default true */
    enableSourceIPVerification?: boolean | null;
    /** @default "/var/run/cilium" */
    runPath?: string | null;
  } | null;
  dashboards?: {
    annotations?: { [key: string]: unknown } | null;
    /** @default false */
    enabled?: boolean | null;
    /** @default "grafana_dashboard" */
    label?: string | null;
    /** @default "1" */
    labelValue?: string | null;
    namespace?: string | null;
  } | null;
  datapathPlugins?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default "/var/run/cilium/plugins" */
    stateDir?: string | null;
  } | null;
  debug?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default "5m" */
    metricsSamplingInterval?: string | null;
    verbose?: string | null;
  } | null;
  /** @default "lbipam" */
  defaultLBServiceIPAM?: string | null;
  devices?: string | unknown[] | null;
  /** @default false */
  directRoutingSkipUnreachable?: boolean | null;
  /** @default false */
  disableEndpointCRD?: boolean | null;
  disableEnvoyVersionCheck?: unknown;
  disableIptablesFeederRules?: unknown;
  dnsPolicy?: string | null;
  dnsPolicyUnloadOnShutdown?: unknown;
  dnsProxy?: {
    /** @default "refused" */
    dnsRejectResponseCode?: string | null;
    /** @default true */
    enableDnsCompression?: boolean | null;
    enableTransparentMode?: unknown;
    /** @default 1000 */
    endpointMaxIpPerHostname?: number | null;
    /** @default "0s" */
    idleConnectionGracePeriod?: string | null;
    /** @default 10000 */
    maxDeferredConnectionDeletes?: number | null;
    /** @default 0 */
    minTtl?: number | null;
    /** @default true */
    preAllocateIdentities?: boolean | null;
    preCache?: string | null;
    /** @default 0 */
    proxyPort?: number | null;
    /** @default "100ms" */
    proxyResponseMaxDelay?: string | null;
    /** @default 10 */
    socketLingerTimeout?: number | null;
  } | null;
  egressGateway?: {
    /** @default false */
    enabled?: boolean | null;
    maxPolicyEntries?: unknown;
    /** @default "1s" */
    reconciliationTriggerInterval?: string | null;
  } | null;
  egressMasqueradeInterfaces?: unknown;
  enableCnpStatusUpdates?: unknown;
  /** @default true */
  enableCriticalPriorityClass?: boolean | null;
  /** @default false */
  enableIPv4BIGTCP?: boolean | null;
  enableIPv4Masquerade?: boolean | null;
  /** @default false */
  enableIPv6BIGTCP?: boolean | null;
  /** @default true */
  enableIPv6Masquerade?: boolean | null;
  enableIdentityMark?: unknown;
  /** @default true */
  enableInternalTrafficPolicy?: boolean | null;
  enableK8sEventHandover?: unknown;
  /** @default true */
  enableLBIPAM?: boolean | null;
  /** @default false */
  enableMasqueradeRouteSource?: boolean | null;
  /** @default true */
  enableNoServiceEndpointsRoutable?: boolean | null;
  /** @default true */
  enableNonDefaultDenyPolicies?: boolean | null;
  /** @default true */
  enableXTSocketFallback?: boolean | null;
  encryption?: {
    /** @default false */
    enabled?: boolean | null;
    ipsec?: {
      interface?: string | null;
      /** @default "keys" */
      keyFile?: string | null;
      /** @default "5m" */
      keyRotationDuration?: string | null;
      /** @default true */
      keyWatcher?: boolean | null;
      /** @default "/etc/ipsec" */
      mountPath?: string | null;
      /** @default "cilium-ipsec-keys" */
      secretName?: string | null;
    } | null;
    /** @default false */
    nodeEncryption?: boolean | null;
    strictMode?: {
      egress?: {
        /** @default false */
        allowRemoteNodeIdentities?: boolean | null;
        cidr?: string | null;
        /** @default false */
        enabled?: boolean | null;
      } | null;
      ingress?: {
        /** @default false */
        enabled?: boolean | null;
      } | null;
    } | null;
    /** @default "ipsec" */
    type?: string | null;
    wireguard?: {
      /** @default "0s" */
      persistentKeepalive?: string | null;
    } | null;
    ztunnel?: {
      affinity?: { [key: string]: unknown } | null;
      annotations?: { [key: string]: unknown } | null;
      ca?: {
        /** @default "internal" */
        type?: 'spire' | 'internal' | null;
      } | null;
      /** @default "https://localhost:15012" */
      caAddress?: string | null;
      extraEnv?: unknown[] | null;
      extraVolumeMounts?: unknown[] | null;
      extraVolumes?: unknown[] | null;
      /** @default 15021 */
      healthPort?: number | null;
      image?: {
        /** @default "sha256:884de5adde400e39f58e36c7a729f7690466ca4a8eb4c2a8daa9c1c025115b24" */
        digest?: string | null;
        override?: string | null;
        /** @default "IfNotPresent" */
        pullPolicy?: string | null;
        /** @default "quay.io/cilium/ztunnel" */
        repository?: string | null;
        /** @default "v1.0.0" */
        tag?: string | null;
        /** @default true */
        useDigest?: boolean | null;
      } | null;
      /** @default 0 */
      minReadySeconds?: number | null;
      nodeSelector?: {
        /** @default "linux" */
        'kubernetes.io/os'?: string | null;
        [key: string]: unknown;
      } | null;
      podAnnotations?: { [key: string]: unknown } | null;
      podLabels?: { [key: string]: unknown } | null;
      priorityClassName?: string | null;
      readinessProbe?: {
        /** @default 3 */
        failureThreshold?: number | null;
        /** @default 0 */
        initialDelaySeconds?: number | null;
        /** @default 10 */
        periodSeconds?: number | null;
      } | null;
      resources?: {
        requests?: {
          /** @default "200m" */
          cpu?: string | null;
          /** @default "512Mi" */
          memory?: string | null;
        } | null;
      } | null;
      secrets?: {
        bootstrapRootCert?: string | null;
      } | null;
      /** @default 30 */
      terminationGracePeriodSeconds?: number | null;
      tolerations?: unknown[] | null;
      updateStrategy?: {
        rollingUpdate?: {
          /** @default 1 */
          maxSurge?: number | null;
          /** @default 0 */
          maxUnavailable?: number | null;
        } | null;
        /** @default "RollingUpdate" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
  } | null;
  endpointHealthChecking?: {
    /** @default true */
    enabled?: boolean | null;
  } | null;
  /** @default false */
  endpointLockdownOnMapOverflow?: boolean | null;
  endpointPolicyUpdateTimeoutDuration?: null;
  endpointRoutes?: {
    /** @default false */
    enabled?: boolean | string | null;
  } | null;
  eni?: {
    /** @default false */
    awsEnablePrefixDelegation?: boolean | null;
    /** @default false */
    awsReleaseExcessIPs?: boolean | null;
    ec2APIEndpoint?: string | null;
    /** @default false */
    enabled?: boolean | null;
    eniTags?: { [key: string]: unknown } | null;
    gcInterval?: string | null;
    gcTags?: { [key: string]: unknown } | null;
    iamRole?: string | null;
    instanceTagsFilter?: unknown[] | null;
    nodeSpec?: {
      deleteOnTermination?: boolean | null;
      /** @default false */
      disablePrefixDelegation?: boolean | null;
      excludeInterfaceTags?: unknown[] | null;
      firstInterfaceIndex?: number | null;
      securityGroupTags?: unknown[] | null;
      securityGroups?: unknown[] | null;
      subnetIDs?: unknown[] | null;
      subnetTags?: unknown[] | null;
      /** @default false */
      usePrimaryAddress?: boolean | null;
    } | null;
    subnetIDsFilter?: unknown[] | null;
    subnetTagsFilter?: unknown[] | null;
  } | null;
  envoy?: {
    affinity?: {
      nodeAffinity?: {
        requiredDuringSchedulingIgnoredDuringExecution?: {
          /** @default [{"matchExpressions":[{"key":"cilium.io/no-schedule","operator":"NotIn","values":["true"]}]}] */
          nodeSelectorTerms?: unknown[] | null;
        } | null;
      } | null;
      podAffinity?: {
        /** @default [{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"k8s-app":"cilium"}}}] */
        requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
      } | null;
      podAntiAffinity?: {
        requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
      } | null;
      [key: string]: unknown;
    } | null;
    annotations?: { [key: string]: unknown } | null;
    /** @default 0 */
    baseID?: number | null;
    bootstrapConfigMap?: string | null;
    /** @default 1024 */
    clusterMaxConnections?: number | null;
    /** @default 1024 */
    clusterMaxPendingRequests?: number | null;
    /** @default 1024 */
    clusterMaxRequests?: number | null;
    /** @default 2 */
    connectTimeoutSeconds?: number | null;
    debug?: {
      admin?: {
        /** @default false */
        enabled?: boolean | null;
        /** @default 9901 */
        port?: number | null;
      } | null;
    } | null;
    dnsPolicy?: string | null;
    enabled?: boolean | null;
    extraArgs?: unknown[] | null;
    extraContainers?: unknown[] | null;
    extraEnv?: unknown[] | null;
    extraHostPathMounts?: unknown[] | null;
    extraVolumeMounts?: unknown[] | null;
    extraVolumes?: unknown[] | null;
    /** @default 9878 */
    healthPort?: number | null;
    /** @default 3 */
    httpRetryCount?: number | null;
    httpUpstreamLingerTimeout?: null;
    /** @default 60 */
    idleTimeoutDurationSeconds?: number | null;
    image?: {
      /** @default "sha256:583057dd4f7d54cd41efff3c413aa0b148ac201f522e2c3336851fa89c78b039" */
      digest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      /** @default "quay.io/cilium/cilium-envoy" */
      repository?: string | null;
      /** @default "v1.37.5-1782911245-7cffc778c923f68a77954a53b1a98d6b5353f004" */
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    initContainers?: unknown[] | null;
    /** @default 30 */
    initialFetchTimeoutSeconds?: number | null;
    livenessProbe?: {
      /** @default true */
      enabled?: boolean | null;
      /** @default 10 */
      failureThreshold?: number | null;
      /** @default 0 */
      initialDelaySeconds?: number | null;
      /** @default 30 */
      periodSeconds?: number | null;
      /** @default 5 */
      timeoutSeconds?: number | null;
    } | null;
    log?: {
      /** @default 4096 */
      accessLogBufferSize?: number | null;
      /** @default true */
      accessLogEnabled?: boolean | null;
      defaultLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off' | null;
      /** @default "[%Y-%m-%d %T.%e][%t][%l][%n] [%g:%#] %v" */
      format?: string | null;
      format_json?: { [key: string]: unknown } | null;
      path?: string | null;
    } | null;
    /** @default 128 */
    maxConcurrentRetries?: number | null;
    /** @default 0 */
    maxConnectionDurationSeconds?: number | null;
    /** @default 50000 */
    maxGlobalDownstreamConnections?: number | null;
    /** @default 0 */
    maxRequestsPerConnection?: number | null;
    /** @default 0 */
    minReadySeconds?: number | null;
    nodeLocality?: {
      /** @default false */
      enabled?: boolean | null;
    } | null;
    nodeSelector?: {
      /** @default "linux" */
      'kubernetes.io/os'?: string | null;
      [key: string]: unknown;
    } | null;
    podAnnotations?: { [key: string]: unknown } | null;
    podLabels?: { [key: string]: unknown } | null;
    podSecurityContext?: {
      appArmorProfile?: {
        /** @default "Unconfined" */
        type?: string | null;
      } | null;
      [key: string]: unknown;
    } | null;
    policyRestoreTimeoutDuration?: string | null;
    priorityClassName?: string | null;
    prometheus?: {
      /** @default true */
      enabled?: boolean | null;
      /** @default "9964" */
      port?: string | null;
      serviceMonitor?: {
        annotations?: { [key: string]: unknown } | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default "10s" */
        interval?: string | null;
        labels?: { [key: string]: unknown } | null;
        metricRelabelings?: unknown[] | null;
        namespace?: unknown;
        relabelings?: unknown[] | null;
        scrapeTimeout?: string | null;
      } | null;
    } | null;
    readinessProbe?: {
      /** @default 3 */
      failureThreshold?: number | null;
      /** @default 0 */
      initialDelaySeconds?: number | null;
      /** @default 30 */
      periodSeconds?: number | null;
      /** @default 5 */
      timeoutSeconds?: number | null;
    } | null;
    resources?: { [key: string]: unknown } | null;
    /** @default false */
    rollOutPods?: boolean | null;
    securityContext?: {
      capabilities?: {
        /** @default ["NET_ADMIN","SYS_ADMIN"] */
        envoy?: unknown[] | null;
        /** @default false */
        keepCapNetBindService?: boolean | null;
      } | null;
      /** @default false */
      privileged?: boolean | null;
      seLinuxOptions?: {
        /** @default "s0" */
        level?: string | null;
        /** @default "spc_t" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
    startupProbe?: {
      /** @default true */
      enabled?: boolean | null;
      /** @default 105 */
      failureThreshold?: number | null;
      /** @default 5 */
      initialDelaySeconds?: number | null;
      /** @default 2 */
      periodSeconds?: number | null;
      /** @default 5 */
      timeoutSeconds?: number | null;
    } | null;
    /** @default 300 */
    streamIdleTimeoutDurationSeconds?: number | null;
    /** @default 1 */
    terminationGracePeriodSeconds?: number | null;
    /** @default [{"operator":"Exists"}] */
    tolerations?: unknown[] | null;
    updateStrategy?: {
      rollingUpdate?: {
        /** @default 2 */
        maxUnavailable?: number | string | null;
      } | null;
      /** @default "RollingUpdate" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
    /** @default true */
    useOriginalSourceAddress?: boolean | null;
    xdsMode?: 'split' | 'ads' | 'strict-ads' | null;
    /** @default 0 */
    xffNumTrustedHopsL7PolicyEgress?: number | null;
    /** @default 0 */
    xffNumTrustedHopsL7PolicyIngress?: number | null;
  } | null;
  envoyConfig?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default "15s" */
    retryInterval?: string | null;
    secretsNamespace?: {
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-secrets" */
      name?: string | null;
    } | null;
  } | null;
  etcd?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default ["https://CHANGE-ME:2379"] */
    endpoints?: unknown[] | null;
    /** @default false */
    ssl?: boolean | null;
  } | null;
  extraArgs?: unknown[] | null;
  extraConfig?: { [key: string]: unknown } | null;
  extraContainers?: unknown[] | null;
  extraEnv?: unknown[] | null;
  extraHostPathMounts?: unknown[] | null;
  extraInitContainers?: unknown[] | null;
  extraVolumeMounts?: unknown[] | null;
  extraVolumes?: unknown[] | null;
  /** @default false */
  forceDeviceDetection?: boolean | null;
  fragmentTracking?: unknown;
  gatewayAPI?: {
    /** @default false */
    enableAlpn?: boolean | null;
    /** @default false */
    enableAppProtocol?: boolean | null;
    /** @default false */
    enableProxyProtocol?: boolean | null;
    /** @default false */
    enabled?: boolean | null;
    /** @default "Cluster" */
    externalTrafficPolicy?: string | null;
    gatewayClass?: {
      /** @default "auto" */
      create?: boolean | string | null;
    } | null;
    hostNetwork?: {
      /** @default false */
      enabled?: boolean | null;
      nodes?: {
        matchLabels?: { [key: string]: unknown } | null;
      } | null;
    } | null;
    secretsNamespace?: {
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-secrets" */
      name?: string | null;
      /** @default true */
      sync?: boolean | null;
    } | null;
    /** @default true */
    useRemoteAddress?: boolean | null;
    /** @default 0 */
    xffNumTrustedHops?: number | null;
  } | null;
  gke?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  global?: { [key: string]: unknown } | null;
  /** @default 3 */
  healthCheckICMPFailureThreshold?: number | null;
  /** @default true */
  healthChecking?: boolean | null;
  /** @default 9879 */
  healthPort?: number | null;
  hostFirewall?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  hostServices?: unknown;
  hubble?: {
    annotations?: { [key: string]: unknown } | null;
    dropEventEmitter?: {
      /** @default false */
      enabled?: boolean | null;
      /** @default "2m" */
      interval?: string | null;
      /** @default ["auth_required","policy_denied"] */
      reasons?: unknown[] | null;
    } | null;
    /** @default true */
    enabled?: boolean | null;
    eventBufferCapacity?: unknown;
    eventQueueSize?: unknown;
    export?: {
      aggregationInterval?: unknown;
      dynamic?: {
        config?: {
          /** @default "cilium-flowlog-config" */
          configMapName?: string | null;
          content?: unknown[] | null;
          /** @default true */
          createConfigMap?: boolean | null;
        } | null;
        /** @default false */
        enabled?: boolean | null;
      } | null;
      fileCompress?: unknown;
      fileMaxBackups?: unknown;
      fileMaxSizeMb?: unknown;
      static?: {
        /** @default "0s" */
        aggregationInterval?: string | null;
        allowList?: unknown[] | null;
        denyList?: unknown[] | null;
        /** @default false */
        enabled?: boolean | null;
        fieldAggregate?: unknown[] | null;
        fieldMask?: unknown[] | null;
        /** @default false */
        fileCompress?: boolean | null;
        /** @default 5 */
        fileMaxBackups?: number | null;
        /** @default 10 */
        fileMaxSizeMb?: number | null;
        /** @default "/var/run/cilium/hubble/events.log" */
        filePath?: string | null;
      } | null;
    } | null;
    hostUsers?: boolean | null;
    /** @default ":4244" */
    listenAddress?: string | null;
    lostEventSendInterval?: unknown;
    metrics?: {
      dashboards?: {
        annotations?: { [key: string]: unknown } | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default "grafana_dashboard" */
        label?: string | null;
        /** @default "1" */
        labelValue?: string | null;
        namespace?: string | null;
      } | null;
      dynamic?: {
        config?: {
          /** @default "cilium-dynamic-metrics-config" */
          configMapName?: string | null;
          content?: unknown[] | null;
          /** @default true */
          createConfigMap?: boolean | null;
        } | null;
        /** @default false */
        enabled?: boolean | null;
      } | null;
      /** @default false */
      enableOpenMetrics?: boolean | null;
      enabled?: unknown[] | null;
      /** @default 9965 */
      port?: number | null;
      serviceAnnotations?: { [key: string]: unknown } | null;
      serviceMonitor?: {
        annotations?: { [key: string]: unknown } | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default "10s" */
        interval?: string | null;
        jobLabel?: string | null;
        labels?: { [key: string]: unknown } | null;
        metricRelabelings?: unknown[] | null;
        relabelings?: unknown[] | null;
        scrapeTimeout?: string | null;
        tlsConfig?: { [key: string]: unknown } | null;
      } | null;
      tls?: {
        /** @default false */
        enabled?: boolean | null;
        server?: {
          cert?: string | null;
          existingSecret?: string | null;
          extraDnsNames?: unknown[] | null;
          extraIpAddresses?: unknown[] | null;
          key?: string | null;
          mtls?: {
            /** @default false */
            enabled?: boolean | null;
            /** @default "ca.crt" */
            key?: string | null;
            name?: null;
            /** @default false */
            useSecret?: boolean | null;
          } | null;
        } | null;
      } | null;
    } | null;
    networkPolicyCorrelation?: {
      /** @default true */
      enabled?: boolean | null;
    } | null;
    peerService?: {
      /** @default "cluster.local" */
      clusterDomain?: string | null;
      servicePort?: unknown;
      /** @default 4244 */
      targetPort?: number | null;
    } | null;
    /** @default false */
    preferIpv6?: boolean | null;
    redact?: {
      /** @default false */
      enabled?: boolean | null;
      http?: {
        headers?: {
          allow?: unknown[] | null;
          deny?: unknown[] | null;
        } | null;
        /** @default false */
        urlQuery?: boolean | null;
        /** @default true */
        userInfo?: boolean | null;
      } | null;
    } | null;
    relay?: {
      affinity?: {
        podAffinity?: {
          /** @default [{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"k8s-app":"cilium"}}}] */
          requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
        } | null;
        [key: string]: unknown;
      } | null;
      annotations?: { [key: string]: unknown } | null;
      /** @default false */
      enabled?: boolean | null;
      extraEnv?: unknown[] | null;
      extraVolumeMounts?: unknown[] | null;
      extraVolumes?: unknown[] | null;
      gops?: {
        /** @default true */
        enabled?: boolean | null;
        /** @default 9893 */
        port?: number | null;
      } | null;
      image?: {
        /** @default "sha256:2ca16981c7eb98df0ba9c9d18896bb9ca628b5cbd40dc9801339f4741f91ee94" */
        digest?: string | null;
        override?: string | null;
        /** @default "IfNotPresent" */
        pullPolicy?: string | null;
        /** @default "quay.io/cilium/hubble-relay" */
        repository?: string | null;
        /** @default "v1.20.0" */
        tag?: string | null;
        /** @default true */
        useDigest?: boolean | null;
      } | null;
      listenHost?: string | null;
      /** @default "4245" */
      listenPort?: string | null;
      logOptions?: {
        format?: string | null;
        level?: string | null;
      } | null;
      nodeSelector?: {
        /** @default "linux" */
        'kubernetes.io/os'?: string | null;
        [key: string]: unknown;
      } | null;
      podAnnotations?: { [key: string]: unknown } | null;
      podDisruptionBudget?: {
        /** @default false */
        enabled?: boolean | null;
        /** @default 1 */
        maxUnavailable?: number | string | null;
        minAvailable?: number | string | null;
        unhealthyPodEvictionPolicy?: string | null;
      } | null;
      podLabels?: { [key: string]: unknown } | null;
      podSecurityContext?: {
        /** @default 65532 */
        fsGroup?: number | null;
        seccompProfile?: {
          /** @default "RuntimeDefault" */
          type?: string | null;
        } | null;
        [key: string]: unknown;
      } | null;
      pprof?: {
        /** @default "localhost" */
        address?: string | null;
        /** @default 0 */
        blockProfileRate?: number | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default 0 */
        mutexProfileFraction?: number | null;
        /** @default 6062 */
        port?: number | null;
      } | null;
      priorityClassName?: string | null;
      prometheus?: {
        /** @default false */
        enabled?: boolean | null;
        /** @default 9966 */
        port?: number | null;
        serviceMonitor?: {
          annotations?: { [key: string]: unknown } | null;
          /** @default false */
          enabled?: boolean | null;
          /** @default "10s" */
          interval?: string | null;
          labels?: { [key: string]: unknown } | null;
          metricRelabelings?: unknown[] | null;
          namespace?: unknown;
          relabelings?: unknown[] | null;
          scrapeTimeout?: string | null;
        } | null;
      } | null;
      /** @default 1 */
      replicas?: number | null;
      resources?: { [key: string]: unknown } | null;
      retryTimeout?: string | null;
      /** @default false */
      rollOutPods?: boolean | null;
      securityContext?: {
        /** @default false */
        allowPrivilegeEscalation?: boolean | null;
        capabilities?: {
          /** @default ["ALL"] */
          drop?: unknown[] | null;
        } | null;
        /** @default true */
        readOnlyRootFilesystem?: boolean | null;
        /** @default 65532 */
        runAsGroup?: number | null;
        /** @default true */
        runAsNonRoot?: boolean | null;
        /** @default 65532 */
        runAsUser?: number | null;
        seccompProfile?: {
          /** @default "RuntimeDefault" */
          type?: string | null;
        } | null;
        [key: string]: unknown;
      } | null;
      service?: {
        /** @default 31234 */
        nodePort?: number | null;
        /** @default "ClusterIP" */
        type?: string | null;
      } | null;
      servicePort?: unknown;
      sortBufferDrainTimeout?: string | null;
      sortBufferLenMax?: number | null;
      /** @default 1 */
      terminationGracePeriodSeconds?: number | null;
      tls?: {
        client?: {
          cert?: string | null;
          existingSecret?: string | null;
          key?: string | null;
        } | null;
        server?: {
          cert?: string | null;
          /** @default false */
          enabled?: boolean | null;
          existingSecret?: string | null;
          extraDnsNames?: unknown[] | null;
          extraIpAddresses?: unknown[] | null;
          key?: string | null;
          /** @default false */
          mtls?: boolean | null;
          /** @default "ui.hubble-relay.cilium.io" */
          relayName?: string | null;
        } | null;
      } | null;
      tolerations?: unknown[] | null;
      topologySpreadConstraints?: unknown[] | null;
      updateStrategy?: {
        rollingUpdate?: {
          /** @default 1 */
          maxUnavailable?: number | string | null;
        } | null;
        /** @default "RollingUpdate" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
    skipUnknownCGroupIDs?: boolean | null;
    /** @default "/var/run/cilium/hubble.sock" */
    socketPath?: string | null;
    tls?: {
      auto?: {
        certManagerIssuerRef?: { [key: string]: unknown } | null;
        /** @default 365 */
        certValidityDuration?: number | null;
        /** @default true */
        enabled?: boolean | null;
        /** @default "helm" */
        method?: string | null;
        privateKey?: { [key: string]: unknown } | null;
        /** @default "0 0 1 *\/4 *" */
        schedule?: string | null;
        subject?: { [key: string]: unknown } | null;
      } | null;
      /** @default true */
      enabled?: boolean | null;
      server?: {
        cert?: string | null;
        existingSecret?: string | null;
        extraDnsNames?: unknown[] | null;
        extraIpAddresses?: unknown[] | null;
        key?: string | null;
      } | null;
    } | null;
    ui?: {
      affinity?: { [key: string]: unknown } | null;
      annotations?: { [key: string]: unknown } | null;
      backend?: {
        extraEnv?: unknown[] | null;
        extraVolumeMounts?: unknown[] | null;
        extraVolumes?: unknown[] | null;
        image?: {
          /** @default "sha256:fac0c300ae119274edca11fd89b1ad23c788792d8bc4ea2ba631c709e8d3c688" */
          digest?: string | null;
          override?: string | null;
          /** @default "IfNotPresent" */
          pullPolicy?: string | null;
          /** @default "quay.io/cilium/hubble-ui-backend" */
          repository?: string | null;
          /** @default "v0.13.5" */
          tag?: string | null;
          /** @default true */
          useDigest?: boolean | null;
        } | null;
        resources?: { [key: string]: unknown } | null;
        securityContext?: {
          /** @default false */
          allowPrivilegeEscalation?: boolean | null;
          capabilities?: {
            /** @default ["ALL"] */
            drop?: unknown[] | null;
          } | null;
          [key: string]: unknown;
        } | null;
      } | null;
      /** @default "/" */
      baseUrl?: string | null;
      /** @default false */
      enabled?: boolean | null;
      frontend?: {
        extraEnv?: unknown[] | null;
        extraVolumeMounts?: unknown[] | null;
        extraVolumes?: unknown[] | null;
        image?: {
          /** @default "sha256:f7d514fc54d784ed6df9d58cf0e97648b143f92b766dd1780ed3fc845bd4c516" */
          digest?: string | null;
          override?: string | null;
          /** @default "IfNotPresent" */
          pullPolicy?: string | null;
          /** @default "quay.io/cilium/hubble-ui" */
          repository?: string | null;
          /** @default "v0.13.5" */
          tag?: string | null;
          /** @default true */
          useDigest?: boolean | null;
        } | null;
        resources?: { [key: string]: unknown } | null;
        securityContext?: {
          /** @default false */
          allowPrivilegeEscalation?: boolean | null;
          capabilities?: {
            /** @default ["ALL"] */
            drop?: unknown[] | null;
          } | null;
          [key: string]: unknown;
        } | null;
        server?: {
          ipv6?: {
            /** @default true */
            enabled?: boolean | null;
          } | null;
        } | null;
      } | null;
      ingress?: {
        annotations?: { [key: string]: unknown } | null;
        className?: string | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default ["chart-example.local"] */
        hosts?: unknown[] | null;
        labels?: { [key: string]: unknown } | null;
        tls?: unknown[] | null;
      } | null;
      labels?: { [key: string]: unknown } | null;
      nodeSelector?: {
        /** @default "linux" */
        'kubernetes.io/os'?: string | null;
        [key: string]: unknown;
      } | null;
      podAnnotations?: { [key: string]: unknown } | null;
      podDisruptionBudget?: {
        /** @default false */
        enabled?: boolean | null;
        /** @default 1 */
        maxUnavailable?: number | string | null;
        minAvailable?: number | string | null;
        unhealthyPodEvictionPolicy?: string | null;
      } | null;
      podLabels?: { [key: string]: unknown } | null;
      priorityClassName?: string | null;
      /** @default 1 */
      replicas?: number | null;
      /** @default false */
      rollOutPods?: boolean | null;
      securityContext?: {
        /** @default 1001 */
        fsGroup?: number | null;
        /** @default 1001 */
        runAsGroup?: number | null;
        /** @default true */
        runAsNonRoot?: boolean | null;
        /** @default 1001 */
        runAsUser?: number | null;
        seccompProfile?: {
          /** @default "RuntimeDefault" */
          type?: string | null;
        } | null;
        [key: string]: unknown;
      } | null;
      service?: {
        annotations?: { [key: string]: unknown } | null;
        labels?: { [key: string]: unknown } | null;
        /** @default 31235 */
        nodePort?: number | null;
        /** @default "ClusterIP" */
        type?: string | null;
      } | null;
      standalone?: {
        /** @default false */
        enabled?: boolean | null;
        tls?: {
          certsVolume?: { [key: string]: unknown } | null;
        } | null;
      } | null;
      tls?: {
        client?: {
          cert?: string | null;
          existingSecret?: string | null;
          key?: string | null;
        } | null;
      } | null;
      tmpVolume?: { [key: string]: unknown } | null;
      tolerations?: unknown[] | null;
      topologySpreadConstraints?: unknown[] | null;
      updateStrategy?: {
        rollingUpdate?: {
          /** @default 1 */
          maxUnavailable?: number | string | null;
        } | null;
        /** @default "RollingUpdate" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
  } | null;
  /** @default "crd" */
  identityAllocationMode?: string | null;
  identityChangeGracePeriod?: string | null;
  /** @default "agent" */
  identityManagementMode?: 'agent' | 'operator' | 'both' | null;
  image?: {
    /** @default "sha256:383968cd5e8873f7976fa76aa6196045643558f4cc9518a207b9335cb24a0e93" */
    digest?: string | null;
    override?: string | null;
    /** @default "IfNotPresent" */
    pullPolicy?: string | null;
    /** @default "quay.io/cilium/cilium" */
    repository?: string | null;
    /** @default "v1.20.0" */
    tag?: string | null;
    /** @default true */
    useDigest?: boolean | null;
  } | null;
  imagePullSecrets?: unknown[] | null;
  ingressController?: {
    /** @default false */
    default?: boolean | null;
    defaultSecretName?: string | null;
    defaultSecretNamespace?: string | null;
    /** @default false */
    enableProxyProtocol?: boolean | null;
    /** @default false */
    enabled?: boolean | null;
    /** @default true */
    enforceHttps?: boolean | null;
    hostNetwork?: {
      /** @default false */
      enabled?: boolean | null;
      /** @default 0 */
      httpPort?: number | null;
      /** @default 0 */
      httpsPort?: number | null;
      nodes?: {
        matchLabels?: { [key: string]: unknown } | null;
      } | null;
      /** @default 8080 */
      sharedListenerPort?: number | null;
      /** @default 0 */
      tlsPassthroughPort?: number | null;
    } | null;
    ingressLBAnnotationPrefixes?: unknown[] | null;
    /** @default "dedicated" */
    loadbalancerMode?: string | null;
    secretsNamespace?: {
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-secrets" */
      name?: string | null;
      /** @default true */
      sync?: boolean | null;
    } | null;
    service?: {
      allocateLoadBalancerNodePorts?: boolean | null;
      annotations?: { [key: string]: unknown } | null;
      /** @default "Cluster" */
      externalTrafficPolicy?: string | null;
      insecureNodePort?: number | null;
      labels?: { [key: string]: unknown } | null;
      loadBalancerClass?: string | null;
      loadBalancerIP?: string | null;
      /** @default "cilium-ingress" */
      name?: string | null;
      secureNodePort?: number | null;
      /** @default "LoadBalancer" */
      type?: string | null;
    } | null;
    /** @default true */
    useRemoteAddress?: boolean | null;
    /** @default 0 */
    xffNumTrustedHops?: number | null;
  } | null;
  initResources?: { [key: string]: unknown } | null;
  /** @default false */
  installNoConntrackIptablesRules?: boolean | null;
  ipMasqAgent?: {
    config?: unknown;
    /** @default false */
    enabled?: boolean | null;
  } | null;
  ipam?: {
    /** @default "15s" */
    ciliumNodeUpdateRate?: string | null;
    /** @default false */
    installUplinkRoutesForDelegatedIPAM?: boolean | null;
    /** @default "cluster-pool" */
    mode?: string | null;
    multiPoolPreAllocation?: string | null;
    nodeSpec?: {
      ipamMaxAllocate?: number | null;
      ipamMinAllocate?: number | null;
      ipamPreAllocate?: number | null;
      ipamStaticIPTags?: unknown[] | null;
    } | null;
    operator?: {
      autoCreateCiliumPodIPPools?: { [key: string]: unknown } | null;
      /** @default 24 */
      clusterPoolIPv4MaskSize?: number | null;
      /** @default ["10.0.0.0/8"] */
      clusterPoolIPv4PodCIDRList?: unknown[] | string | null;
      /** @default 120 */
      clusterPoolIPv6MaskSize?: number | null;
      /** @default ["fd00::/104"] */
      clusterPoolIPv6PodCIDRList?: unknown[] | string | null;
      externalAPILimitBurstSize?: number | null;
      externalAPILimitQPS?: number | null;
    } | null;
  } | null;
  iptablesLockTimeout?: unknown;
  /** @default false */
  iptablesRandomFully?: boolean | null;
  ipv4?: {
    /** @default true */
    enabled?: boolean | null;
  } | null;
  ipv4NativeRoutingCIDR?: string | null;
  ipv6?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  ipv6NativeRoutingCIDR?: string | null;
  k8s?: {
    apiServerURLs?: string | null;
    /** @default false */
    requireIPv4PodCIDR?: boolean | null;
    /** @default false */
    requireIPv6PodCIDR?: boolean | null;
    serviceProxyName?: unknown;
  } | null;
  k8sClientExponentialBackoff?: {
    /** @default 1 */
    backoffBaseSeconds?: number | null;
    /** @default 120 */
    backoffMaxDurationSeconds?: number | null;
    /** @default true */
    enabled?: boolean | null;
  } | null;
  k8sClientRateLimit?: {
    burst?: number | null;
    operator?: {
      burst?: number | null;
      qps?: number | null;
    } | null;
    qps?: number | null;
  } | null;
  k8sClusterNetworkPolicy?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  k8sNetworkPolicy?: {
    /** @default true */
    enabled?: boolean | null;
  } | null;
  k8sServiceHost?: string | null;
  k8sServiceHostRef?: {
    key?: string | null;
    name?: string | null;
  } | null;
  k8sServiceLookupConfigMapName?: string | null;
  k8sServiceLookupNamespace?: string | null;
  k8sServicePort?: string | number | null;
  /** @default false */
  keepDeprecatedLabels?: boolean | null;
  /** @default false */
  keepDeprecatedProbes?: boolean | null;
  kubeConfigPath?: string | null;
  /** @default "false" */
  kubeProxyReplacement?: string | boolean | null;
  kubeProxyReplacementHealthzBindAddr?: string | null;
  l2NeighDiscovery?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  l2announcements?: {
    /** @default false */
    enabled?: boolean | null;
    leaseDuration?: unknown;
    leaseRenewDeadline?: unknown;
    leaseRetryPeriod?: unknown;
  } | null;
  l2podAnnouncements?: {
    /** @default false */
    enabled?: boolean | null;
    interfacePattern?: string | null;
  } | null;
  /** @default true */
  l7Proxy?: boolean | null;
  labels?: unknown;
  livenessProbe?: {
    /** @default 10 */
    failureThreshold?: number | null;
    /** @default 30 */
    periodSeconds?: number | null;
    /** @default false */
    requireK8sConnectivity?: boolean | null;
  } | null;
  loadBalancer?: {
    /** @default "disabled" */
    acceleration?: string | null;
    algorithm?: unknown;
    dsrDispatch?: unknown;
    l7?: {
      /** @default "round_robin" */
      algorithm?: string | null;
      /** @default "disabled" */
      backend?: string | null;
      ports?: unknown[] | null;
    } | null;
    mode?: unknown;
    reflectorWaitTime?: unknown;
    /** @default false */
    serviceTopology?: boolean | null;
  } | null;
  localRedirectPolicies?: {
    addressMatcherCIDRs?: unknown[] | null;
    /** @default false */
    enabled?: boolean | null;
  } | null;
  /** @default false */
  localRedirectPolicy?: boolean | null;
  logOptions?: unknown;
  /** @default false */
  logSystemLoad?: boolean | null;
  maglev?: {
    hashSeed?: unknown;
    tableSize?: unknown;
  } | null;
  /** @default 0 */
  minReadySeconds?: number | null;
  monitor?: {
    /** @default false */
    enabled?: boolean | null;
    eventTypes?: unknown;
    resources?: unknown;
  } | null;
  /** @default "cilium" */
  name?: string | null;
  namespaceOverride?: string | null;
  nat?: {
    /** @default 32 */
    mapStatsEntries?: number | null;
    /** @default "30s" */
    mapStatsInterval?: string | null;
  } | null;
  nat46x64Gateway?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  /** @default false */
  nativeRoutingCIDRFromClusterPool?: boolean | null;
  nodeIPAM?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  nodeLabels?: unknown;
  nodePort?: {
    addresses?: string | unknown[] | null;
    /** @default true */
    autoProtectPortRange?: boolean | null;
    /** @default true */
    bindProtection?: boolean | null;
    directRoutingDevice?: unknown;
    /** @default false */
    enableDynamicSourceLookup?: boolean | null;
    /** @default true */
    enableHealthCheck?: boolean | null;
    /** @default false */
    enableHealthCheckLoadBalancerIP?: boolean | null;
    range?: unknown;
  } | null;
  nodeSelector?: {
    /** @default "linux" */
    'kubernetes.io/os'?: string | null;
    [key: string]: unknown;
  } | null;
  /** @default false */
  nodeSelectorLabels?: boolean | null;
  nodeinit?: {
    affinity?: { [key: string]: unknown } | null;
    annotations?: { [key: string]: unknown } | null;
    /** @default "/tmp/cilium-bootstrap.d/cilium-bootstrap-time" */
    bootstrapFile?: string | null;
    /** @default false */
    enabled?: boolean | null;
    extraEnv?: unknown[] | null;
    extraVolumeMounts?: unknown[] | null;
    extraVolumes?: unknown[] | null;
    image?: {
      /** @default "sha256:f99e2beda7324e93ba04d6240d9626a6b9ab023d7d56e3b029d3d9c823ce63ef" */
      digest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      /** @default "quay.io/cilium/startup-script" */
      repository?: string | null;
      /** @default "1782916218-36ae25f" */
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    /** @default 0 */
    minReadySeconds?: number | null;
    nodeSelector?: {
      /** @default "linux" */
      'kubernetes.io/os'?: string | null;
      [key: string]: unknown;
    } | null;
    podAnnotations?: { [key: string]: unknown } | null;
    podLabels?: { [key: string]: unknown } | null;
    podSecurityContext?: {
      appArmorProfile?: {
        /** @default "Unconfined" */
        type?: string | null;
      } | null;
      [key: string]: unknown;
    } | null;
    prestop?: {
      postScript?: string | null;
      preScript?: string | null;
    } | null;
    priorityClassName?: string | null;
    resources?: {
      requests?: {
        /** @default "100m" */
        cpu?: number | string | null;
        /** @default "100Mi" */
        memory?: string | null;
      } | null;
    } | null;
    revertReconfigureKubelet?: unknown;
    securityContext?: {
      /** @default false */
      allowPrivilegeEscalation?: boolean | null;
      capabilities?: {
        /** @default ["SYS_MODULE","NET_ADMIN","SYS_ADMIN","SYS_CHROOT","SYS_PTRACE"] */
        add?: unknown[] | null;
      } | null;
      /** @default false */
      privileged?: boolean | null;
      seLinuxOptions?: {
        /** @default "s0" */
        level?: string | null;
        /** @default "spc_t" */
        type?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
    startup?: {
      postScript?: string | null;
      preScript?: string | null;
    } | null;
    /** @default [{"operator":"Exists"}] */
    tolerations?: unknown[] | null;
    updateStrategy?: {
      /** @default "RollingUpdate" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
    /** @default false */
    waitForCloudInit?: boolean | null;
  } | null;
  nonIdempotentAnnotations?: unknown;
  operator?: {
    affinity?: {
      podAntiAffinity?: {
        requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
      } | null;
      [key: string]: unknown;
    } | null;
    annotations?: { [key: string]: unknown } | null;
    dashboards?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default false */
      enabled?: boolean | null;
      /** @default "grafana_dashboard" */
      label?: string | null;
      /** @default "1" */
      labelValue?: string | null;
      namespace?: string | null;
    } | null;
    dnsPolicy?: string | null;
    /** @default true */
    enabled?: boolean | null;
    /** @default "5m0s" */
    endpointGCInterval?: string | null;
    extraArgs?: unknown[] | null;
    extraEnv?: unknown[] | null;
    extraHostPathMounts?: unknown[] | null;
    extraVolumeMounts?: unknown[] | null;
    extraVolumes?: unknown[] | null;
    /** @default true */
    hostNetwork?: boolean | null;
    /** @default true */
    hostUsers?: boolean | null;
    /** @default "15m0s" */
    identityGCInterval?: string | null;
    /** @default "30m0s" */
    identityHeartbeatTimeout?: string | null;
    image?: {
      /** @default "sha256:52535dba067abf5b1cce2a666ee3f9430a1682ade3bf11db5f118436e84ad2e9" */
      alibabacloudDigest?: string | null;
      /** @default "sha256:a0e50fa611fa3e2e8b1c9521a3e813576034a0b3d626e9c128ac01f8f7dfd0fa" */
      awsDigest?: string | null;
      /** @default "sha256:4506f8d0c9f2dd187313f71b37a789986c1c1699f59c52973941df9eb5ccae0c" */
      azureDigest?: string | null;
      /** @default "sha256:80744a8cc7c91c2f9e6347629406844eb35d79b30a732c6d41c15b17232a74f3" */
      genericDigest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      /** @default "quay.io/cilium/operator" */
      repository?: string | null;
      suffix?: string | null;
      /** @default "v1.20.0" */
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    /** @default "5m0s" */
    nodeGCInterval?: string | null;
    nodeSelector?: {
      /** @default "linux" */
      'kubernetes.io/os'?: string | null;
      [key: string]: unknown;
    } | null;
    podAnnotations?: { [key: string]: unknown } | null;
    podDisruptionBudget?: {
      /** @default false */
      enabled?: boolean | null;
      /** @default 1 */
      maxUnavailable?: number | string | null;
      minAvailable?: number | string | null;
      unhealthyPodEvictionPolicy?: string | null;
    } | null;
    podLabels?: { [key: string]: unknown } | null;
    podSecurityContext?: {
      seccompProfile?: {
        /** @default "RuntimeDefault" */
        type?: string | null;
      } | null;
      [key: string]: unknown;
    } | null;
    pprof?: {
      /** @default "localhost" */
      address?: string | null;
      /** @default 0 */
      blockProfileRate?: number | null;
      /** @default false */
      enabled?: boolean | null;
      /** @default 0 */
      mutexProfileFraction?: number | null;
      /** @default 6061 */
      port?: number | null;
    } | null;
    priorityClassName?: string | null;
    prometheus?: {
      /** @default true */
      enabled?: boolean | null;
      /** @default false */
      metricsService?: boolean | null;
      /** @default 9963 */
      port?: number | null;
      serviceMonitor?: {
        annotations?: { [key: string]: unknown } | null;
        /** @default false */
        enabled?: boolean | null;
        /** @default "10s" */
        interval?: string | null;
        jobLabel?: string | null;
        labels?: { [key: string]: unknown } | null;
        metricRelabelings?: unknown[] | null;
        namespace?: unknown;
        relabelings?: unknown[] | null;
        scrapeTimeout?: string | null;
      } | null;
      tls?: {
        /** @default false */
        enabled?: boolean | null;
        server?: {
          existingSecret?: string | null;
          mtls?: {
            /** @default false */
            enabled?: boolean | null;
          } | null;
        } | null;
      } | null;
    } | null;
    /** @default true */
    removeNodeTaints?: boolean | null;
    /** @default 2 */
    replicas?: number | null;
    resources?: { [key: string]: unknown } | null;
    /** @default false */
    rollOutPods?: boolean | null;
    securityContext?: {
      /** @default false */
      allowPrivilegeEscalation?: boolean | null;
      capabilities?: {
        /** @default ["ALL"] */
        drop?: unknown[] | null;
      } | null;
      [key: string]: unknown;
    } | null;
    /** @default true */
    setNodeNetworkStatus?: boolean | null;
    setNodeTaints?: boolean | null;
    /** @default false */
    skipCRDCreation?: boolean | null;
    tolerations?: unknown[] | null;
    topologySpreadConstraints?: unknown[] | null;
    unmanagedPodWatcher?: {
      /** @default 15 */
      intervalSeconds?: number | null;
      /** @default true */
      restart?: boolean | null;
      selector?: string | null;
    } | null;
    updateStrategy?: {
      rollingUpdate?: {
        /** @default "25%" */
        maxSurge?: number | string | null;
        /** @default "50%" */
        maxUnavailable?: number | string | null;
      } | null;
      /** @default "RollingUpdate" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
  } | null;
  pmtuDiscovery?: {
    /** @default false */
    enabled?: boolean | null;
    /** @default "blackhole" */
    packetizationLayerPMTUDMode?: string | null;
  } | null;
  podAnnotations?: { [key: string]: unknown } | null;
  podLabels?: { [key: string]: unknown } | null;
  podSecurityContext?: {
    appArmorProfile?: {
      /** @default "Unconfined" */
      type?: string | null;
    } | null;
    seccompProfile?: {
      /** @default "Unconfined" */
      type?: string | null;
    } | null;
    [key: string]: unknown;
  } | null;
  policyAuditMode?: unknown;
  policyCIDRMatchMode?: string | unknown[] | null;
  /** @default "none" */
  policyDenyResponse?: string | null;
  /** @default "default" */
  policyEnforcementMode?: string | null;
  pprof?: {
    /** @default "localhost" */
    address?: string | null;
    /** @default 0 */
    blockProfileRate?: number | null;
    /** @default false */
    enabled?: boolean | null;
    /** @default 0 */
    mutexProfileFraction?: number | null;
    /** @default 6060 */
    port?: number | null;
  } | null;
  /** @default false */
  preferIpv6?: boolean | null;
  preflight?: {
    affinity?: {
      podAffinity?: {
        /** @default [{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"k8s-app":"cilium"}}}] */
        requiredDuringSchedulingIgnoredDuringExecution?: unknown[] | null;
      } | null;
      [key: string]: unknown;
    } | null;
    annotations?: { [key: string]: unknown } | null;
    /** @default false */
    enabled?: boolean | null;
    envoy?: {
      image?: {
        /** @default "sha256:583057dd4f7d54cd41efff3c413aa0b148ac201f522e2c3336851fa89c78b039" */
        digest?: string | null;
        override?: string | null;
        /** @default "IfNotPresent" */
        pullPolicy?: string | null;
        /** @default "quay.io/cilium/cilium-envoy" */
        repository?: string | null;
        /** @default "v1.37.5-1782911245-7cffc778c923f68a77954a53b1a98d6b5353f004" */
        tag?: string | null;
        /** @default true */
        useDigest?: boolean | null;
      } | null;
    } | null;
    extraEnv?: unknown[] | null;
    extraVolumeMounts?: unknown[] | null;
    extraVolumes?: unknown[] | null;
    image?: {
      /** @default "sha256:383968cd5e8873f7976fa76aa6196045643558f4cc9518a207b9335cb24a0e93" */
      digest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      /** @default "quay.io/cilium/cilium" */
      repository?: string | null;
      /** @default "v1.20.0" */
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    nodeSelector?: {
      /** @default "linux" */
      'kubernetes.io/os'?: string | null;
      [key: string]: unknown;
    } | null;
    podAnnotations?: { [key: string]: unknown } | null;
    podDisruptionBudget?: {
      /** @default false */
      enabled?: boolean | null;
      /** @default 1 */
      maxUnavailable?: number | string | null;
      minAvailable?: number | string | null;
      unhealthyPodEvictionPolicy?: string | null;
    } | null;
    podLabels?: { [key: string]: unknown } | null;
    podSecurityContext?: { [key: string]: unknown } | null;
    priorityClassName?: string | null;
    readinessProbe?: {
      /** @default 5 */
      initialDelaySeconds?: number | null;
      /** @default 5 */
      periodSeconds?: number | null;
    } | null;
    resources?: { [key: string]: unknown } | null;
    securityContext?: {
      /** @default false */
      allowPrivilegeEscalation?: boolean | null;
    } | null;
    /** @default 1 */
    terminationGracePeriodSeconds?: number | null;
    /** @default [{"operator":"Exists"}] */
    tolerations?: unknown[] | null;
    updateStrategy?: {
      /** @default "RollingUpdate" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
    /** @default true */
    validateCNPs?: boolean | null;
  } | null;
  priorityClassName?: string | null;
  prometheus?: {
    /** @default ["write-cni-file","sync-host-ips","sync-lb-maps-with-k8s-services"] */
    controllerGroupMetrics?: unknown[] | null;
    /** @default false */
    enabled?: boolean | null;
    metrics?: unknown[] | null;
    /** @default false */
    metricsService?: boolean | null;
    /** @default 9962 */
    port?: number | null;
    serviceMonitor?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default false */
      enabled?: boolean | null;
      /** @default "10s" */
      interval?: string | null;
      jobLabel?: string | null;
      labels?: { [key: string]: unknown } | null;
      metricRelabelings?: unknown[] | null;
      namespace?: unknown;
      relabelings?: unknown[] | null;
      scrapeTimeout?: string | null;
      /** @default false */
      trustCRDsExist?: boolean | null;
    } | null;
  } | null;
  rbac?: {
    /** @default true */
    create?: boolean | null;
  } | null;
  readinessProbe?: {
    /** @default 3 */
    failureThreshold?: number | null;
    /** @default 30 */
    periodSeconds?: number | null;
  } | null;
  resourceQuotas?: {
    cilium?: {
      hard?: {
        /** @default "10k" */
        pods?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
    /** @default false */
    enabled?: boolean | null;
    operator?: {
      hard?: {
        /** @default "15" */
        pods?: string | null;
        [key: string]: unknown;
      } | null;
    } | null;
  } | null;
  resources?: { [key: string]: unknown } | null;
  /** @default false */
  rollOutCiliumPods?: boolean | null;
  routingMode?: string | null;
  scheduling?: {
    /** @default "anti-affinity" */
    mode?: 'anti-affinity' | 'kube-scheduler' | null;
  } | null;
  sctp?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
  secretsNamespaceAnnotations?: { [key: string]: unknown } | null;
  secretsNamespaceLabels?: { [key: string]: unknown } | null;
  securityContext?: {
    /** @default false */
    allowPrivilegeEscalation?: boolean | null;
    capabilities?: {
      /** @default ["SYS_ADMIN","SYS_CHROOT","SYS_PTRACE"] */
      applySysctlOverwrites?: unknown[] | null;
      ciliumAgent?: unknown[] | null;
      /** @default ["NET_ADMIN","SYS_MODULE","SYS_ADMIN","SYS_RESOURCE"] */
      cleanCiliumState?: unknown[] | null;
      /** @default ["SYS_ADMIN","SYS_CHROOT","SYS_PTRACE"] */
      mountCgroup?: unknown[] | null;
    } | null;
    /** @default false */
    privileged?: boolean | null;
    seLinuxOptions?: {
      /** @default "s0" */
      level?: string | null;
      /** @default "spc_t" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
  } | null;
  serviceAccounts?: {
    cilium?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "cilium" */
      name?: string | null;
    } | null;
    clustermeshApiserver?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "clustermesh-apiserver" */
      name?: string | null;
    } | null;
    clustermeshcertgen?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "clustermesh-apiserver-generate-certs" */
      name?: string | null;
    } | null;
    corednsMCSAPI?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-coredns-mcsapi-autoconfig" */
      name?: string | null;
    } | null;
    envoy?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-envoy" */
      name?: string | null;
    } | null;
    hubblecertgen?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "hubble-generate-certs" */
      name?: string | null;
    } | null;
    nodeinit?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default false */
      enabled?: boolean | null;
      /** @default "cilium-nodeinit" */
      name?: string | null;
    } | null;
    operator?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-operator" */
      name?: string | null;
    } | null;
    preflight?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-pre-flight" */
      name?: string | null;
    } | null;
    relay?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default false */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "hubble-relay" */
      name?: string | null;
    } | null;
    ui?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default true */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "hubble-ui" */
      name?: string | null;
    } | null;
    ztunnel?: {
      annotations?: { [key: string]: unknown } | null;
      /** @default false */
      automount?: boolean | null;
      /** @default true */
      create?: boolean | null;
      /** @default "ztunnel-cilium" */
      name?: string | null;
    } | null;
  } | null;
  /** @default "reject" */
  serviceNoBackendResponse?: string | null;
  /** @default false */
  sleepAfterInit?: boolean | null;
  socketLB?: {
    /** @default false */
    enabled?: boolean | null;
    hostNamespaceOnly?: unknown;
    terminatePodConnections?: unknown;
    tracing?: unknown;
  } | null;
  standaloneDnsProxy?: {
    annotations?: { [key: string]: unknown } | null;
    /** @default false */
    automountServiceAccountToken?: boolean | null;
    /** @default false */
    debug?: boolean | null;
    /** @default false */
    enabled?: boolean | null;
    image?: {
      digest?: string | null;
      override?: string | null;
      /** @default "IfNotPresent" */
      pullPolicy?: string | null;
      repository?: string | null;
      tag?: string | null;
      /** @default true */
      useDigest?: boolean | null;
    } | null;
    /** @default 5 */
    minReadySeconds?: number | null;
    nodeSelector?: {
      /** @default "linux" */
      'kubernetes.io/os'?: string | null;
      [key: string]: unknown;
    } | null;
    /** @default false */
    rollOutPods?: boolean | null;
    /** @default 10095 */
    serverPort?: number | null;
    tolerations?: unknown[] | null;
    updateStrategy?: {
      rollingUpdate?: {
        /** @default 2 */
        maxSurge?: number | null;
        /** @default 0 */
        maxUnavailable?: number | null;
      } | null;
      /** @default "RollingUpdate" */
      type?: string | null;
      [key: string]: unknown;
    } | null;
  } | null;
  startupProbe?: {
    /** @default 300 */
    failureThreshold?: number | null;
    /** @default 2 */
    periodSeconds?: number | null;
  } | null;
  /** @default true */
  synchronizeK8sNodes?: boolean | null;
  sysctlfix?: {
    /** @default true */
    enabled?: boolean | null;
  } | null;
  /** @default 1 */
  terminationGracePeriodSeconds?: number | null;
  tls?: {
    ca?: {
      cert?: string | null;
      /** @default 1095 */
      certValidityDuration?: number | null;
      key?: string | null;
    } | null;
    caBundle?: {
      content?: unknown;
      /** @default false */
      enabled?: boolean | null;
      /** @default "ca.crt" */
      key?: string | null;
      /** @default "cilium-root-ca.crt" */
      name?: string | null;
      /** @default false */
      useSecret?: boolean | null;
    } | null;
    readSecretsOnlyFromSecretsNamespace?: boolean | null;
    secretSync?: {
      enabled?: boolean | null;
    } | null;
    secretsBackend?: string | null;
    secretsNamespace?: {
      /** @default true */
      create?: boolean | null;
      /** @default "cilium-secrets" */
      name?: string | null;
    } | null;
  } | null;
  tmpVolume?: { [key: string]: unknown } | null;
  /** @default [{"operator":"Exists"}] */
  tolerations?: unknown[] | null;
  tunnel?: unknown;
  /** @default 0 */
  tunnelPort?: number | null;
  tunnelProtocol?: string | null;
  /** @default "0-0" */
  tunnelSourcePortRange?: string | null;
  underlayProtocol?: string | null;
  updateStrategy?: {
    rollingUpdate?: {
      /** @default 2 */
      maxUnavailable?: number | string | null;
    } | null;
    /** @default "RollingUpdate" */
    type?: string | null;
    [key: string]: unknown;
  } | null;
  upgradeCompatibility?: string | null;
  vtep?: {
    cidr?: string | null;
    /** @default false */
    enabled?: boolean | null;
    endpoint?: string | null;
    mac?: string | null;
    mask?: string | null;
  } | null;
  /** @default false */
  waitForKubeProxy?: boolean | null;
  wellKnownIdentities?: {
    /** @default false */
    enabled?: boolean | null;
  } | null;
};
