/**
 * Ising model with a field on every spin and a coupling between every two: with spins of ±1,
 *
 *     p(s) = exp(Σᵢ hᵢ sᵢ + Σᵢ<ⱼ Jᵢⱼ sᵢ sⱼ) / Z.
 */
export interface IsingModel {
  readonly spins: number;
  /** hᵢ; ±Infinity for a spin that never turns. */
  readonly fields: Float64Array;
  /** J, `spins × spins`, row-major, symmetric with zeros on the diagonal. */
  readonly couplings: Float64Array;
}

/**
 * @throws RangeError naming the caller when sizes do not fit, a number is NaN, a coupling is infinite, or J is not symmetric with
 *   a diagonal of zeros
 */
export function checkIsing(caller: string, { spins, fields, couplings }: IsingModel): void {
  if (
    !Number.isSafeInteger(spins) ||
    spins < 1 ||
    fields.length !== spins ||
    couplings.length !== spins ** 2
  ) {
    throw new RangeError(
      `${caller} needs as many fields as spins and their square of couplings, got ${spins} spins, ${fields.length} fields ` +
        `and ${couplings.length} couplings`,
    );
  }
  for (let i = 0; i < spins; i++) {
    if (Number.isNaN(fields[i]!))
      throw new RangeError(`${caller} needs fields that are numbers: field ${i} is NaN`);
    for (let j = 0; j <= i; j++) {
      const [coupling, mirrored] = [couplings[i * spins + j]!, couplings[j * spins + i]!];
      if (!Number.isFinite(coupling) || coupling !== mirrored || (i === j && coupling !== 0)) {
        throw new RangeError(
          `${caller} needs finite couplings, symmetric with a diagonal of zeros: J[${i}][${j}] is ${coupling} and ` +
            `J[${j}][${i}] is ${mirrored}`,
        );
      }
    }
  }
}

/** Spins up to which all states are summed over: 2²⁰, about a million. */
export const mostEnumeratedSpins = 20;

/** @throws RangeError naming the caller and the remedy when there are too many spins to sum over all states */
export function requireFewSpins(caller: string, spins: number, remedy: string): void {
  if (spins > mostEnumeratedSpins) {
    throw new RangeError(
      `${caller} sums over all states of at most ${mostEnumeratedSpins} spins, got ${spins}. ${remedy}`,
    );
  }
}
