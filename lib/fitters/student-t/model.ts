/** Student's t distribution, moved and scaled. The variance is scale² · ν/(ν − 2) for ν > 2; ν = Infinity is the normal. */
export interface StudentTModel {
  readonly location: number;
  readonly scale: number;
  readonly degreesOfFreedom: number;
}

export interface StudentTOptions {
  /** Degrees of freedom where they are known; Infinity gives the normal distribution. Default: estimated. */
  readonly degreesOfFreedom?: number;
  /** Largest relative change of a parameter at which the fit is done. Default 1e-9. */
  readonly tolerance?: number;
  /** Default 2000. */
  readonly maximumIterations?: number;
}

/** @throws RangeError for degrees of freedom or a tolerance that are not positive, or no iterations */
export function checkStudentTOptions(caller: string, options: StudentTOptions): void {
  const { degreesOfFreedom = 1, tolerance = 1e-9, maximumIterations = 1 } = options;
  if (!(degreesOfFreedom > 0)) {
    throw new RangeError(`${caller} needs degreesOfFreedom to be positive, got ${degreesOfFreedom}`);
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new RangeError(`${caller} needs tolerance to be between 0 and 1, got ${tolerance}`);
  }
  if (!Number.isSafeInteger(maximumIterations) || maximumIterations < 1) {
    throw new RangeError(
      `${caller} needs maximumIterations to be a whole number of at least 1, got ${maximumIterations}`,
    );
  }
}
