/** Ids that are gathered without knowing how many will come. */
export class IdBuffer {
  #ids = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(id: number): void {
    if (this.#length === this.#ids.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#length++] = id;
  }

  /** The ids so far, as an array of their own; the buffer is empty then. */
  take(): Int32Array {
    const ids = this.#ids.slice(0, this.#length);
    this.#length = 0;
    return ids;
  }
}
