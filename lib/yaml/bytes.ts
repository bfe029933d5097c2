// From the bytes of a file to the text that each reader sees.
import { YamlError } from './yaml-error';

const UTF16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** The encoding that a byte order mark names; undefined for UTF-8 or none. */
function utf16Of(bytes: Uint8Array): string | undefined {
  return UTF16[Buffer.from(bytes.subarray(0, 2)).toString('hex')];
}

/** Text as kubectl decodes a file: by its byte order mark, bad bytes as U+FFFD. Source: FileVisitor of k8s.io/cli-runtime. */
export function kubectlText(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes);
}

/**
 * Text as kustomize decodes a file.
 *
 * @throws YamlError for bytes that are no UTF-8
 */
export function kustomizeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(utf16Of(bytes) ?? 'utf-8', { fatal: true, ignoreBOM: utf16Of(bytes) === undefined }).decode(
      bytes,
    );
  } catch {
    throw new YamlError('bytes that are no text', 0);
  }
}
