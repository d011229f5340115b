/** Joins what a cell prints in quick succession into one message: a front end handles few large ones much faster. */
export class StreamBuffer {
  #cell = 0;
  #name = "";
  #text: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #emit: (cell: number, name: string, text: string) => void;

  constructor(emit: (cell: number, name: string, text: string) => void) {
    this.#emit = emit;
  }

  write(cell: number, name: string, text: string): void {
    if (cell !== this.#cell || name !== this.#name) this.flush();
    this.#cell = cell;
    this.#name = name;
    this.#text.push(text);
    this.#timer ??= setTimeout(() => this.flush(), joinMilliseconds);
  }

  /** To be called before anything else is published, to keep the order. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text.length === 0) return;
    const text = this.#text.join("");
    this.#text = [];
    this.#emit(this.#cell, this.#name, text);
  }
}

const joinMilliseconds = 25;
