// Certificates of a listener: the reference, its grant, and what must stand in the Secret.
import { Condition, no } from '../conditions';
import { named } from '../objects/by-name';
import { ListenerOwner } from '../objects/gateways';
import { Identity } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { textAt } from '../read';
import { crossingOf, isGranted } from '../references/grants';
import { isSecretRef, namespaceOf } from '../references/refs';
import { ListenerContext } from './context';

/** The first certificate that cannot be used ends the search. */
export function certificateProblem(
  listener: ListenerObject,
  owner: Pick<ListenerOwner, 'kind' | 'namespace'>,
  { grants, secrets }: ListenerContext,
): { readonly condition: Condition; readonly message: string } | undefined {
  for (const ref of listener.tls?.certificates ?? []) {
    if (!isSecretRef(ref))
      return {
        condition: no('InvalidCertificateRef', 'Invalid CertificateRef'),
        message: 'Invalid CertificateRef, must be a Secret.',
      };
    if (!isGranted(crossingOf(ref, owner.kind, owner.namespace, 'Secret'), grants))
      return {
        condition: no('RefNotPermitted', 'CertificateRef is not permitted'),
        message: 'Invalid CertificateRef, not permitted.',
      };
    const secret = named(secrets, namespaceOf(ref, owner.namespace), ref.name);
    const problem = secret === undefined ? `secrets "${ref.name}" not found` : secretProblem(secret);
    if (problem !== undefined)
      return {
        condition: no('InvalidCertificateRef', 'Invalid CertificateRef'),
        message: `Invalid CertificateRef, ${problem}`,
      };
  }
  return undefined;
}

/** What is wrong with a certificate's Secret. One of type kubernetes.io/tls without data is filled by somebody else, and counts as good. */
function secretProblem({ object }: Identity): string | undefined {
  const content = (key: string) => {
    const plain = textAt(object, 'stringData', key);
    return plain ?? Buffer.from(textAt(object, 'data', key) ?? '', 'base64').toString('latin1');
  };
  const keys = [
    ...Object.keys((object.data as object | null) ?? {}),
    ...Object.keys((object.stringData as object | null) ?? {}),
  ];
  if (keys.length === 0 && object.type === 'kubernetes.io/tls') return undefined;
  if (!isPem(content('tls.crt'))) return 'PEM format error in TLS Certificate';
  return isPem(content('tls.key')) ? undefined : 'PEM format error in TLS Key';
}

/** True if a text holds at least one PEM block. Source: encoding/pem, Decode. */
export function isPem(text: string): boolean {
  const block = /(?:^|\n)-----BEGIN ([^\n]*)-----[ \t\r]*\n([\s\S]*?)(?:^|\n)?-----END \1-----[ \t\r]*(?:\n|$)/g;
  for (const [, , body = ''] of text.matchAll(block)) {
    const bytes = body.replace(/^(?:[^\n:]*:[^\n]*\n)*/, '').replace(/[\s]/g, '');
    if (bytes.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bytes)) return true;
  }
  return false;
}
