// findings of synth = findings of check on what synth wrote, with its facts: main.ts, the examples, and the programs of the pages.
import { ApiObject, App, Chart } from 'cdk8s';
import { bothSides, differences } from '../support/one-judge';
import { appsOf, wholePrograms } from '../support/programs';

const programs = wholePrograms();

test('main.ts and the programs of the README are among the programs', () => {
  const names = programs.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['main.ts', 'README.md, program 1', 'README.md, program 2', 'README.md, program 3']),
  );
});

test.each(programs)('$name is judged alike by synth and by check', (program) => {
  const apps = appsOf(program);
  expect(apps.length).toBeGreaterThan(0);
  for (const app of apps) expect(differences(bothSides(app))).toEqual([]);
});

test.each(programs)('$name with a mistake in each of its charts is judged alike by synth and by check', (program) => {
  for (const app of appsOf(program)) {
    const planted = chartsOf(app).map(plant);
    const sides = bothSides(app);
    expect(differences(sides)).toEqual([]);
    for (const route of planted) expect(sides.check).toContainEqual(expect.stringContaining(route));
  }
});

function chartsOf(app: App): Chart[] {
  return app.node.findAll().filter((construct) => Chart.isChart(construct));
}

/** A route to a Gateway that nobody has, with a port that is none. Gives the words that name it in a finding. */
function plant(chart: Chart): string {
  const route = new ApiObject(chart, 'planted', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'planted', namespace: `planted-${chart.node.id}` },
    spec: { parentRefs: [{ name: 'nobody' }], rules: [{ backendRefs: [{ name: 'api', port: 'http' }] }] },
  });
  return `HTTPRoute/planted-${chart.node.id}/${route.name}`;
}
