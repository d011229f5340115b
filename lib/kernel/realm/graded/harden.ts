import { leftWritable } from "./overridable";

const errors = [
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];

/** Prototypes of which many objects have properties of their own: libraries made for old browsers assign those. */
export const overridden: readonly object[] = [
  Object.prototype,
  Number,
  ...errors.map(({ prototype }) => prototype as object),
];

/**
 * Properties that stay writable, because libraries, the compiler or Node itself write them, and that decide nothing. The
 * compiler sets the limit of traces for a moment; V8 and Node read both as plain properties.
 */
const exemptions = new Map<object, string>([
  [Error, "stackTraceLimit"],
  ...overridden.map((prototype) => [prototype, leftWritable] as const),
]);

/**
 * Makes values unchangeable, with everything that can be reached from them: their properties, getters, setters and
 * prototypes. Getters are not called, except those of a module's exports.
 */
export function harden(...roots: readonly unknown[]): void {
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    freeze(value);
    waiting.push(Object.getPrototypeOf(value), ...partsOf(value));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/** The elements of a typed array cannot be frozen; nothing else of it can change. */
function freeze(value: object): void {
  const exempt = exemptions.get(value);
  if (ArrayBuffer.isView(value)) Object.preventExtensions(value);
  else if (exempt === undefined) Object.freeze(value);
  else freezeExcept(value, exempt);
}

function freezeExcept(value: object, exempt: string): void {
  for (const key of Reflect.ownKeys(value)) {
    const isData = "value" in Object.getOwnPropertyDescriptor(value, key)!;
    const lock = { configurable: false, ...(isData && key !== exempt ? { writable: false } : {}) };
    Object.defineProperty(value, key, lock);
  }
  Object.preventExtensions(value);
}

function partsOf(value: object): unknown[] {
  if (ArrayBuffer.isView(value)) return [];
  const isModule = Object.getOwnPropertyDescriptor(value, "__esModule")?.value === true;
  return Reflect.ownKeys(value).flatMap((key) => {
    const { value: own, get, set } = Object.getOwnPropertyDescriptor(value, key)!;
    return isModule && get ? [get, get.call(value)] : [own, get, set];
  });
}
