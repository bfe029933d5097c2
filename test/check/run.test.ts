import { CheckedObject, ObjectLayer, Rule } from '../../lib/check';
import { run } from '../../lib/check/run';
import { worldOf } from '../../lib/world/world';

const object = (name: string, more: object = {}): CheckedObject => ({
  manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...more },
  origin: { file: 'a.yaml', document: 1 },
});
const versions = { cilium: '1.20', gatewayApi: 'v1.6.1' };
const words = ({ said }: { said: string }) => ({ message: said, repair: '' });
const rule = (check: Rule['check'], layer = 'objects'): Rule => ({
  layer,
  codes: ['object/x', 'schema/type', 'cel/rule', 'address/x'].map((code) => ({ code, title: '', why: '', words })),
  check,
});

test('each problem once, in the order of the input, errors first', () => {
  const objects = [object('a'), object('b')];
  const world = worldOf({ versions, objects });
  const says = rule((_world, report) => {
    report.error('object/x', objects[1]!, ['b'], { said: 'second' });
    report.warning('object/x', objects[0]!, ['z'], { said: 'warn' });
    report.error('object/x', objects[0]!, ['z', 10], { said: 'ten' });
    report.error('object/x', objects[0]!, ['z', 9], { said: 'nine' });
    report.error('object/x', objects[0]!, ['z', 9], { said: 'nine' });
  });
  expect(run(world, { layers: [], rules: [says] }).map(({ message }) => message)).toEqual([
    'nine',
    'ten',
    'warn',
    'second',
  ]);
});

test('a rule that fails is a finding, and the others go on', () => {
  const world = worldOf({ versions, objects: [object('a')] });
  const broken: ObjectLayer = {
    layer: 'schema',
    codes: [],
    check: () => {
      throw new TypeError('cannot read\nproperties');
    },
  };
  const fine = rule((here, report) => report.error('object/x', here.objects[0]!, [], { said: 'found' }));
  expect(run(world, { layers: [broken], rules: [fine] }).map(({ code, message }) => `${code} ${message}`)).toEqual([
    'input/internal schema failed: cannot read',
    'object/x found',
  ]);
});

test('nothing is said about a value that Flux or a template fills in', () => {
  const objects = [object('a', { spec: { port: '${PORT}', list: [{ name: '${NAME:=web}' }], fine: 'x' } })];
  const world = worldOf({ versions, objects });
  const says = rule((here, report) => {
    const at = here.objects[0]!;
    report.error('schema/type', at, ['spec', 'port'], { said: 'a string' });
    report.error('cel/rule', at, ['spec', 'list'], { said: 'a rule' });
    report.error('address/x', at, ['spec'], { said: 'no address: "${IP}"' });
    report.error('schema/type', at, ['spec', 'fine'], { said: 'kept' });
  });
  expect(run(world, { layers: [], rules: [says] }).map(({ message }) => message)).toEqual(['kept']);
});

test('--only runs the layers that it names', () => {
  const world = worldOf({ versions, objects: [object('a')] });
  const says = (layer: string) =>
    rule((here, report) => report.error('object/x', here.objects[0]!, [], { said: layer }), layer);
  expect(
    run(world, { layers: [], rules: [says('cni'), says('l2')], only: ['l2'] }).map(({ message }) => message),
  ).toEqual(['l2']);
});

test('an object is found by group, kind, namespace and name; without namespace it lies in default', () => {
  const world = worldOf({
    versions,
    objects: [
      object('a'),
      { ...object('b'), manifest: { ...object('b').manifest, metadata: { name: 'b', namespace: 'shop' } } },
    ],
  });
  expect(world.find('', 'ConfigMap', 'default', 'a')).toBe(world.objects[0]);
  expect(world.find('', 'ConfigMap', 'shop', 'b')).toBe(world.objects[1]);
  expect(world.find('', 'ConfigMap', 'default', 'b')).toBeUndefined();
  expect(world.of('', 'ConfigMap')).toHaveLength(2);
});
