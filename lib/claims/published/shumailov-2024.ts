import type { PublishedValue } from "./published-value";

const paper = "Shumailov et al. 2024, Nature 631:755";

/**
 * Geometric mean of the two components' standard deviations after 2050 refits of 1000 points (one recorded run), and the
 * squared L2 distance between the densities of generation 0 and the last (printed in the same notebook).
 */
export const shumailovMixture = {
  squaredL2: {
    published: 536.3,
    kind: "authors' recorded run",
    source: `${paper}, GMM notebook, output after 2050 refits`,
  },
  geometricMeanStandardDeviation: {
    published: Math.sqrt(0.01 * 0.0112),
    kind: "authors' recorded run",
    source: `${paper}, GMM notebook, output after 2050 refits (0.0100 and 0.0112)`,
  },
} as const satisfies {
  readonly squaredL2: PublishedValue;
  readonly geometricMeanStandardDeviation: PublishedValue;
};

/** Squared L2 distance at about 2000 refits by number of points, read off the figure. */
export const shumailovSquaredL2AtTwoThousand: Readonly<Record<number, PublishedValue>> = {
  500: { published: 7e2, kind: "figure reading", source: `${paper}, GMM notebook, L2 figure, N = 500` },
  1000: { published: 2e2, kind: "figure reading", source: `${paper}, GMM notebook, L2 figure, N = 1000` },
  10000: { published: 0.45, kind: "figure reading", source: `${paper}, GMM notebook, L2 figure, N = 10,000` },
};

/** Generations of which the mixture notebook draws the density. */
export const shumailovSnapshots: readonly number[] = [0, 50, 100, 150, 200, 350, 2000];
