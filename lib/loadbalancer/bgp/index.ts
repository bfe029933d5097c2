// Announcing addresses to routers by BGP.
export * from './bgp-advertisement';
export * from './bgp-peer-options';
export * from './bgp-peer';
export * from './bgp-control-plane';
