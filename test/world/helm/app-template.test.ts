import { fromYaml } from '../../../lib/manifest';
import { appTemplate, AppTemplateAnswer } from '../../../lib/world/helm/app-template';
import { answer } from '../../../scripts/models/app-template';
import { Golden, goldens, networkPart, present } from './goldens';

if (!present) console.info('skipped: the recorded renders of app-template are not beside this checkout');

/** What the chart refuses by chance of Go's map order is no rule to hold it to. */
const CHANCE = ['4.1.1/027-pod-labels-and-annotations'];

describe.each(['3.7.3', '4.1.1'])('app-template %s', (version) => {
  const cases: Golden[] = present ? goldens(version) : [];
  if (!present) test.skip('answers as helm (skipped: no recorded renders here)', () => undefined);
  else
    test.each(cases.map((golden) => [golden.name, golden] as const))('answers as helm: %s', (name, golden) => {
      const said: any = answer({ id: name, ...golden });
      if (CHANCE.includes(`${version}/${name}`)) expect(said.why).toContain('chance');
      else if (golden.lines[0]?.stage !== undefined) expect(said).toMatchObject({ stage: golden.lines[0].stage });
      else expect(networkPart(said.objects ?? [])).toEqual(networkPart(golden.lines));
    });
});

const CONTAINER = 'containers: {app: {image: {repository: example.com/a, tag: "1"}}}';

function rendered(values: string, more: { version?: string; release?: string } = {}): AppTemplateAnswer {
  return appTemplate({ version: '4.1.1', release: 'shop', namespace: 'apps', values: fromYaml(values)[0], ...more });
}

function objectsOf(values: string, more: { version?: string; release?: string } = {}): any[] {
  const said = rendered(values, more);
  return said.said === 'objects' ? said.objects : [said];
}

describe('names', () => {
  test('leave out an identifier in which the name already ends, from 4.x on', () => {
    const values = `controllers: {api: {${CONTAINER}}, queue: {${CONTAINER}}}`;
    const names = (version: string) =>
      objectsOf(values, { version, release: 'shop-api' }).map(({ metadata }) => metadata.name);
    expect(names('4.1.1')).toEqual(['shop-api', 'shop-api-queue']);
    expect(names('3.7.3')).toEqual(['shop-api-api', 'shop-api-queue']);
  });

  test('of a release that is a number stop helm, as a label would be one', () => {
    expect(rendered(`controllers: {main: {${CONTAINER}}}`, { release: '123' })).toMatchObject({ said: 'refused' });
  });
});

describe('pod templates', () => {
  test('take the label of the controller that 3.x renders first, where there are default labels', () => {
    const values = `
defaultPodOptions: {labels: {zone: inner}}
controllers: {front: {${CONTAINER}}, back: {${CONTAINER}}}`;
    const labels = objectsOf(values, { version: '3.7.3' }).map(({ spec }) => spec.template.metadata.labels);
    expect(labels.map((label) => label['app.kubernetes.io/component'])).toEqual(['back', 'back']);
    expect(rendered(values)).toEqual({ said: 'not understood', why: expect.stringContaining('chance') });
  });

  test('lose the newline of the annotation that stands last in the values of the last controller, from 4.x on', () => {
    const values = `controllers: {main: {${CONTAINER}, pod: {annotations: {net: "a\\n"}}}}`;
    expect(objectsOf(values)[0].spec.template.metadata.annotations).toEqual({ net: 'a' });
    expect(objectsOf(values, { version: '3.7.3' })[0].spec.template.metadata.annotations).toEqual({ net: 'a\n' });
  });

  test('keep the selector labels of their controller from 5.3 on', () => {
    const values = `controllers: {main: {${CONTAINER}, pod: {labels: {app.kubernetes.io/name: other}}}}`;
    const name = (version: string) =>
      objectsOf(values, { version }).find(({ kind }) => kind === 'Deployment').spec.template.metadata.labels[
        'app.kubernetes.io/name'
      ];
    expect(name('5.1.0')).toBe('other');
    expect(name('5.3.0')).toBe('shop');
  });
});

describe('what text cannot decide', () => {
  test('a range over values is not understood', () => {
    const values = `
controllers: {main: {${CONTAINER}}}
service: {main: {annotations: {a: "{{ range .Values.x }}{{ end }}"}, ports: {http: {port: 80}}}}`;
    expect(rendered(values)).toEqual({ said: 'not understood', why: 'the action "range" of a template' });
  });

  test('a key of a newer chart passes where the schema is not known, and is refused where it is', () => {
    const values = `controllers: {main: {${CONTAINER}, podDisruptionBudget: {minAvailable: 1}}}`;
    expect(rendered(values)).toMatchObject({
      said: 'refused',
      stage: 'schema',
      reason: '/controllers/main: no key podDisruptionBudget',
    });
    expect(rendered(values, { version: '5.1.0' })).toMatchObject({ said: 'objects', proven: false });
  });

  test('a version before 3 has no rules', () => {
    expect(rendered('{}', { version: '2.6.0' })).toEqual({ said: 'not understood', why: 'version 2.6.0 of the chart' });
  });

  test.each([
    [null],
    [[]],
    ['text'],
    [{ controllers: [1] }],
    [{ global: { labels: 7 } }],
    [{ route: { a: { rules: [3] } } }],
  ])('odd values %j are answered, whatever they are', (values) => {
    for (const version of ['3.7.3', '4.1.1', '5.3.0'])
      expect(appTemplate({ version, release: 'a', namespace: 'b', values }).said).toMatch(
        /^(objects|refused|not understood)$/,
      );
  });
});
