// Formats of texts, by their names without dashes: what a text should be, and how it is written.

export const FORMATS: Readonly<Record<string, { readonly wanted: string; readonly instead: string }>> = {
  cidr: { wanted: 'a CIDR', instead: 'write an address with its prefix length, such as "10.0.0.0/8" or "10.0.0.1/32"' },
  ipv4: { wanted: 'an IPv4 address', instead: 'write four numbers, such as "192.168.1.10"' },
  ipv6: { wanted: 'an IPv6 address', instead: 'write an address such as "2001:db8::1"' },
  datetime: { wanted: 'a time', instead: 'write a time of RFC 3339, such as "2026-01-31T08:00:00Z"' },
  date: { wanted: 'a date', instead: 'write a date such as "2026-01-31"' },
  duration: { wanted: 'a duration', instead: 'write numbers with units, such as "1h30m" or "500ms"' },
  hostname: { wanted: 'a host name', instead: 'write a DNS name such as "www.example.org"' },
  uri: { wanted: 'a URI', instead: 'write an absolute URI or a path that begins with "/"' },
  mac: { wanted: 'a MAC address', instead: 'write six pairs of hexadecimal digits with colons' },
  byte: { wanted: 'base64', instead: 'encode the value in base64, with padding' },
  email: { wanted: 'a mail address', instead: 'write name@domain' },
  k8sshortname: { wanted: 'a DNS label', instead: 'write at most 63 lower-case letters, digits and "-"' },
  dnssubdomain: { wanted: 'a DNS name', instead: 'write lower-case letters, digits, "-" and "."' },
  dnslabel: { wanted: 'a DNS label', instead: 'write at most 63 lower-case letters, digits and "-"' },
  dns1035: {
    wanted: 'a DNS label that begins with a letter',
    instead: 'write at most 63 lower-case letters, digits and "-"',
  },
  portname: {
    wanted: 'a name of a port',
    instead: 'write at most 15 lower-case letters, digits and "-", with a letter among them',
  },
  labelkey: { wanted: 'a label key', instead: 'write a name, or a DNS prefix, "/" and a name' },
  configkey: { wanted: 'a key', instead: 'write letters, digits, "-", "_" and "."' },
  cron: { wanted: 'a schedule', instead: 'write five fields, such as "0 3 * * *", or @daily' },
  quantity: { wanted: 'a quantity', instead: 'write a number with an optional unit, such as "500m", "2" or "1Gi"' },
  uuid: { wanted: 'a UUID of this kind', instead: 'write 32 hexadecimal digits in five groups' },
  uuid3: { wanted: 'a UUID of this kind', instead: 'write 32 hexadecimal digits in five groups' },
  uuid4: { wanted: 'a UUID of this kind', instead: 'write 32 hexadecimal digits in five groups' },
  uuid5: { wanted: 'a UUID of this kind', instead: 'write 32 hexadecimal digits in five groups' },
};
