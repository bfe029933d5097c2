// The rows of Cilium's minors and what is read from them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CILIUM, CILIUM_MINORS, ciliumMinor } from '../../lib/catalogue/cilium-minors';
import { bundleKinds, GATEWAY_RELEASES } from '../../lib/catalogue/gateway-bundles';
import { compareVersions, minorOf } from '../../lib/catalogue/span';
import { supportedVersions } from '../../lib/chart/releases';
import { CiliumVersion } from '../../lib/cilium';
import { gatewayFeatures } from '../../lib/models/gateway';

test('a minor has one row, oldest first, and its patch and engine are of it', () => {
  expect([...CILIUM_MINORS].sort(compareVersions)).toEqual(CILIUM_MINORS);
  expect(new Set(CILIUM_MINORS).size).toBe(CILIUM.length);
  for (const { minor, patch, engine } of CILIUM) expect([minorOf(patch), minorOf(engine)]).toEqual([minor, minor]);
});

test('the recorded charts are the patches of the rows, and every row can be chosen by a program', () => {
  expect(supportedVersions()).toEqual(CILIUM.map(({ patch }) => patch));
  expect(Object.values(CiliumVersion)).toEqual(CILIUM_MINORS);
});

test('the bundle of a minor is known, and has what its operator requires', () => {
  for (const { minor, gatewayApi } of CILIUM) {
    expect(GATEWAY_RELEASES).toContain(gatewayApi);
    const kinds = bundleKinds({ release: gatewayApi as 'v1.6.1', channel: 'experimental' });
    expect(Object.keys(kinds)).toEqual(expect.arrayContaining([...gatewayFeatures(minor).required]));
  }
  expect(ciliumMinor('1.7')).toBeUndefined();
});

test('no file below the constructs has a meaning of since, or compares a minor, of its own', () => {
  const files = ['models', 'chart', 'check', 'world', 'reach'].flatMap((room) =>
    (readdirSync(join('lib', room), { recursive: true }) as string[]).flatMap((name) =>
      name.endsWith('.ts') ? [join('lib', room, name)] : [],
    ),
  );
  const own = files.filter((file) => {
    const text = readFileSync(file, 'utf8');
    return /readonly since\?: string/.test(text) || /\bminor\w* (?:===|!==|<|>|<=|>=) '1\.\d/.test(text);
  });
  // There, since is a version of the CNI specification.
  expect(own.filter((file) => !/cni.*types\.ts$/.test(file))).toEqual([]);
});
