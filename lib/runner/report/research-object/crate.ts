import type { Paper } from "../../../claims/published/papers";
import { summarizeVerdicts } from "../../../claims/verdicts";
import { hasPassed } from "../../run-notebooks";
import { plainText } from "../../terminal/plain-text";
import { claimsByPaper } from "../claims-by-paper";
import type { ReportContents } from "../contents";
import { type Entity, propertyValue, refer } from "./entity";
import { fileEntities } from "./files";
import { inputsOf } from "./inputs";

/** What a folder that describes itself calls its description. */
export const metadataFile = "ro-crate-metadata.json";

const crateProfile = "https://w3id.org/ro/crate/1.1";
const runProfile = "https://w3id.org/ro/wfrun/process/0.5";

/**
 * The report's folder as an RO-Crate 1.1 (Process Run Crate 0.5), in JSON-LD: what ran, by which command, with which
 * settings, on which data, and every file that came out, with its digest.
 */
export function researchObject(contents: ReportContents, root: string): string {
  const files = fileEntities(root, contents.runs);
  const { uses, others } = inputsOf(contents.runs);
  const software = softwareEntities(contents);
  const articles = claimsByPaper(contents.runs).flatMap(({ paper }) =>
    paper === undefined ? [] : [articleEntity(paper)],
  );
  const action = actionEntity(contents, uses, files, software[0]!);
  const graph: Entity[] = [
    {
      "@id": metadataFile,
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": crateProfile },
    },
    rootEntity(contents, files, action, articles),
    { "@id": runProfile, "@type": "CreativeWork", name: "Process Run Crate", version: "0.5" },
    licence,
    action,
    ...software,
    ...uses,
    ...others,
    ...articles,
    ...files,
  ];
  return `${JSON.stringify({ "@context": `${crateProfile}/context`, "@graph": graph }, null, 2)}\n`;
}

const licence: Entity = {
  "@id": "https://spdx.org/licenses/MIT",
  "@type": "CreativeWork",
  name: "MIT License",
  identifier: "MIT",
  description: "A short and permissive licence: keep the notice.",
};

function rootEntity(
  { runs, scale, began }: ReportContents,
  files: readonly Entity[],
  action: Entity,
  articles: readonly Entity[],
): Entity {
  const { text } = summarizeVerdicts(runs.flatMap(({ claims }) => claims));
  return {
    "@id": "./",
    "@type": "Dataset",
    name: "Claims about model collapse, checked",
    description: `Notebooks ${runs.map(({ name }) => name).join(", ")} at ${scale} scale. ${text}.`,
    datePublished: began.toISOString().slice(0, 10),
    license: refer(licence),
    conformsTo: { "@id": runProfile },
    hasPart: files.map(refer),
    mentions: [refer(action)],
    ...(articles.length === 0 ? {} : { citation: articles.map(refer) }),
  };
}

function actionEntity(
  { command, began, seconds, runs }: ReportContents,
  uses: readonly Entity[],
  files: readonly Entity[],
  software: Entity,
): Entity {
  const ended = new Date(began.getTime() + seconds * 1000);
  const status = hasPassed(runs) ? "CompletedActionStatus" : "FailedActionStatus";
  return {
    "@id": "#run",
    "@type": "CreateAction",
    name: plainText(command),
    description: plainText(`Ran by: ${command}`),
    instrument: refer(software),
    startTime: began.toISOString(),
    endTime: ended.toISOString(),
    actionStatus: { "@id": `http://schema.org/${status}` },
    object: uses.map(refer),
    result: files.map(refer),
  };
}

function softwareEntities({ environment }: ReportContents): Entity[] {
  const { software, node, platform, cores, backend } = environment;
  const digest = propertyValue("#software/digest", "SHA-256 of the library", software.digest);
  const commit =
    software.commit === undefined
      ? []
      : [propertyValue("#software/commit", "Revision in git", software.commit)];
  const runtime: Entity = {
    "@id": "#node",
    "@type": "SoftwareApplication",
    name: "Node.js",
    softwareVersion: node,
    url: "https://nodejs.org/",
  };
  const surroundings = [
    propertyValue("#environment/platform", "Operating system", platform),
    propertyValue("#environment/cores", "Processor", cores),
    propertyValue("#environment/tensors", "Tensor engine", backend),
  ];
  const application: Entity = {
    "@id": "#software",
    "@type": "SoftwareApplication",
    name: software.name,
    description: software.description,
    softwareVersion: software.version,
    license: refer(licence),
    identifier: [digest, ...commit].map(refer),
    softwareRequirements: refer(runtime),
    additionalProperty: surroundings.map(refer),
  };
  return [application, runtime, digest, ...commit, ...surroundings];
}

function articleEntity({ key, name, title, venue, doi, arXiv, year }: Paper): Entity {
  const address = doi === undefined ? arXiv && `https://arxiv.org/abs/${arXiv}` : `https://doi.org/${doi}`;
  return {
    "@id": address ?? `#paper/${key}`,
    "@type": "ScholarlyArticle",
    name: title ?? name,
    creditText: name,
    datePublished: String(year),
    ...(venue === undefined ? {} : { publisher: venue }),
  };
}
