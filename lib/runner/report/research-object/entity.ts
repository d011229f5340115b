/** An entity of a JSON-LD graph. */
export interface Entity {
  readonly "@id": string;
  readonly "@type": string | readonly string[];
  readonly [property: string]: unknown;
}

/** A reference to another entity. */
export function refer({ "@id": id }: Pick<Entity, "@id">): { readonly "@id": string } {
  return { "@id": id };
}

/** A name with a value. */
export function propertyValue(id: string, name: string, value: unknown): Entity {
  return { "@id": id, "@type": "PropertyValue", name, value };
}

/** An identifier inside the graph: what a URI fragment may not hold is escaped. */
export function local(...parts: readonly string[]): string {
  return `#${parts.map(encodeURIComponent).join("/")}`;
}
