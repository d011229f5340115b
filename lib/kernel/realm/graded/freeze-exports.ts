/**
 * Freezes what a module exports, and its classes, one level deep: for libraries with state inside, which has to go on
 * changing.
 */
export function freezeExports(exports: object): void {
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(exports))) {
    if (typeof descriptor.value !== "function") continue;
    const { prototype } = descriptor.value as { readonly prototype?: object };
    if (prototype) Object.freeze(prototype);
    Object.freeze(descriptor.value);
  }
  Object.freeze(exports);
}
