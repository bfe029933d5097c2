// The commands of talosnet, and how every one of them ends.
import { Command, CommanderError } from 'commander';
import { SettingsError } from '../check/settings/error';
import { checkCommand } from './check';
import { ciliumRender } from './cilium-render';
import { BAD_USAGE, CommandError } from './errors';
import { Output } from './output';
import { reachCommand } from './reach';
import { talosShow } from './talos-show';

/** Commands by group. A new command is a line here and a file of its own. */
function program(output: Output): Command {
  return new Command('talosnet')
    .description('The network layer of a Talos Linux cluster: render and check.')
    .addCommand(checkCommand(output))
    .addCommand(reachCommand(output))
    .addCommand(new Command('cilium').description('Cilium.').addCommand(ciliumRender(output)))
    .addCommand(new Command('talos').description('Talos Linux.').addCommand(talosShow(output)));
}

/** Runs a command line (without node and script) and gives its exit code: 0 done, 1 refused, 2 not understood. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  const root = program(output);
  forEachCommand(root, (command) => {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => output.out(text), writeErr: (text) => output.err([text.trimEnd()]) });
  });
  try {
    await root.parseAsync([...args], { from: 'user' });
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
