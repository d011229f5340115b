import type { Claim } from "../claims/claim";
import { formatNumber } from "../claims/format";

/** The published value as its rule takes it: a value, a value with its margin, or a bound. */
export function publishedText({ published, rule }: Claim): string {
  const value = formatNumber(published);
  if (rule.type === "at most") return `≤ ${value}`;
  if (rule.type === "at least") return `≥ ${value}`;
  return rule.margin === undefined || rule.margin === 0 ? value : `${value} ± ${formatNumber(rule.margin)}`;
}
