/** A binary heap: `pop` takes the item that comes before all others. O(log n) each. */
export class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #before: (a: Item, b: Item) => boolean;

  constructor(before: (a: Item, b: Item) => boolean) {
    this.#before = before;
  }

  push(item: Item): void {
    const items = this.#items;
    let position = items.length;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#before(item, items[parent])) break;
      items[position] = items[parent];
      position = parent;
    }
    items[position] = item;
  }

  pop(): Item | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length > 0) this.#sink(last as Item);
    return first;
  }

  /** Puts an item in the place of the first one, and lets it sink to where it belongs. */
  #sink(item: Item): void {
    const items = this.#items;
    let position = 0;
    for (let child = 1; child < items.length; child = 2 * position + 1) {
      if (child + 1 < items.length && this.#before(items[child + 1], items[child])) child++;
      if (!this.#before(items[child], item)) break;
      items[position] = items[child];
      position = child;
    }
    items[position] = item;
  }
}
