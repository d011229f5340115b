import { workerData } from "node:worker_threads";
import type { HelperData } from "./crew";
import { joinCrew, serve } from "./crew-member";
import { openFit, type SharedFit } from "./engine";

/** The body of a helper thread of a mixture's fit. */
const { input, shared } = workerData as HelperData<SharedFit>;
serve(joinCrew(shared, openFit(input)));
