/** What `npm run -s rig -- --help` prints. */
export const rigHelp = `Measures on a schedule and submits the results to a leaderboard as a lab's rig (docs/rigs.md).

Usage: npm run -s rig -- run --config RUNFILE --upload URL [options] [-- BENCH OPTIONS]
       npm run -s rig -- status [--spool FOLDER]

  run                  sends what is queued, measures the run file, queues its results and sends them
  status               what is queued, sent and set aside
  --config RUNFILE     what to measure, as for the bench command; what stands behind -- is handed to that command
  --upload URL         address of the site with the leaderboard (or upload in the run file)
  --spool FOLDER       where results wait (default: INFEROMETER_SPOOL, else inferometer-spool)
  --device ID          what the device is, by its id in the leaderboard's catalogue (raspberry-pi-5, …)
  --every TIME         again and again, a start every 30m, 6h or 1d; without it one turn, for a timer of the system's
  --help

The key comes from the environment variable INFEROMETER_RIG_KEY alone.

Exit codes: 0 measured and sent; 1 something was not measured, set aside, or waits for a server that is away; 2 bad
usage, or a server that refuses the key or is no leaderboard (nothing is lost); 3 no usable browser; 130 interrupted.
`;
