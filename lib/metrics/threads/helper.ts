import { workerData } from "node:worker_threads";
import type { HelperData } from "../../fitters/threads/crew";
import { joinCrew, serve } from "../../fitters/threads/crew-member";
import { jobNamed } from "./jobs";

/** The body of a helper thread: opens the job that it is given and takes parts of it. */
const { name, input, shared } = workerData as HelperData<never> & { readonly name: string };
serve(joinCrew(shared, jobNamed(name).open(input)));
