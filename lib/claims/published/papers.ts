/** A paper that claims cite. What is not known for certain is absent. */
export interface Paper {
  /** "shumailov-2024". */
  readonly key: string;
  /** As a heading: "Shumailov et al. 2024". */
  readonly name: string;
  /** How sources write it; the first of a source's names counts. */
  readonly citations: readonly string[];
  readonly year: number;
  readonly title?: string;
  /** Journal with volume and page, conference, or what else it is. */
  readonly venue?: string;
  readonly doi?: string;
  readonly arXiv?: string;
  /** Where the authors' code or data are. */
  readonly code?: string;
}

function paper(name: string, year: number, more: Omit<Partial<Paper>, "name" | "year"> = {}): Paper {
  const family = name.split(/[ ,]/)[0]!.toLowerCase();
  return { key: `${family}-${year}`, name, year, citations: [name], ...more };
}

/** The papers behind the claims, by year. */
export const papers: readonly Paper[] = [
  paper("Kimura 1955", 1955),
  paper("Kimura & Ohta 1969", 1969),
  paper("Alemohammad et al. 2024", 2024, { venue: "ICLR 2024", arXiv: "2307.01850" }),
  paper("Bertrand et al. 2024", 2024, {
    citations: ["Bertrand et al. 2024", "Bertrand et al. 2023"],
    title: "On the Stability of Iterative Retraining of Generative Models on their own Data",
    arXiv: "2310.00429",
  }),
  paper("Borji 2024", 2024, { arXiv: "2410.12954" }),
  paper("Dey & Donoho 2024", 2024, { arXiv: "2410.22812" }),
  paper("Dohmatob et al. 2024", 2024, { arXiv: "2410.04840" }),
  paper("Feng et al. 2024", 2024, { arXiv: "2406.07515" }),
  paper("Gerstgrasser et al. 2024", 2024, {
    title:
      "Is Model Collapse Inevitable? Breaking the Curse of Recursion by Accumulating Real and Synthetic Data",
    arXiv: "2404.01413",
  }),
  paper("Kazdan et al. 2024", 2024, {
    title: "Collapse or Thrive",
    code: "github.com/RylanSchaeffer/KoyejoLab-Collapse-or-Thrive",
  }),
  paper("Seddik et al. 2024", 2024, { arXiv: "2404.05090" }),
  paper("Shumailov et al. 2024", 2024, {
    title: "AI models collapse when trained on recursively generated data",
    venue: "Nature 631:755–759",
    arXiv: "2305.17493",
    code: "doi.org/10.5281/zenodo.10866595",
  }),
  paper("Suresh et al. 2024", 2024, { arXiv: "2412.17646" }),
  paper("Garg, Bhattacharya & Sur 2025", 2025, { arXiv: "2509.22341" }),
  paper("He, Xu & Cheng 2025", 2025, { arXiv: "2502.18049" }),
  paper("Yi et al. 2025", 2025, { arXiv: "2510.16657" }),
  paper("Jangjoo et al. 2026", 2026, {
    citations: ["Jangjoo et al. 2026", "Jangjoo, di Sarra, Marsili & Roudi 2026"],
    venue: "PRL 136, 197301",
    doi: "10.1103/156q-3ngc",
    arXiv: "2506.20623",
  }),
  paper("triposat 2026", 2026, {
    citations: ["triposat, model-collapse-web-data (2026)"],
    title: "model-collapse-web-data",
    venue: "code and recorded numbers",
    code: "github.com/triposat/model-collapse-web-data",
  }),
];
