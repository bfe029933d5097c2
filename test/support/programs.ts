// The whole programs of this repository, main.ts, the examples and those of the pages, run up to the point where they would write.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { App } from 'cdk8s';
import * as library from '../../lib';

const root = resolve(__dirname, '..', '..');

/** A program that imports what it needs and calls `synth` itself. */
export interface Program {
  /** Where it stands: a file, or a page with the number of the program on it. */
  readonly name: string;
  /** Folder from which its imports are seen. */
  readonly folder: string;
  readonly text: string;
}

/** Every whole program of the repository. */
export function wholePrograms(): Program[] {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
  return [...programFiles(), ...pages.flatMap(programsOfPage)];
}

function programFiles(): Program[] {
  const examples = existsSync(join(root, 'examples')) ? readdirSync(join(root, 'examples')).sort() : [];
  return ['main.ts', ...examples.map((name) => `examples/${name}/main.ts`)]
    .filter((name) => existsSync(join(root, name)))
    .map((name) => ({ name, folder: dirname(join(root, name)), text: readFileSync(join(root, name), 'utf8') }));
}

/** The blocks of a page that are programs; others are parts of one, and import nothing. */
function programsOfPage(page: string): Program[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, text]) => text!)
    .filter((text) => /^import /m.test(text) && /\.synth\(\)/.test(text))
    .map((text, index) => ({ name: `${page}, program ${index + 1}`, folder: root, text }));
}

/**
 * Runs a program with a `synth` that writes nothing.
 *
 * @returns the apps that it would have written, in the order of their synths
 */
export function appsOf({ name, folder, text }: Program): App[] {
  const { code } = transformSync(text, {
    filename: name,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    swcrc: false,
  });
  const apps: App[] = [];
  const quiet = jest.spyOn(console, 'log').mockImplementation();
  const synths = [App.prototype, library.NetworkApp.prototype].map((prototype) =>
    jest.spyOn(prototype, 'synth').mockImplementation(function (this: App) {
      apps.push(this);
    }),
  );
  try {
    new Function('require', 'module', 'exports', code)(requireFor(folder), { exports: {} }, {});
  } finally {
    for (const spy of [quiet, ...synths]) spy.mockRestore();
  }
  return apps;
}

/** The package by its name, or the sources by their path, is the library under test; all else is what the test itself would load. */
function requireFor(folder: string): (name: string) => unknown {
  return (name) => {
    const path = name.startsWith('.') ? resolve(folder, name) : name;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return path === 'cdk8s-talos-network' || path === join(root, 'lib') ? library : require(path);
  };
}
