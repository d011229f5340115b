/** What `harden` leaves writable where it was called for a prototype made overridable. */
export const leftWritable = "constructor";

/**
 * Properties of prototypes that objects often have of their own. Once a prototype is frozen, plain assignment could not
 * make them: `this.name = "MyError"` would fail. As an accessor whose setter makes the object's own property they are
 * unchangeable and still can be overridden.
 */
export function makeOverridable(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    // Node's inspection asks for this one as a plain property. It decides nothing and stays writable.
    if (key === leftWritable) continue;
    const { value, enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(prototype, key)!;
    if (!configurable || writable !== true) continue;
    Object.defineProperty(prototype, key, {
      get: () => value,
      set(this: object, own: unknown) {
        // What fills in for old engines assigns a function to itself.
        if (own === value) return;
        if (this === prototype)
          throw new TypeError(`Graded cells cannot change the built-in ${String(key)}.`);
        Object.defineProperty(this, key, {
          value: own,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
      enumerable,
      configurable: false,
    });
  }
}
