// The apps that use the whole typed surface of load balancing and gateways, one for each minor of Cilium.
import { MINORS, wholeSurface } from '../../scripts/surface/whole-surface';
import { bothSides } from '../support/one-judge';

test.each(MINORS)(
  'everything that is written for Cilium %s is taken, attached and served, and check says the same of the output',
  (minor) => {
    const { synth, check } = bothSides(wholeSurface(minor));
    expect(check).toEqual(synth);
    expect(synth.filter((line) => !line.includes('(ignored: ') && !line.startsWith('note '))).toEqual([]);
  },
  120_000,
);
