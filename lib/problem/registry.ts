// A code with who says it, and how a room of constructs says the repair in TypeScript.
import { Code, Data } from './code';

/** A code with the layer of the check room that says it, or with whoever else does: constructs, app, facts, output. */
export interface ListedCode extends Code {
  readonly layer: string;
}

/** A better repair for readers of the program: undefined leaves the repair in the words of YAML. */
export type Voice = (data: any) => string | undefined;

const voices = new Map<string, Voice>();

/** Registers how repairs are said in TypeScript, by code. */
export function registerVoice(repairs: Readonly<Record<string, Voice>>): void {
  for (const [code, voice] of Object.entries(repairs)) voices.set(code, voice);
}

/** The repair in TypeScript, if a room has one for the code. */
export function typescriptRepair(code: string, data: Data): string | undefined {
  return voices.get(code)?.(data);
}
