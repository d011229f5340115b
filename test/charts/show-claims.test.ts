import { afterEach, expect, test, vi } from "vitest";
import { type FrontEnd, frontEndKey, type MimeBundle } from "../../lib/charts/figure";
import { showClaims } from "../../lib/charts/show-claims";
import { checkClaim } from "../../lib/claims/check-claim";
import { claimsMimeType } from "../../lib/claims/claim";

const claim = checkClaim({
  id: "variance",
  statement: "Mean variance falls",
  source: "Theorem 3.1",
  kind: "closed form",
  published: 2,
  measured: 2.03,
  standardError: 0.1,
  rival: 3,
});
const world = globalThis as { [frontEndKey]?: FrontEnd };

afterEach(() => {
  delete world[frontEndKey];
  vi.restoreAllMocks();
});

test("in a kernel one bundle carries the claims as JSON, HTML and text", () => {
  const shown: MimeBundle[] = [];
  world[frontEndKey] = { display: (bundle) => shown.push(bundle), clearOutput: vi.fn(), track: vi.fn() };
  showClaims([claim]);
  expect(shown).toHaveLength(1);
  expect(Object.keys(shown[0]!)).toEqual([claimsMimeType, "text/html", "text/plain"]);
  expect(shown[0]![claimsMimeType]).toEqual([claim]);
  expect(shown[0]!["text/html"]).toContain("<table>");
});

test("outside a kernel the table is printed", () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  showClaims([claim]);
  expect(print.mock.calls[0]![0]).toContain("✓ reproduced  Mean variance falls");
});

test("refuses no claims and two claims under one id", () => {
  expect(() => showClaims([])).toThrow(new RangeError("showClaims needs at least one claim, got none"));
  expect(() => showClaims([claim, claim])).toThrow(
    new RangeError('showClaims needs a different id for every claim, got "variance" twice'),
  );
});
