import type { Images } from "../data/images";
import { checkImages, perImage } from "./image-checks";
import { type Estimate, meanAndStandardError } from "./summaries";

export interface HighFrequencyOptions {
  /** Radial frequency in cycles a pixel; 0.5 is the finest along an axis. Default 0.25. */
  readonly cutoff?: number;
}

/**
 * Share of an image's spectral energy at radial frequencies √(f_x² + f_y²) above the cutoff, its mean grey value
 * left out: 0 for an image of one grey, 1 for a checkerboard. Mean over images and its standard error over them.
 * Does not see contrast, unlike `laplacianVariance`: a pale image is not a blurred one. Discrete Fourier
 * transform over the image as if it went on periodically, by rows and columns: O(pixels × (height + width)).
 * @throws RangeError for fewer than two images, a pixel outside [0, 1], or a cutoff that is negative or not below
 *   √½, the highest frequency there is
 *
 * @example
 * import { highFrequencyEnergyShare, imagesFrom } from "model-collapse";
 * const checkers = Float32Array.from({ length: 32 }, (_, at) => (at + Math.floor(at / 4)) % 2);
 * highFrequencyEnergyShare(imagesFrom(checkers, { height: 4, width: 4 })).measured; // → 1
 */
export function highFrequencyEnergyShare(images: Images, options: HighFrequencyOptions = {}): Estimate {
  const { cutoff = 0.25 } = options;
  checkImages("highFrequencyEnergyShare", images, 1);
  if (!(cutoff >= 0 && cutoff < Math.SQRT1_2)) {
    throw new RangeError(
      `highFrequencyEnergyShare needs a cutoff from 0 to below 0.7071 cycles a pixel, got ${cutoff}`,
    );
  }
  const share = createShare(images, cutoff);
  return meanAndStandardError(perImage(images, share));
}

/** Cosines and sines of the transform along one side, `[frequency × size + place]`. */
function waves(size: number): { cosines: Float64Array; sines: Float64Array } {
  const angle = (at: number): number => (2 * Math.PI * ((Math.floor(at / size) * (at % size)) % size)) / size;
  return {
    cosines: Float64Array.from({ length: size * size }, (_, at) => Math.cos(angle(at))),
    sines: Float64Array.from({ length: size * size }, (_, at) => Math.sin(angle(at))),
  };
}

function createShare({ values, height, width }: Images, cutoff: number): (start: number) => number {
  const [down, across] = [waves(height), waves(width)];
  const isHigh = highFrequencies(height, width, cutoff);
  const centred = new Float64Array(height * width);
  const real = new Float64Array(height);
  const imaginary = new Float64Array(height);
  /** Transform along the rows, at one frequency. */
  const transformRows = (frequency: number): void => {
    for (let y = 0; y < height; y++) {
      let cosine = 0;
      let sine = 0;
      for (let x = 0; x < width; x++) {
        const value = centred[y * width + x]!;
        cosine += value * across.cosines[frequency * width + x]!;
        sine += value * across.sines[frequency * width + x]!;
      }
      real[y] = cosine;
      imaginary[y] = sine;
    }
  };
  /** Energy at one frequency along the columns of what `transformRows` left. */
  const energyAt = (frequency: number): number => {
    let cosine = 0;
    let sine = 0;
    for (let y = 0; y < height; y++) {
      const [c, s] = [down.cosines[frequency * height + y]!, down.sines[frequency * height + y]!];
      cosine += real[y]! * c - imaginary[y]! * s;
      sine += real[y]! * s + imaginary[y]! * c;
    }
    return cosine * cosine + sine * sine;
  };
  return (start) => {
    // By Parseval the energy of all frequencies is that of the pixels.
    const total = height * width * centre(values, start, centred);
    if (total === 0) return 0;
    let high = 0;
    // The other half of the plane mirrors this one: pixels are real.
    for (let x = 0; 2 * x <= width; x++) {
      const mirrored = x > 0 && 2 * x < width ? 2 : 1;
      transformRows(x);
      for (let y = 0; y < height; y++) if (isHigh[y * width + x]) high += mirrored * energyAt(y);
    }
    return Math.min(1, high / total);
  };
}

/** Which frequencies lie above the cutoff, by more than rounding. */
function highFrequencies(height: number, width: number, cutoff: number): Uint8Array {
  const limit = cutoff * (1 + 1e-12);
  return Uint8Array.from({ length: height * width }, (_, at) => {
    const [y, x] = [Math.floor(at / width), at % width];
    return Math.hypot(Math.min(y, height - y) / height, Math.min(x, width - x) / width) > limit ? 1 : 0;
  });
}

/** Writes the pixels of an image less their mean, which is exact where all are equal; returns their squares' sum. */
function centre(values: Float32Array, start: number, centred: Float64Array): number {
  const first = values[start]!;
  let sum = 0;
  for (let p = 0; p < centred.length; p++) sum += values[start + p]! - first;
  const mean = first + sum / centred.length;
  let squares = 0;
  for (let p = 0; p < centred.length; p++) {
    centred[p] = values[start + p]! - mean;
    squares += centred[p]! * centred[p]!;
  }
  return squares;
}
