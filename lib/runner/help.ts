import { cellSecondsAt } from "./options";

/** What the exit codes of `npm start` mean, a line each. */
export const exitCodes = `  0     every notebook came to its end and no claim is contradicted (undecided ones are allowed)
  1     a claim is not reproduced (--seeds: at more than half of the seeds), a notebook failed, the report could not
        be written, or --compare found differences beyond noise
  2     a wrong word on the command line; nothing was run
  130   stopped with Ctrl-C; what is finished is kept for --resume`;

export const runHelp = `Executes notebooks and checks their claims.

  npm start                        the core findings, 01 to 05, in minutes
  npm start -- all                 every notebook
  npm start -- 01 05 --seed 7      some, by number or name

What to run
  --scale quick|paper   sizes: minutes, or the published ones (default quick)
  --seed N              the seed of every stream of random numbers (default: the notebook's, 1)
  --seeds 1..5          several seeds (also 1,3,7): the verdicts at each and the measured values over all of them
  --set NAME=VALUE      changes a setting of the notebooks' parameters cell; may be given several times
  --only CLAIM          checks these claims alone, by identifier or pattern, and runs no more cells than they depend on;
                        may be given several times
  --resume              goes on with the run that was stopped; finished notebooks and chains are not run again

What to know
  --list                the notebooks with their settings; with notebooks named, or --claims, their claims too
  --json                the same as JSON
  --compare OLD         what changed, beyond noise, since the run whose claims.json, or folder, is OLD
  --with NEW            compares with this run in place of running anything

How to run
  --jobs N              notebooks at the same time (default 2, or 1 on one core)
  --workers N           worker threads of each notebook (default: the cores shared out)
  --timeout SECONDS     time limit of one cell (default ${cellSecondsAt.quick}; at paper scale a week)
  --output DIR          where the report goes (default report)
  --chains DIR          keeps chains that notebooks share, and does not run again those that are there (default: every
                        run runs its own)

Examples
  npm start -- --list 05
  npm start -- --only '05.linear.*' --scale paper
  npm start -- all --scale paper           Ctrl-C, or the machine goes down; then:
  npm start -- --resume
  npm start -- 05 --seeds 1..5 --output seeds
  npm start -- 05 --seed 2 --output new --compare report
  npm start -- --compare report --with new

Ends with
${exitCodes}`;
