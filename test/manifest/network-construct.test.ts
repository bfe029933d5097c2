// The base of every construct: what it emits, what overrides do to it, what is ignored.
import { App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumClusterwideNetworkPolicy, CiliumNetworkPolicy } from '../../imports/cilium.io';
import { errorAt, Finding, NetworkConstruct, ValidationError } from '../../lib/construct';

interface ThingProps {
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly clusterwide?: boolean;
  readonly body?: () => Record<string, unknown>;
}

/** A policy and, beside it, a ConfigMap. */
class Thing extends NetworkConstruct {
  public constructor(scope: Construct, id: string, props: ThingProps = {}) {
    super(scope, id);
    const body = props.body ?? (() => ({ spec: { ingress: [{ fromEntities: ['world'] }], endpointSelector: {} } }));
    this._emit('Default', {
      type: props.clusterwide === true ? CiliumClusterwideNetworkPolicy : CiliumNetworkPolicy,
      name: props.name ?? id,
      labels: props.labels,
      body,
    });
    this._emit('settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: `${id}-settings`,
      annotations: { 'a.b/c': 'x' },
      body: () => ({ data: { mode: 'l2' } }),
    });
  }

  public override _check(): Finding[] {
    return [errorAt(this.node.path, 'test/always', 'something is wrong', 'make it right')];
  }
}

const make = (props?: ThingProps) => new Thing(new Chart(new App(), 'c', { namespace: 'shop' }), 'thing', props);
const problems = (thing: Thing) =>
  thing
    ._findings()
    .filter((f) => f.code !== 'test/always')
    .map(({ code, path, problem, repair }) => ({ code, path, problem, repair }));

test('objects are emitted with sorted keys, the namespace of the chart, and nothing that is undefined', () => {
  expect(JSON.stringify(make()._manifests())).toBe(
    '[{"apiVersion":"cilium.io/v2","kind":"CiliumNetworkPolicy","metadata":{"name":"thing","namespace":"shop"},"spec":{"endpointSelector":{},"ingress":[{"fromEntities":["world"]}]}},' +
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"annotations":{"a.b/c":"x"},"name":"thing-settings","namespace":"shop"},"data":{"mode":"l2"}}]',
  );
});

test('a cluster-scoped object has no namespace, whatever the chart says', () => {
  const [policy, settings] = make({ clusterwide: true })._manifests();
  expect(policy!.metadata).toEqual({ name: 'thing' });
  expect(settings!.metadata.namespace).toBe('shop');
});

test('an override replaces a field, with undefined removes it, and may name any object', () => {
  const thing = make();
  thing.override('spec.ingress[0].fromEntities', ['cluster']);
  thing.override('spec.endpointSelector');
  thing.overrideObject('ConfigMap/thing-settings', 'data.mode', 'bgp');
  thing.overrideObject('ConfigMap/shop/thing-settings', 'metadata.annotations["a.b/c"]', 'y');
  thing.addField('spec.description', 'from outside');
  thing.addField('spec.ingress[1]', { fromEntities: ['host'] });
  const [policy, settings] = thing._manifests();
  expect(policy!.spec).toEqual({
    description: 'from outside',
    ingress: [{ fromEntities: ['cluster'] }, { fromEntities: ['host'] }],
  });
  expect([settings!.data, settings!.metadata.annotations]).toEqual([{ mode: 'bgp' }, { 'a.b/c': 'y' }]);
  expect(problems(thing)).toEqual([]);
});

test('a repeated look at the manifests applies an override once', () => {
  const thing = make();
  thing.addField('spec.description', 'x');
  thing.override('spec.ingress[0]');
  expect(thing._manifests()).toEqual(thing._manifests());
  expect(problems(thing)).toEqual([]);
});

test('a JSON patch of the object works on the final names too', () => {
  const thing = make();
  (thing.node.defaultChild as unknown as { addJsonPatch(...patches: JsonPatch[]): void }).addJsonPatch(
    JsonPatch.add('/spec/description', 'patched'),
  );
  expect(thing._manifests()[0]!.spec).toMatchObject({ description: 'patched' });
});

