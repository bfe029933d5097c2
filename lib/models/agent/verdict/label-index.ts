// Identities by their labels, so that a selector looks at few of them.
import { Identity } from './identity';
import { Selector } from './selector';

/** Identities by label; they are named by their place in the list. @internal */
export class LabelIndex {
  private readonly byLabel = new Map<string, number[]>();
  private readonly all: readonly number[];

  public constructor(identities: readonly Identity[]) {
    this.all = identities.map((_, index) => index);
    identities.forEach(({ labels }, at) => {
      for (const [key, { value }] of labels) {
        const label = `${key}=${value}`;
        const list = this.byLabel.get(label);
        if (list === undefined) this.byLabel.set(label, [at]);
        else list.push(at);
      }
    });
  }

  /** Identities that the selector may select: those of its rarest label. */
  public candidates({ asks, prefixes, name }: Selector): readonly number[] {
    if (name !== undefined || prefixes.length > 0) return this.all;
    let best = this.all;
    for (const { source, key, operator, values } of asks) {
      if (operator !== 'In' || (source !== 'k8s' && source !== 'any' && source !== 'reserved')) continue;
      const lists = values.map((value) => this.byLabel.get(`${key}=${value}`) ?? []);
      const count = lists.reduce((sum, list) => sum + list.length, 0);
      if (count < best.length) best = lists.length === 1 ? lists[0]! : lists.flat();
    }
    return best;
  }
}
