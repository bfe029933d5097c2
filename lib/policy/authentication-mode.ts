// Whether the ends of a connection must prove who they are.

/** Authentication of both ends before a connection passes, by Cilium's mutual authentication (SPIFFE identities). */
export enum AuthenticationMode {
  /** Both ends must be authenticated; without mutual authentication in Cilium every such connection is dropped. */
  REQUIRED = 'required',
  /** Not needed here, although another rule of the same ends asks for it. */
  DISABLED = 'disabled',
  /** Always fails: to see what would be cut off. */
  TEST_ALWAYS_FAIL = 'test-always-fail',
}