describe('an override that cannot be is a finding that says what there is', () => {
  const path = 'c/thing';
  const code = 'manifest/override-path';
  test.each([
    [
      'spec.egress',
      '"spec.egress" does not exist',
      'there is: endpointSelector, ingress; use addField() for a field that is not there yet',
    ],
    [
      'spec.ingress[3]',
      '"spec.ingress[3]" does not exist',
      'there is: 1 items; use addField() for a field that is not there yet',
    ],
    [
      'spec.egress[0].toPorts',
      '"spec.egress[0].toPorts" does not exist: nothing at "spec.egress"',
      'look at the rendered object for its names',
    ],
    ['spce.ingress', '"spce.ingress" does not exist: nothing at "spce"', 'there is: apiVersion, kind, metadata, spec'],
    [
      'spec.ingress.fromEntities',
      '"spec.ingress.fromEntities" does not exist: nothing at "spec.ingress"',
      'look at the rendered object for its names',
    ],
    [
      'spec.constructor',
      '"spec.constructor" does not exist',
      'there is: endpointSelector, ingress; use addField() for a field that is not there yet',
    ],
  ])('override(%j)', (field, problem, repair) => {
    const thing = make();
    thing.override(field, 'x');
    expect(problems(thing)).toEqual([{ code, path, problem, repair }]);
  });

  test.each([
    ['spec.ingress', '"spec.ingress" exists already', 'use override() to replace it'],
    [
      'spec.ingress[2]',
      '"spec.ingress[2]" does not exist: nothing at "spec.ingress[2]"',
      'look at the rendered object for its names',
    ],
    ['status.x', '"status.x" does not exist: nothing at "status"', 'there is: apiVersion, kind, metadata, spec'],
  ])('addField(%j)', (field, problem, repair) => {
    const thing = make();
    thing.addField(field, 'x');
    expect(problems(thing)).toEqual([{ code, path, problem, repair }]);
  });

  test('overrideObject of an object that is not emitted', () => {
    const thing = make();
    thing.overrideObject('Secret/thing', 'data', {});
    expect(problems(thing)).toEqual([
      {
        code: 'manifest/override-object',
        path,
        problem: 'override of "Secret/thing", which this construct does not emit',
        repair: 'write one of: CiliumNetworkPolicy/shop/thing, ConfigMap/shop/thing-settings',
      },
    ]);
  });
});

test.each(['', '.', 'spec.', 'spec..x', 'spec[x]', 'spec["x]', 'spec[0', 'spec x.[0]y"'])(
  'a path that cannot be read is refused at once: %j',
  (path) => {
    const calls = [
      (t: Thing) => t.override(path, 1),
      (t: Thing) => t.addField(path, 1),
      (t: Thing) => t.overrideObject('ConfigMap/x', path, 1),
    ];
    for (const call of calls) {
      expect(() => call(make())).toThrow(
        expect.objectContaining({
          name: 'ValidationError',
          code: 'manifest/override-path',
          path: 'c/thing',
          problem: `cannot read the path "${path}"`,
        }),
      );
    }
  },
);

test.each([
  [null, 'manifest/null', 'null at spec.ingress'],
  [
    [{ fromEndpoints: [{ matchLabels: { app: null } }] }],
    'manifest/null',
    'null at spec.ingress[0].fromEndpoints[0].matchLabels.app',
  ],
  [NaN, 'manifest/value', 'NaN at spec.ingress'],
])('an override with %j is refused at once', (value, code, problem) => {
  const error = expect.objectContaining({ name: 'ValidationError', code, problem, path: 'c/thing' });
  expect(() => make().override('spec.ingress', value)).toThrow(error);
  expect(() => make().addField('spec.ingress', value)).toThrow(error);
});

test('changes of changes: the value that was given stays as it is, and every rendering is the same', () => {
  const thing = make();
  const rules = [{ fromEntities: ['cluster'] }];
  thing.override('spec.ingress', rules);
  thing.addField('spec.ingress[1]', { fromEntities: ['host'] });
  thing.override('spec.ingress[0].fromEntities', ['all']);
  expect(thing._manifests()).toEqual(thing._manifests());
  expect(thing._manifests()[0]!.spec).toMatchObject({
    ingress: [{ fromEntities: ['all'] }, { fromEntities: ['host'] }],
  });
  expect(rules).toEqual([{ fromEntities: ['cluster'] }]);
  expect(problems(thing)).toEqual([]);
});

test('an ignored finding keeps its reason, and only findings of that code are ignored', () => {
  const thing = make();
  thing.ignore('test/always', 'the lab has no second NIC');
  thing.override('spec.egress', 'x');
  expect(thing._findings().map((f) => [f.code, f.ignoredBecause])).toEqual([
    ['test/always', 'the lab has no second NIC'],
    ['manifest/override-path', undefined],
  ]);
  expect(thing.node.validate()).toEqual([
    'manifest/override-path: "spec.egress" does not exist; there is: endpointSelector, ingress; use addField() for a field that is not there yet',
  ]);
});

test.each(['', '  ', '\n'])('a reason of %j is none', (reason) => {
  expect(() => make().ignore('test/always', reason)).toThrow(
    "ignore('test/always') without a reason\n  → write why the finding does not apply here\n  at c/thing (manifest/ignore-reason)",
  );
});

test.each([
  [{ name: 'My_Policy' }, 'manifest/name'],
  [{ labels: { app: 'a b' } }, 'manifest/label'],
])('%j is refused in the constructor, with the path', (props, code) => {
  expect(() => make(props)).toThrow(expect.objectContaining({ name: 'ValidationError', code, path: 'c/thing' }));
});

test('what a body may not hold is refused with the path of the construct', () => {
  const thing = make({ body: () => ({ spec: { endpointSelector: { matchLabels: { app: null } } } }) });
  expect(() => thing._manifests()).toThrow(ValidationError);
  expect(() => thing._manifests()).toThrow('null at spec.endpointSelector.matchLabels.app');
});
