// A DNS name or a pattern of names: what a pod may ask, or what it may reach.
import { ValueError } from '../net';

/** Longest name or pattern. Source: the CRD; the agent counts patterns only. */
const LONGEST = 255;

/** Names that a pod may look up; several in one list are alternatives. */
export class DnsRule {
  /**
   * One name, `api.example.com`.
   *
   * @throws ValueError `policy/dns-name`
   */
  public static name(name: string): DnsRule {
    checkDnsName(name);
    return new DnsRule({ matchName: name });
  }

  /**
   * A pattern: `*` stays inside one label; a leading `**.` means one or more labels (from Cilium 1.19 on; 1.18 reads it as `*.`).
   *
   * @throws ValueError `policy/dns-name`
   */
  public static pattern(pattern: string): DnsRule {
    checkDnsPattern(pattern);
    return new DnsRule({ matchPattern: pattern });
  }

  /** Every name. The proxy then sees all answers, which rules by name need, and refuses none. */
  public static any(): DnsRule {
    return new DnsRule({ matchPattern: '*' });
  }

  private constructor(private readonly yaml: Record<string, string>) {}

  /** @internal */
  public _yaml(): Record<string, string> {
    return { ...this.yaml };
  }
}

/** Checks a DNS name as schema and agent do, and for what can never be reached by name. @throws ValueError `policy/dns-name` */
export function checkDnsName(name: string): string {
  if (typeof name === 'string' && name.includes('*'))
    throw new ValueError(
      'policy/dns-name',
      `a pattern where one name is meant: "${name}"`,
      'write it with pattern(...) or fqdnPattern(...)',
    );
  return check(name, 'name', /^([-a-zA-Z0-9_]+\.?)+$/);
}

/** Checks a pattern of DNS names as schema and agent do. @throws ValueError `policy/dns-name` */
export function checkDnsPattern(pattern: string): string {
  return check(pattern, 'pattern', /^([-a-zA-Z0-9_*]+\.?)+$/);
}

function check(text: string, what: string, grammar: RegExp): string {
  const fail = (repair: string): never => {
    throw new ValueError('policy/dns-name', `not a DNS ${what}: ${JSON.stringify(text)}`, repair);
  };
  if (typeof text !== 'string' || text === '') return fail('write a name such as "api.example.com"');
  if (text.length > LONGEST) return fail(`it has ${text.length} characters, at most ${LONGEST} are allowed`);
  const url = /^[a-z]+:\/\/([^/:]+)/.exec(text);
  if (url) return fail(`did you mean "${url[1]}"?`);
  if (/^\d+(\.\d+){3}$/.test(text)) return fail(`it is an address: write Peer.cidr("${text}/32")`);
  // The grammar repeats an optional dot, so it is tested label by label: V8 would try every split of a long bad name.
  const labels = text.replace(/\.$/, '').split('.');
  if (!labels.every((label) => label !== '' && grammar.test(label)))
    return fail(`write letters, digits, "-", "_" and "."${what === 'pattern' ? ', and "*"' : ''}`);
  return text;
}
