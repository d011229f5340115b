import { expect, test } from "vitest";
import { checkClaim } from "../../lib/claims/check-claim";
import type { ClaimInput } from "../../lib/claims/claim";
import { claimTableHtml, claimTableText } from "../../lib/claims/claim-table";
import { summarizeVerdicts } from "../../lib/claims/verdicts";

const input: ClaimInput = {
  id: "variance",
  statement: "Mean σ² falls",
  source: "Theorem 3.1",
  kind: "closed form",
  published: 2,
  measured: 2.034,
  standardError: 0.1,
  rival: 3,
};
const claims = [
  checkClaim(input),
  checkClaim({
    ...input,
    id: "bound",
    statement: "Error is bounded",
    rule: { type: "at most" },
    measured: 2.9,
  }),
  checkClaim({ ...input, id: "vague", standardError: 1 }),
];

test("the text table is aligned and gives the reasons of what was not reproduced", () => {
  expect(claimTableText(claims)).toBe(
    [
      "verdict           claim             published  measured     rival",
      "────────────────  ────────────────  ─────────  ───────────  ─────",
      "✓ reproduced      Mean σ² falls     2          2.03 ± 0.10  3",
      "✗ not reproduced  Error is bounded  ≤ 2        2.90 ± 0.10  3",
      "? undecided       Mean σ² falls     2          2.0 ± 1.0    3",
      `bound: ${claims[1]!.reason}`,
      `vague: ${claims[2]!.reason}`,
    ].join("\n"),
  );
});

test("the HTML table escapes every text that a notebook wrote", () => {
  const hostile = checkClaim({ ...input, statement: "<script>alert('x')</script>", source: '"A" & <b>' });
  const html = claimTableHtml([hostile]);
  expect(html).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  expect(html).toContain("&quot;A&quot; &amp; &lt;b&gt;");
  expect(html).not.toMatch(/<script|<b>/);
  expect(html.match(/<tr>/g)).toHaveLength(2);
});

test("a margin of the published value is shown", () => {
  const read = checkClaim({ ...input, rule: { type: "agrees", margin: 0.1 } });
  expect(claimTableText([read])).toContain("2 (± 0.1)");
});

test("verdicts are counted", () => {
  expect(summarizeVerdicts(claims)).toEqual({
    total: 3,
    reproduced: 1,
    notReproduced: 1,
    undecided: 1,
    text: "3 claims: 1 reproduced, 1 not reproduced, 1 undecided",
  });
  expect(summarizeVerdicts([]).text).toBe("0 claims: 0 reproduced, 0 not reproduced, 0 undecided");
});
