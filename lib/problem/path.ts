// Places inside of an object.

/** Keys and positions from the root of an object. */
export type Path = readonly (string | number)[];

/** `spec.ingress[0].toPorts`, with names that hold dots in quotes. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[^.[\]"]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
