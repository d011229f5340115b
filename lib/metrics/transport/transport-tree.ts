/**
 * A spanning tree of a transport problem: sources 0 … n − 1 and sinks n … n + m − 1, joined by n + m − 1 arcs that
 * alone carry mass. Each node but the root keeps the arc to its parent.
 */
export interface TransportTree {
  readonly sources: number;
  readonly parent: Int32Array;
  /** Mass on the arc to the parent, always from source to sink. */
  readonly mass: Float64Array;
  /** Cost of that arc. */
  readonly cost: Float64Array;
  readonly depth: Int32Array;
  /** Potentials: of an arc in the tree the cost is the sink's minus the source's. */
  readonly potential: Float64Array;
  /** Largest size of a potential on the way from the root: what rounding errors are in proportion to. */
  readonly reach: Float64Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly previousSibling: Int32Array;
}

export function emptyTree(sources: number, sinks: number): TransportTree {
  const nodes = sources + sinks;
  const none = (): Int32Array => new Int32Array(nodes).fill(-1);
  return {
    ...{ sources, parent: none(), mass: new Float64Array(nodes), cost: new Float64Array(nodes) },
    ...{ depth: new Int32Array(nodes), potential: new Float64Array(nodes) },
    reach: new Float64Array(nodes),
    ...{ firstChild: none(), nextSibling: none(), previousSibling: none() },
  };
}

export function attach(tree: TransportTree, node: number, parent: number, mass: number, cost: number): void {
  const { firstChild, nextSibling, previousSibling } = tree;
  const sibling = firstChild[parent]!;
  tree.parent[node] = parent;
  tree.mass[node] = mass;
  tree.cost[node] = cost;
  nextSibling[node] = sibling;
  previousSibling[node] = -1;
  if (sibling >= 0) previousSibling[sibling] = node;
  firstChild[parent] = node;
}

function detach(tree: TransportTree, node: number): void {
  const { firstChild, nextSibling, previousSibling } = tree;
  const [before, after] = [previousSibling[node]!, nextSibling[node]!];
  if (before >= 0) nextSibling[before] = after;
  else firstChild[tree.parent[node]!] = after;
  if (after >= 0) previousSibling[after] = before;
}

/** Sets depths and potentials of all nodes below `top`, which has its own. O(nodes below). */
export function settle(tree: TransportTree, top: number): void {
  const { parent, firstChild, nextSibling } = tree;
  let node = top;
  for (;;) {
    let next = firstChild[node]!;
    while (next < 0) {
      if (node === top) return;
      next = nextSibling[node]!;
      if (next < 0) node = parent[node]!;
    }
    node = next;
    settleNode(tree, node);
  }
}

function settleNode(tree: TransportTree, node: number): void {
  const { depth, potential, reach } = tree;
  const above = tree.parent[node]!;
  const value = potential[above]! + (node < tree.sources ? -tree.cost[node]! : tree.cost[node]!);
  depth[node] = depth[above]! + 1;
  potential[node] = value;
  reach[node] = Math.max(reach[above]!, Math.abs(value));
}

/**
 * Brings the arc from source to sink into the tree, with as much mass as the cycle that it closes can carry, and
 * takes out an arc that is empty then: of several the last one on the way along the cycle, from its top (Cunningham
 * 1976). So every empty arc keeps leading to the root, and no sequence of trees comes back. O(depth + nodes moved).
 */
export function pivot(tree: TransportTree, source: number, sink: number, cost: number): void {
  const { parent, mass, depth, sources } = tree;
  let [low, high, leaving, carried, belowSource] = [source, sink, -1, Infinity, true];
  // Mass goes down from the top to the source, over to the sink and up: what then flows against the arcs, leaves them.
  while (low !== high) {
    if (depth[low]! >= depth[high]!) {
      if (low < sources && mass[low]! < carried) [carried, leaving, belowSource] = [mass[low]!, low, true];
      low = parent[low]!;
    } else {
      if (high >= sources && mass[high]! <= carried)
        [carried, leaving, belowSource] = [mass[high]!, high, false];
      high = parent[high]!;
    }
  }
  if (carried > 0) {
    for (let node = source; node !== low; node = parent[node]!)
      mass[node]! += node < sources ? -carried : carried;
    for (let node = sink; node !== low; node = parent[node]!)
      mass[node]! += node < sources ? carried : -carried;
  }
  if (belowSource) rehang(tree, source, leaving, sink, carried, cost);
  else rehang(tree, sink, leaving, source, carried, cost);
}

/** Turns the arcs from `node` up to that of `leaving`, which goes, and hangs `node` below `parent` instead. */
function rehang(
  tree: TransportTree,
  node: number,
  leaving: number,
  parent: number,
  mass: number,
  cost: number,
): void {
  let [moved, above, newMass, newCost] = [node, parent, mass, cost];
  for (;;) {
    const [oldParent, oldMass, oldCost] = [tree.parent[moved]!, tree.mass[moved]!, tree.cost[moved]!];
    detach(tree, moved);
    attach(tree, moved, above, newMass, newCost);
    if (moved === leaving) break;
    [above, moved, newMass, newCost] = [moved, oldParent, oldMass, oldCost];
  }
  settleNode(tree, node);
  settle(tree, node);
}
