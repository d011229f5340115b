/**
 * Stationary distribution of an irreducible Markov chain; entry (s, t) of the transition matrix is
 * `transitions[s * states + t]`. Without a subtraction, so every entry is exact to rounding. O(states³).
 *
 * Source: Grassmann, Taksar and Heyman, "Regenerative analysis and steady state distributions for Markov chains",
 * Operations Research 33 (1985) 1107.
 */
export function stationaryDistribution(transitions: Float64Array, states: number): Float64Array {
  const reduced = transitions.slice();
  for (let last = states - 1; last > 0; last--) removeState(reduced, states, last);
  const weights = new Float64Array(states);
  weights[0] = 1;
  let total = 1;
  for (let state = 1; state < states; state++) {
    let weight = 0;
    for (let from = 0; from < state; from++) weight += weights[from]! * reduced[from * states + state]!;
    weights[state] = weight;
    total += weight;
  }
  return weights.map((weight) => weight / total);
}

/** Lets the chain skip the state `last`: what went through it goes straight to the states before it. */
function removeState(reduced: Float64Array, states: number, last: number): void {
  let leaving = 0;
  for (let to = 0; to < last; to++) leaving += reduced[last * states + to]!;
  for (let from = 0; from < last; from++) {
    const through = reduced[from * states + last]! / leaving;
    reduced[from * states + last] = through;
    if (through === 0) continue;
    for (let to = 0; to < last; to++) {
      reduced[from * states + to]! += through * reduced[last * states + to]!;
    }
  }
}
