// Transport protocols.

/** Transport protocol of a port. */
export enum Protocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
  /** SCTP. */
  SCTP = 'SCTP',
  /** TCP, UDP and SCTP, not ICMP. */
  ANY = 'ANY',
}
