// A value as Talos writes it: fields in their order, what is empty left out where its field says so.
import { isMap, PlainMap } from '../../manifest';
import { durationText } from '../go/duration';
import { zeroOf } from './own';
import { Shape, StructShape } from './shapes';

/** The plain form of a document. */
export function encode(shape: StructShape, value: PlainMap): PlainMap {
  return struct(shape, value);
}

function plain(shape: Shape, value: unknown): unknown {
  if (value === undefined) return zero(shape);
  switch (shape.is) {
    case 'pointer':
      return value === null ? null : plain(shape.of, value);
    case 'struct':
      return struct(shape, isMap(value) ? value : {});
    case 'map':
      return value === null ? {} : sorted(value as PlainMap, (each) => plain(shape.of, each));
    case 'list':
      return value === null ? [] : (value as unknown[]).map((each) => plain(shape.of, each));
    case 'duration':
      return durationText(value as number);
    case 'own':
      return value ?? zeroOf(shape);
    case 'any':
      return free(value);
    default:
      return value;
  }
}

function struct(shape: StructShape, value: PlainMap): PlainMap {
  const result: PlainMap = {};
  for (const field of shape.fields.values()) {
    const own = value[field.name];
    if (field.omitted && isEmpty(field.shape, own)) continue;
    result[field.name] = plain(field.shape, own);
  }
  const { rest } = shape;
  if (rest !== undefined) {
    const more = Object.fromEntries(Object.entries(value).filter(([key]) => !shape.fields.has(key)));
    Object.assign(
      result,
      sorted(more, (each) => plain(rest, each)),
    );
  }
  return result;
}

function zero(shape: Shape): unknown {
  switch (shape.is) {
    case 'string':
      return '';
    case 'bytes':
    case 'list':
      return [];
    case 'bool':
      return false;
    case 'number':
      return 0;
    case 'duration':
      return '0s';
    case 'map':
      return {};
    case 'struct':
      return struct(shape, {});
    case 'own':
      return zeroOf(shape);
    default:
      return null;
  }
}

/** The one list that is left out only where it is not written at all. */
const KEPT_EMPTY = 'network.SearchDomainList';
/** Sections that are empty as soon as these fields are. Source: their IsZero functions. */
const EMPTY_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'block.EncryptionSpec': ['provider', 'keys'],
  'runtime.ProvisioningSpec': ['diskSelector'],
};

/** True for what `omitempty` leaves out. */
function isEmpty(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  switch (shape.is) {
    case 'list':
      return shape.name !== KEPT_EMPTY && (value as unknown[]).length === 0;
    case 'map':
      return Object.keys(value).length === 0;
    case 'struct': {
      const own = value as PlainMap;
      const decisive = shape.ownZero ? EMPTY_WITHOUT[shape.name] : undefined;
      if (decisive !== undefined) return decisive.every((key) => isEmpty(shape.fields.get(key)!.shape, own[key]));
      return (
        [...shape.fields.values()].every((field) => isEmpty(field.shape, own[field.name])) &&
        Object.keys(own).every((key) => shape.fields.has(key))
      );
    }
    default:
      return false;
  }
}

function free(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(free);
  return isMap(value) ? sorted(value, free) : value;
}

function sorted(value: PlainMap, each: (value: unknown) => unknown): PlainMap {
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, each(value[key])]),
  );
}
