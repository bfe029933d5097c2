// The named formats of CEL (`format.dns1123Label()`): each says what is wrong with a text, nothing if it is good.
// Source: apiserver/pkg/cel/library/format.go of Kubernetes 1.35.
import { isLabel, isLabelValue, isLetterLabel, isQualifiedName, isSubdomain } from '../../../manifest';
import { formatFault } from '../schema';

const says = (accepts: (text: string) => boolean, message: string) => (text: string) =>
  accepts(text) ? [] : [message];
const format = (name: string) => says((text) => formatFault(name, text) === undefined, `not a ${name}`);
/** A prefix may end with a dash, since something follows. */
const prefix = (accepts: (text: string) => boolean) => (text: string) => accepts(text.replace(/-$/, 'a'));

export const FORMATS: Readonly<Record<string, (text: string) => string[]>> = {
  dns1123Label: says(isLabel, 'not a DNS label'),
  dns1123Subdomain: says(isSubdomain, 'not a DNS subdomain'),
  dns1035Label: says(isLetterLabel, 'not a DNS label that begins with a letter'),
  dns1123LabelPrefix: says(prefix(isLabel), 'not a prefix of a DNS label'),
  dns1123SubdomainPrefix: says(prefix(isSubdomain), 'not a prefix of a DNS subdomain'),
  dns1035LabelPrefix: says(prefix(isLetterLabel), 'not a prefix of a DNS label that begins with a letter'),
  qualifiedName: says(isQualifiedName, 'not a qualified name'),
  labelValue: says(isLabelValue, 'not a label value'),
  uri: format('uri'),
  uuid: format('uuid'),
  byte: format('byte'),
  date: format('date'),
  datetime: format('datetime'),
};
