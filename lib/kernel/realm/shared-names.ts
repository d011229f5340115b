import type { CellNames } from "./profile";

type Values = Record<string, unknown>;

/** One store for all cells: a function of an earlier cell sees what a later one makes of a name. */
export class SharedNames implements CellNames {
  readonly #values: Values = {};
  readonly #exports = redefinable(this.#values);
  #before: Values = {};

  begin(): object {
    this.#before = { ...this.#values };
    return this.#exports;
  }

  read(name: string): unknown {
    return this.#values[name];
  }

  take(name: string): unknown {
    const value = this.#values[name];
    delete this.#values[name];
    return value;
  }

  restore(name: string): void {
    this.#values[name] = this.#before[name];
  }
}

/** TypeScript exports imports as getters, once; cells may import a name again. */
function redefinable(values: Values): Values {
  return new Proxy(values, {
    defineProperty(_target, name, descriptor) {
      if (name !== "__esModule")
        values[name as string] = descriptor.get ? descriptor.get() : descriptor.value;
      return true;
    },
  });
}
