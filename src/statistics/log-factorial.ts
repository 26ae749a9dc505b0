/**
 * ln(n!) for a whole n from 0.
 *
 * Method: the sum of logarithms up to 20; above it Stirling's series with five terms (Abramowitz & Stegun 6.1.41),
 * whose first omitted term is below 1e-17 there, so that rounding is the only error (about 1e-16 of the result).
 */
export function logFactorial(n: number): number {
  if (n > 20) return stirling(n);
  let sum = 0;
  for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor);
  return sum;
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function stirling(n: number): number {
  const square = n * n;
  const series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series / n;
}
