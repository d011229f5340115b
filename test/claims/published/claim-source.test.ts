import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Claim } from "../../../lib/claims/claim";
import { parseClaimSource } from "../../../lib/claims/published/claim-source";
import { papers } from "../../../lib/claims/published/papers";

const shortened = (source: string) => {
  const { paper, place, derived, elementary } = parseClaimSource(source);
  return [paper?.key, place, ...(derived ? ["derived"] : []), ...(elementary ? ["elementary"] : [])];
};

describe("the source of a claim", () => {
  test.each<[string, (string | undefined)[]]>([
    ["Gerstgrasser et al. 2024, Theorem 1", ["gerstgrasser-2024", "Theorem 1"]],
    [
      "Shumailov et al. 2024, supplement §3.1.1, eq. 6: σ²(1 + n/M)",
      ["shumailov-2024", "supplement §3.1.1, eq. 6"],
    ],
    [
      "Shumailov et al. 2024, Nature 631:755, GMM notebook, output after 2050 refits (0.0100 and 0.0112)",
      ["shumailov-2024", "GMM notebook, output after 2050 refits"],
    ],
    [
      "Shumailov et al. 2024, Nature 631:755, VAE notebook, recorded outputs: loss a batch, generation 2",
      ["shumailov-2024", "VAE notebook, recorded outputs"],
    ],
    [
      "Shumailov et al. 2024, Theorem 3.1 (Σ → 0); rate k(ψ((M−1)/2) + ln 2) derived",
      ["shumailov-2024", "Theorem 3.1"],
    ],
    [
      "Kazdan et al. 2024, Collapse or Thrive, stored Gaussian runs (100 seeds, d = 1), median, n = 32",
      ["kazdan-2024", "stored Gaussian runs"],
    ],
    ["Jangjoo et al. 2026, eq. 8 and fig. 1c: (1 + φ₀)/2", ["jangjoo-2026", "eq. 8 and fig. 1c"]],
    ["Jangjoo et al. 2026, fig. 1b; Kimura 1955, series", ["jangjoo-2026", "fig. 1b"]],
    [
      "Jangjoo, di Sarra, Marsili & Roudi 2026, PRL 136, 197301, abstract, as reported: prevented",
      ["jangjoo-2026", "abstract"],
    ],
    ["Diffusion limit of the Wright–Fisher model (Kimura & Ohta 1969)", ["kimura-1969", undefined]],
    ["Bertrand et al. 2023, arXiv 2310.00429: α(M)^k", ["bertrand-2024", undefined]],
    ["triposat, model-collapse-web-data (2026), GPT-2, replace: 4.2 %", ["triposat-2026", "GPT-2"]],
    ["derived for the setting of Kazdan et al. 2024", ["kazdan-2024", undefined, "derived"]],
    [
      "Derived for Alemohammad et al. 2024, fresh-data loop, Gaussian, n_r = 3",
      ["alemohammad-2024", "fresh-data loop", "derived"],
    ],
    ["derived: 1/N + (1 − 1/N) A(1 − aᵏ)", [undefined, undefined, "derived"]],
    ["elementary: Σ (1 − (1 − pᵢ)^n)", [undefined, undefined, "elementary"]],
    ["Nobody et al. 2031, Theorem 9", [undefined, undefined]],
    ["", [undefined, undefined]],
  ])("%s", (source, expected) => {
    expect(shortened(source)).toEqual(expected);
  });

  test("is assigned for every claim of the committed notebooks", () => {
    const folder = join(__dirname, "../../../notebooks");
    const claims = readdirSync(folder)
      .filter((file) => file.endsWith(".ipynb"))
      .flatMap((file) => {
        const { metadata } = JSON.parse(readFileSync(join(folder, file), "utf8"));
        return metadata.model_collapse.claims as Claim[];
      });
    const strays = claims.filter(({ source }) => {
      const { paper, derived, elementary } = parseClaimSource(source);
      return paper === undefined && !derived && !elementary;
    });
    expect(claims.length).toBeGreaterThan(300);
    expect(strays.map(({ id, source }) => `${id}: ${source}`)).toEqual([]);
  });
});

test("papers have keys and citations of their own, by year", () => {
  const citations = papers.flatMap((paper) => paper.citations);
  expect(new Set(papers.map(({ key }) => key)).size).toBe(papers.length);
  expect(new Set(citations).size).toBe(citations.length);
  const years = papers.map(({ year }) => year);
  expect(years).toEqual([...years].sort((a, b) => a - b));
});
