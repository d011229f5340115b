import { expect, test } from "vitest";
import { checkClaim } from "../../lib/claims/check-claim";
import type { ClaimInput } from "../../lib/claims/claim";

const claim: ClaimInput = {
  id: "variance",
  statement: "Variance after 10 fits",
  source: "a theorem",
  kind: "closed form",
  published: 2,
  measured: 2,
  standardError: 0.1,
  rival: 3,
};

/** Each row: what is wrong, the error's class, the whole message. */
const refusals: [object, typeof RangeError | typeof TypeError, string][] = [
  [{ id: "" }, TypeError, 'checkClaim needs a id that is not empty, got ""'],
  [{ statement: "  " }, TypeError, 'checkClaim needs a statement that is not empty, got "  "'],
  [{ source: undefined }, TypeError, "checkClaim needs a source that is not empty, got undefined"],
  [
    { kind: "hearsay" },
    TypeError,
    "checkClaim needs kind to be one of printed, closed form, figure reading, authors' recorded run " +
      'in claim "variance", got hearsay',
  ],
  [{ published: Number.NaN }, RangeError, 'checkClaim needs a finite published in claim "variance", got NaN'],
  [
    { measured: Infinity },
    RangeError,
    'checkClaim needs a finite measured in claim "variance", got Infinity',
  ],
  [
    { standardError: undefined },
    RangeError,
    'checkClaim needs a finite standardError in claim "variance", got undefined',
  ],
  [{ rival: "3" }, RangeError, 'checkClaim needs a finite rival in claim "variance", got 3'],
  [{ standardError: -1 }, RangeError, 'checkClaim needs standardError ≥ 0 in claim "variance", got -1'],
  [{ replicates: 1 }, RangeError, 'checkClaim needs at least 2 whole replicates in claim "variance", got 1'],
  [
    { rival: 2 },
    RangeError,
    'checkClaim needs a rival that differs from the published value in claim "variance", got 2 for both: ' +
      "name the value that would be measured if there were no effect",
  ],
  [{ scale: "huge" }, TypeError, 'checkClaim needs scale "quick" or "paper" in claim "variance", got huge'],
  [
    { decidableAt: [] },
    RangeError,
    'checkClaim needs at least one scale in decidableAt of claim "variance", got none',
  ],
  [
    { decidableAt: ["paper"] },
    TypeError,
    'checkClaim needs the scale of the run in claim "variance", which is decidable at paper only, got none',
  ],
  [
    { rule: { type: "close to" } },
    TypeError,
    'checkClaim needs a rule "agrees", "at most" or "at least" in claim "variance", got close to',
  ],
  [
    { rule: { type: "agrees", standardErrors: 0 } },
    RangeError,
    'checkClaim needs rule.standardErrors in (0, 6] in claim "variance", got 0',
  ],
  [
    { rule: { type: "agrees", margin: -0.1 } },
    RangeError,
    'checkClaim needs rule.margin ≥ 0 in claim "variance", got -0.1',
  ],
  [
    { rule: { type: "at least" } },
    RangeError,
    'checkClaim needs a rival that breaks the bound "at least 2" in claim "variance", got 3: ' +
      "a rival within the bound could never be told from the claim",
  ],
];

for (const [changes, errorClass, message] of refusals) {
  test(`refuses ${JSON.stringify(changes)}`, () => {
    expect(() => checkClaim({ ...claim, ...changes } as ClaimInput)).toThrow(new errorClass(message));
  });
}
