/** What `--help` prints. */
export const help = `Measures how fast a neural network runs in a browser on this machine.

Usage: npm run -s bench -- MODEL... [options]
       npm run -s bench -- --config FILE [options]

MODEL is an .onnx or .ort file, the model.json of a TensorFlow.js model or the folder that holds it, the http or https
address of such a file, shelf:NAME for a model of the site's own shelf, or zoo:NAME for an architecture that the page
builds with random weights (zoo:NAME/fp16, zoo:NAME/int8; zoo:suite/NAME stands for several). Files with a model's
weights are found beside it.

What to measure
  --engines NAMES      engines, with commas between them (default: all that read the model)
  --backends NAMES     out of webgpu, webgl, wasm-simd, wasm-threads (default: all)
  --threads NUMBERS    threads of wasm-threads, for example 1,2,4 (default: up to 4, as many as there are cores)
  --batch NUMBERS      batch sizes, for example 1,4 (default: 1)
  --precision NAMES    out of fp32, fp16, int8, int4 (default: the model's own)
  --preset NAME        quick, standard or rigorous (default: standard)
  --seed NUMBER        seed of the random order of rounds (default: 1)
  --dim NAME=N         a symbolic dimension of the model, or a size to build a model of the zoo in; may be repeated
  --input NAME=SHAPE   an input's shape, for example image=1x3x224x224; may be repeated. After a colon a rule may say
                       what fills it: ids=1x16:integers(0,99), mask=:constant(1), also normal, uniform(0,1), sequence
  --limit SECONDS      longest that opening the model, or measuring a cell in one round, may take

Where
  --browser NAME|PATH  chromium, firefox, webkit, or the path of a browser (default: chromium)
  --headed             show the browser's window

Unattended runs (docs/device-runs.md)
  --config FILE        a run file, .ts, .js or .json: models, cells, presets and targets; their combinations are measured
  --list               print what would be measured, and end
  --results FOLDER     write documents and checkpoints there as they come (a run file names a folder of its own)
  --resume             go on with what an earlier command left there, instead of beginning anew

Results (a table goes to standard output, progress to standard error)
  --json FILE          write the run document; - is standard output, and the table then goes to standard error
  --csv FILE           write one line per cell; - likewise
  --report FILE.html   write one HTML file with charts, which asks nothing from anywhere
  --markdown FILE      write Markdown for a comment on a pull request; - likewise
  --junit FILE         write JUnit's XML
  --strict             exit with 1 when a cell that was asked for failed or is wrong
  --help, --version

Submitting to a leaderboard as a lab's rig (docs/rigs.md); the key comes from INFEROMETER_RIG_KEY alone
  --upload URL         submit every complete run to that site (or upload in the run file)
  --no-upload          do not, whatever the run file says
  --spool FOLDER       where results wait for a server that is away (default: INFEROMETER_SPOOL, else inferometer-spool)
  --device ID          what the device is, by its id in the leaderboard's catalogue (raspberry-pi-5, …)

Regressions (docs/regression-checks.md)
  --baseline FILE      hold every run against the one of the same model, browser and device in a file that --json wrote
  --fail-above PERCENT exit with 1 when a configuration is slower by more, with its whole interval (default: 5%)

Exit codes: 0 done; 1 nothing could be measured, with --baseline a regression, or with --strict a failed or wrong
cell; 2 bad usage, a model that cannot be read or run, or a run that the baseline says nothing about; 3 no usable browser; 130 interrupted.
`;
