// Every table of bad input, and the tests of findings, over again: each app that they build is judged alike by synth and by check.
import type { App as CdkApp, AppProps } from 'cdk8s';
import { bothSides, differences } from '../support/one-judge';

const mockApps: CdkApp[] = [];
jest.mock('cdk8s', () => {
  const actual = jest.requireActual('cdk8s');
  return {
    ...actual,
    App: class App extends actual.App {
      public constructor(props?: AppProps) {
        super(props);
        mockApps.push(this as unknown as CdkApp);
      }
    },
  };
});

/** Tables whose tests build apps. */
const TABLES = [
  '../bad-input.test',
  '../cilium/bad-input.test',
  '../gateway/bad-input.test',
  '../loadbalancer/bad-input.test',
  '../multus/bad-input.test',
  '../networks/bad-input.test',
  '../networks/findings.test',
  '../policy/bad-input.test',
  '../policy/findings.test',
  '../talos/bad-input.test',
];

const counts = { apps: 0, findings: 0, unmade: 0 };

type Body = (...args: any[]) => any;

/** The test with its apps judged in place of what it expects: that is tested where it stands, without the rooms that are loaded here. */
function judgedAfter(body: Body): Body {
  const judged: Body = async (...args) => {
    mockApps.length = 0;
    try {
      await body(...args);
    } catch {
      // Bad input throws, and so do expectations.
    }
    for (const app of mockApps) {
      const sides = sidesOf(app);
      if (sides === undefined) continue;
      counts.apps++;
      counts.findings += sides.check.length;
      expect(differences(sides)).toEqual([]);
    }
  };
  return judged;
}

describe.each(TABLES)('%s', (table) => {
  const real = globalThis.test;
  const replaced = Object.assign((name: string, body: Body) => real(name, judgedAfter(body), 60_000), {
    each: (rows: any) => (name: string, body: Body) => real.each(rows)(name, judgedAfter(body), 60_000),
    skip: real.skip,
  });
  Object.assign(globalThis, { test: replaced });
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(table);
  } finally {
    Object.assign(globalThis, { test: real });
  }
});

afterAll(() => {
  console.info(
    `tables of bad input: ${counts.apps} apps, ${counts.findings} findings, ${counts.unmade} cannot be made`,
  );
  expect(counts.findings).toBeGreaterThan(100);
});

/** Undefined for an app that a constructor left half made, or that has objects that no text can hold: nothing is written of it. */
function sidesOf(app: CdkApp): ReturnType<typeof bothSides> | undefined {
  try {
    return bothSides(app);
  } catch (error) {
    // Whatever keeps an app from being made keeps it from being written.
    if (!(error instanceof Error)) throw error;
    counts.unmade++;
    return undefined;
  }
}
