// For GitHub Actions: workflow commands that become annotations of the pull request.
import { CheckFinding } from '../findings';
import { Level } from '../../problem';
import { gather, Gathered } from './gather';
import { Summary } from './summary';

/** Source: GitHub's workflow commands. */
const COMMAND: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

export function github(findings: readonly CheckFinding[], { verbose }: Summary): string {
  const { listed, gathered } = verbose === true ? { listed: findings, gathered: [] } : gather(findings);
  return `${annotations(listed)}${gathered.map(together).join('')}`;
}

function together({ severity, code, message, repair, files }: Gathered): string {
  const words = `${message}, in ${files} file${files === 1 ? '' : 's'}\n→ ${repair}; --verbose lists them`;
  return `::${COMMAND[severity]} title=${property(code)}::${data(words)}\n`;
}

function annotations(findings: readonly CheckFinding[]): string {
  return findings
    .map(({ severity, code, message, repair, file, line, source, object }) => {
      const about = [object, source].filter((each) => each !== undefined).join(' of ');
      const place = [
        ...(file === '-' ? [] : [`file=${property(file)}`]),
        ...(line === undefined || file === '-' ? [] : [`line=${line}`]),
        `title=${property(code)}`,
      ];
      return `::${COMMAND[severity]} ${place.join(',')}::${data(`${about === '' ? '' : `${about}: `}${message}\n→ ${repair}`)}\n`;
    })
    .join('');
}

function data(words: string): string {
  return words.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(words: string): string {
  return data(words).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
