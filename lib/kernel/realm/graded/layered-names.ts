import type { CellNames } from "../profile";

type Values = Record<string, unknown>;

/**
 * A layer for each cell: it sees the names of earlier cells and never those of later ones. So a submitted function can
 * neither read what a test cell declares nor hand it a name of its own.
 */
export class LayeredNames implements CellNames {
  #top: Values = Object.create(null);
  #declared: ReadonlySet<string> = new Set();

  begin(declared: ReadonlySet<string>): object {
    const top: Values = Object.create(this.#top);
    this.#top = top;
    this.#declared = declared;
    return new Proxy(Object.create(null), {
      get: (_target, name) => top[name as string],
      set: (_target, name, value) => {
        write(top, declared, name as string, value);
        return true;
      },
      defineProperty: (_target, name, { get, value }) => {
        if (name !== "__esModule") write(top, declared, name as string, get ? get() : value);
        return true;
      },
    });
  }

  read(name: string): unknown {
    return this.#top[name];
  }

  take(name: string): unknown {
    const value = this.#top[name];
    delete this.#top[name];
    return value;
  }

  restore(name: string): void {
    if (this.#declared.has(name)) delete this.#top[name];
  }
}

/** A name that the cell declares is its own; any other is where it was declared. */
function write(top: Values, declared: ReadonlySet<string>, name: string, value: unknown): void {
  let layer: Values | null = top;
  if (!declared.has(name)) {
    while (layer !== null && !Object.hasOwn(layer, name))
      layer = Object.getPrototypeOf(layer) as Values | null;
  }
  (layer ?? top)[name] = value;
}
