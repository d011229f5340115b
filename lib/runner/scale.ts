/** How large a run is: `quick` for minutes, `paper` for the published sizes. */
export type Scale = "quick" | "paper";

export const scales: readonly Scale[] = ["quick", "paper"];
