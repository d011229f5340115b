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

function recorded(what: string, published: readonly number[]): readonly PublishedValue[] {
  return published.map((value, generation) => ({
    published: value,
    kind: "authors' recorded run",
    source: `${paper}, VAE notebook, recorded outputs: ${what}, generation ${generation}`,
  }));
}

/**
 * The autoencoder chain on MNIST, a new network each generation, by generation (0 is trained on the real digits). Losses
 * and parameters are those of one recorded run; the latent values are means over `recordedRuns`.
 */
export const shumailovAutoencoder = {
  /** Runs behind the latent values. */
  recordedRuns: 5,
  /** Images a batch, over which a loss is summed. */
  batchSize: 256,
  /** Cross-entropy summed over pixels plus divergence, in nats a batch of `batchSize` images, epoch 30. */
  lossPerBatch: recorded("loss a batch", [25250, 31514, 34555, 36804, 38883, 40544]),
  /**
   * Standard deviation of what generation 0's encoder makes of the samples of five successive generations (its means, over
   * the 20 latent dimensions). The notebook does not number them: the first is generation 0 or 1.
   */
  latentSpread: {
    published: [0.688, 0.603, 0.534, 0.483, 0.443],
    kind: "authors' recorded run",
    source: `${paper}, VAE notebook, recorded outputs: standard deviation of latent means, five generations`,
  },
  /** Numbers that one network learns: encoder, latent layers and decoder. */
  parameters: {
    published: 647_081,
    kind: "authors' recorded run",
    source: `${paper}, VAE notebook, recorded output: parameters of the network`,
  },
} as const satisfies {
  readonly recordedRuns: number;
  readonly batchSize: number;
  readonly lossPerBatch: readonly PublishedValue[];
  readonly latentSpread: Omit<PublishedValue, "published"> & { readonly published: readonly number[] };
  readonly parameters: PublishedValue;
};

/**
 * OPT-125m fine-tuned on WikiText-2 and then on its own five-beam continuations; perplexities on the test text.
 */
export const shumailovLanguageModel = {
  zeroShotPerplexity: {
    published: 115,
    kind: "printed",
    source: `${paper}, language model: zero-shot perplexity of OPT-125m on WikiText-2`,
  },
  fineTunedPerplexity: {
    published: 34,
    kind: "printed",
    source: `${paper}, language model: mean perplexity after fine-tuning on the real text`,
  },
  /** The middle of "20 to 28", as a rise, and how far its ends lie from it. */
  perplexityLost: {
    published: 24,
    kind: "printed",
    source: `${paper}, language model without real data: loses "20 to 28 perplexity points", read as a rise`,
  },
  perplexityLostHalfWidth: 4,
  /** With a repetition penalty of 2.0: last perplexity over the first. */
  penaltyFactor: {
    published: 2,
    kind: "printed",
    source: `${paper}, repetition penalty 2.0: perplexity doubles, the models are as susceptible or more`,
  },
} as const satisfies {
  readonly zeroShotPerplexity: PublishedValue;
  readonly fineTunedPerplexity: PublishedValue;
  readonly perplexityLost: PublishedValue;
  readonly perplexityLostHalfWidth: number;
  readonly penaltyFactor: PublishedValue;
};
