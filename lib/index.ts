// The public surface of cdk8s-talos-network. What is not named here is not part of the contract.

// values
export { IpFamily, IpAddress, IpRange, Cidr, InterfaceAddress, MacAddress, InterfaceName, Protocol, Port } from './net';
// findings and the base of every construct
export { type Finding, Severity, NetworkConstruct } from './manifest';
// the cluster
export { TalosVersion, ConfigFormat, NodeRole, NodeSelection, ClusterNode, Link, TalosCluster, type TalosClusterProps, type LinkProps, type VlanLinkProps } from './cluster';
// the app and the Talos patches
export { NetworkApp } from './app';
export { TalosPatches } from './talos';
