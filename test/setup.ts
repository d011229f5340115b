import fc from "fast-check";

/**
 * Properties try the same examples in every run, so that a failure is there again when someone looks for it.
 * FAST_CHECK_SEED=N tries others.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
