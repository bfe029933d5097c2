import { overlaps, parseNetwork } from '../../../lib/models/load-balancer/netip';
import { Ranges } from '../../../lib/models/load-balancer/ranges';

describe('ranges of addresses side by side', () => {
  const networks = Array.from({ length: 400 }, (_, index) => {
    const at = (index * 7919) % 4096;
    return parseNetwork(`10.${at >> 8}.${at & 255}.${(index * 37) % 256}/${16 + ((index * 13) % 17)}`)!;
  });

  test('a range overlaps them where it overlaps one of them', () => {
    // Small ones first, so that many lie beside all others and large ones swallow many.
    const sorted = [...networks].sort((a, b) => Number(a.last.value - a.first.value - (b.last.value - b.first.value)));
    for (const list of [networks, sorted]) {
      const ranges = new Ranges();
      list.forEach((range, index) => {
        expect(ranges.overlap(range)).toBe(list.slice(0, index).some((other) => overlaps(other, range)));
        ranges.add(range);
      });
    }
  });

  test('families lie apart', () => {
    const ranges = new Ranges();
    ranges.add(parseNetwork('0.0.0.0/0')!);
    expect(ranges.overlap(parseNetwork('::/0')!)).toBe(false);
  });
});
