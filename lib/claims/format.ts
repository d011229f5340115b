/**
 * A number in at most four significant digits, without trailing zeros: 536.3, 0.3487, 1.2e-5.
 * Plain digits from 0.0001 up to a million, powers of ten outside.
 */
export function formatNumber(value: number): string {
  const rounded = Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return shortExponent(rounded.toExponential());
  return String(rounded === 0 ? 0 : rounded);
}

function shortExponent(text: string): string {
  return text.replace("e+", "e");
}

/**
 * A measured value with its standard error: two digits of the error, and the value to the same decimal place.
 * A standard error of 0 marks a deterministic result, shown alone.
 *
 * @example
 * import { formatMeasurement } from "model-collapse";
 * formatMeasurement(0.348712, 0.00213); // → 0.3487 ± 0.0021
 */
export function formatMeasurement(value: number, standardError: number): string {
  if (standardError === 0) return formatNumber(value);
  const error = Number(standardError.toPrecision(2));
  const decimals = 1 - Math.floor(Math.log10(error));
  if (decimals > 8 || Math.abs(value) >= 1e9) {
    return `${formatNumber(value)} ± ${shortExponent(error.toExponential())}`;
  }
  const places = Math.max(0, decimals);
  const roundedValue = decimals < 0 ? Number(value.toPrecision(4)) : value;
  return `${withoutNegativeZero(roundedValue.toFixed(places))} ± ${error.toFixed(places)}`;
}

function withoutNegativeZero(text: string): string {
  return Number(text) === 0 ? text.replace("-", "") : text;
}
