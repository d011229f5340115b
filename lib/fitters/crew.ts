/** Computes one part of a pass of the given kind into `out`, which holds zeros. The same input gives the same digits. */
export type ComputePart = (part: number, kind: number, out: Float64Array) => void;

/** Work in parts that threads can share: each opens the job on the same input, and takes parts until none is left. */
export interface Job<Input extends object> {
  /** By which helper threads find it. */
  readonly name: string;
  /** Parts of a pass at most, and numbers that a part gives at most. */
  size(input: Input): CrewSize;
  open(input: Input): ComputePart;
}

export interface CrewSize {
  readonly parts: number;
  readonly stride: number;
}

/** Who does a job: one thread, or several with the same digits. */
export interface Crew<Input extends object> {
  /** What every thread sees: its arrays may be written between passes. */
  readonly input: Input;
  /** Computes the parts 0 … parts − 1. Their results lie a stride apart; the next pass overwrites them. */
  pass(kind: number, parts: number): Float64Array;
  /** Gives back what the crew holds. */
  close(): void;
}

export type OpenCrew = <Input extends object>(job: Job<Input>, input: Input) => Crew<Input>;

/** The crew of the calling thread alone. */
export const openAlone: OpenCrew = (job, input) => {
  const { parts: most, stride } = job.size(input);
  const compute = job.open(input);
  const results = new Float64Array(most * stride);
  return {
    input,
    pass(kind, parts) {
      results.fill(0);
      for (let part = 0; part < parts; part++) {
        compute(part, kind, results.subarray(part * stride, (part + 1) * stride));
      }
      return results;
    },
    close: () => undefined,
  };
};

/** Opens a crew, uses it, and closes it whatever happens. */
export function withCrew<Input extends object, Result>(
  open: OpenCrew,
  job: Job<Input>,
  input: Input,
  use: (crew: Crew<Input>) => Result,
): Result {
  const crew = open(job, input);
  try {
    return use(crew);
  } finally {
    crew.close();
  }
}
