import { summarizeVerdicts } from "../../claims/verdicts";
import { recordOf } from "../committed/record";
import { isCodeCell, type Notebook } from "../notebook/format";
import { readNotebook } from "../notebook/read";
import { coreNumbers, type NotebookFile } from "../notebook/select";
import { parametersOf } from "../parameters/inject";
import { describeType, type Parameter } from "../parameters/parameter";
import { notebookTitle } from "../report/notebook-section";

/** What a notebook offers, as its committed file says. Plain data, which `--list --json` prints. */
export interface NotebookListing {
  readonly number: string;
  readonly name: string;
  readonly question: string;
  /** Whether `npm start` without names runs it. */
  readonly core: boolean;
  /** What its text says it takes, at both scales. */
  readonly expectedTime: string | undefined;
  /** What it took at quick scale when it was committed, in seconds. */
  readonly quickSeconds: number | undefined;
  /** How its claims ended at quick scale when it was committed; undefined when it was never executed. */
  readonly verdicts: VerdictCounts | undefined;
  readonly settings: readonly ListedSetting[];
  readonly claims: readonly ListedClaim[];
}

interface VerdictCounts {
  readonly total: number;
  readonly reproduced: number;
  readonly notReproduced: number;
  readonly undecided: number;
}

export interface ListedSetting {
  readonly name: string;
  readonly type: string;
  readonly quick: Parameter["defaultValue"];
  readonly paper: Parameter["defaultValue"];
  readonly description: string;
}

export interface ListedClaim {
  readonly id: string;
  readonly statement: string;
  readonly kind: string;
  readonly source: string;
  /** At quick scale, when it was committed. */
  readonly verdict: string;
}

/**
 * Reads what a notebook offers, without a kernel.
 * @throws RangeError for a file that is no notebook, or a parameters cell with anything but declarations
 */
export function listingOf({ number, name, path }: NotebookFile): NotebookListing {
  const notebook = readNotebook(path);
  const record = recordOf(notebook);
  return {
    number,
    name,
    question: notebookTitle({ name, notebook }),
    core: coreNumbers.includes(number),
    expectedTime: expectedTimeIn(notebook),
    quickSeconds: record?.seconds,
    verdicts: record && countsOf(summarizeVerdicts(record.claims)),
    settings: parametersOf(notebook, `${name}.ipynb`).map(listedSetting),
    claims: (record?.claims ?? []).map(({ id, statement, kind, source, verdict }) => {
      return { id, statement, kind, source, verdict };
    }),
  };
}

function countsOf({ total, reproduced, notReproduced, undecided }: VerdictCounts): VerdictCounts {
  return { total, reproduced, notReproduced, undecided };
}

/** The sentence of the notebook's text that says how long it takes, up to its first stop. */
function expectedTimeIn(notebook: Notebook): string | undefined {
  const texts = notebook.cells.filter((cell) => !isCodeCell(cell)).map(({ source }) => source);
  const found = texts.map((text) => /Expected run time:\s*(.+?)(?:\.(?:\s|$)|$)/m.exec(text)?.[1]);
  return found.find((text) => text !== undefined);
}

function listedSetting(parameter: Parameter): ListedSetting {
  const { name, defaultValue, paperValue, description } = parameter;
  const scaled = name === "scale";
  return {
    name,
    type: describeType(parameter),
    quick: defaultValue,
    paper: scaled ? "paper" : (paperValue ?? defaultValue),
    description,
  };
}
