// What stands for a value that is not known here, and what is one.
import { holdsPlaceholder, isPlaceholder, mayHoldPlaceholders } from '../../lib/manifest';

test.each([
  '${DOMAIN}',
  'web.${DOMAIN:=example.org}',
  '{{ .Values.host }}',
  '{% if x %}',
  '<path:kv/data/app#token>',
  'web.<secret:private-domain>',
  'ref+op://vault/item/field',
  'op://vault/item',
  'vault://talos#ca',
  'secret://talos/ca.crt',
  'ENC[AES256_GCM,data:x]',
  '$DOMAIN$',
  '$DOMAIN',
  '__DOMAIN__',
  '@domain@',
  'AUTOREPLACE_HOST',
  'AUTOMATIC_REPLACE',
  'REPLACE_ME',
  'wipe-HOSTNAME',
  '<your domain>',
  '$(POD_IP)',
])('%s is not known', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each([
  'web',
  'a<b',
  '<Egress/53/UDP/DNS>',
  '10.0.0.1/24',
  'https://example.org',
  'HOST',
  'CHANGELOG',
  'replace',
  'a@b.org',
  '5$',
  '2 + 3',
])('%s is a value', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test('finds what another program fills in, however deep, and takes no prose for it', () => {
  expect(holdsPlaceholder({ a: [{ b: 'x.${D}' }] })).toBe(true);
  expect(holdsPlaceholder({ a: ['write <name>', 'and $(x)'] })).toBe(false);
  expect(mayHoldPlaceholders('machine:\n  token: "$TOKEN$"\n')).toBe(true);
  expect(mayHoldPlaceholders('machine:\n  token: abc\n')).toBe(false);
});

test('looks through a text made to be slow in time', () => {
  const start = Date.now();
  for (const part of ['${', '{{', '<a:', 'A_', '__a', '$A', '{%', '<']) isPlaceholder(part.repeat(200_000));
  expect(Date.now() - start).toBeLessThan(2000);
});
