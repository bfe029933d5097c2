// Every code that exists, whoever says it, and how a room of constructs says the repair in TypeScript.
import { Code, Data } from './code';

/** A code with the layer that says it, for `--only` and for lists. */
export interface ListedCode extends Code {
  readonly layer: string;
}

/** A better repair for readers of the program: undefined leaves the repair in the words of YAML. */
export type Voice = (data: any) => string | undefined;

const codes = new Map<string, ListedCode>();
const voices = new Map<string, Voice>();

/** Registers codes of a layer; a code belongs to one layer. */
export function registerCodes(layer: string, list: readonly Code[]): void {
  for (const code of list) if (!codes.has(code.code)) codes.set(code.code, { layer, ...code });
}

/** Registers how repairs are said in TypeScript, by code. */
export function registerVoice(repairs: Readonly<Record<string, Voice>>): void {
  for (const [code, voice] of Object.entries(repairs)) voices.set(code, voice);
}

/** The repair in TypeScript, if a room has one for the code. */
export function typescriptRepair(code: string, data: Data): string | undefined {
  return voices.get(code)?.(data);
}

/** What is known of a code. */
export function codeOf(code: string): ListedCode | undefined {
  return codes.get(code);
}

/** Every registered code. */
export function registeredCodes(): ListedCode[] {
  return [...codes.values()];
}
