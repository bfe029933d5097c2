// The commands of talosnet, and how every one of them ends.
import { Command, CommanderError } from 'commander';
import { SettingsError } from '../check/settings/error';
import { BAD_USAGE, CommandError } from './errors';
import { Output } from './output';
import { ownVersion } from './version';

/* eslint-disable @typescript-eslint/no-require-imports -- loaded when they are asked for; scripts/after-build.mjs makes one file of each */
const manifestCommands = () => require('./manifest-commands') as typeof import('./manifest-commands');
const ciliumCommands = () => require('./cilium-render') as typeof import('./cilium-render');
/* eslint-enable @typescript-eslint/no-require-imports */

/** Commands by name. A new command is a line here and a file of its own. */
const COMMANDS: Readonly<Record<string, (output: Output) => Command>> = {
  check: (output) => manifestCommands().checkCommand(output),
  reach: (output) => manifestCommands().reachCommand(output),
  cilium: (output) => new Command('cilium').description('Cilium.').addCommand(ciliumCommands().ciliumRender(output)),
  talos: (output) => new Command('talos').description('Talos Linux.').addCommand(manifestCommands().talosShow(output)),
};

const VERSION_FLAGS = ['-V', '--version'];

/** The program with the command that is asked for; with all of them where it is none (help, a misspelt name). */
function program([first = '']: readonly string[], output: Output): Command {
  const root = new Command('talosnet')
    .description('The network layer of a Talos Linux cluster: render and check.')
    .enablePositionalOptions() // `cilium render --version` is the chart's
    .version(ownVersion(), VERSION_FLAGS.join(', '), 'print the version of talosnet');
  const asked = Object.hasOwn(COMMANDS, first) ? [first] : VERSION_FLAGS.includes(first) ? [] : Object.keys(COMMANDS);
  for (const name of asked) root.addCommand(COMMANDS[name]!(output));
  return root;
}

/** `help cilium render` is `cilium render --help`, at any depth. */
function withHelpAsFlag([first, ...names]: readonly string[]): readonly string[] {
  if (first !== 'help') return first === undefined ? [] : [first, ...names];
  return [...names, '--help'];
}

/** Runs a command line (without node and script) and gives its exit code: 0 done, 1 refused, 2 not understood. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  const words = withHelpAsFlag(args);
  const root = program(words, output);
  forEachCommand(root, (command) => {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => output.out(text), writeErr: (text) => output.err([text.trimEnd()]) });
  });
  try {
    await root.parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommandError) {
      output.err(error.lines);
      return error.exitCode;
    }
    if (error instanceof SettingsError) {
      output.err([settingLine(error)]);
      return BAD_USAGE;
    }
    // Help is no failure; everything else that commander throws is bad usage, and it has said what.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
    output.err([`talosnet: ${error instanceof Error ? error.message : String(error)}`]);
    return BAD_USAGE;
  }
}

/** A setting by the name of its option; a file says its own name. */
function settingLine({ setting, problem }: SettingsError): string {
  if (setting === undefined) return problem;
  return `error: --${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${problem}`;
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const each of command.commands) forEachCommand(each, visit);
}
