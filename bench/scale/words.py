"""The word lists and templates the benchmark's text is put together from.

Everything here is written for this benchmark: a made-up training framework and the questions its
users might ask.  ``{slot}`` names in a template are filled by ``corpus.py``; earlier words of a
list are chosen more often than later ones, as words of a language are.
"""

from __future__ import annotations

from typing import Final

# Pairs are (how a documentation writer says it, how a hurried reader says it).

ACTIONS: Final = (
    ("export", "save out"),
    ("train", "fit"),
    ("load", "open up"),
    ("profile", "time"),
    ("quantize", "shrink to int8"),
    ("debug", "step through"),
    ("convert", "turn over"),
    ("resume", "pick back up"),
    ("shard", "split across cards"),
    ("compile", "build ahead"),
    ("deploy", "put live"),
    ("fine-tune", "adapt"),
    ("benchmark", "get numbers for"),
    ("freeze", "lock"),
    ("serve", "host"),
    ("validate", "double check"),
    ("warm up", "prime"),
    ("offload", "move to host memory"),
    ("restore", "bring back"),
    ("trace", "record"),
    ("fuse", "merge kernels of"),
    ("prune", "cut down"),
    ("migrate", "carry over"),
    ("initialize", "set starting weights of"),
    ("inspect", "look inside"),
    ("cache", "keep around"),
    ("distribute", "spread"),
    ("evaluate", "score"),
    ("checkpoint", "snapshot"),
    ("rebuild", "make again"),
)

OBJECTS: Final = (
    ("a dynamic-shape model", "network with changing sizes"),
    ("a large checkpoint", "huge weights file"),
    ("the training graph", "the whole net"),
    ("a custom operator", "my own kernel"),
    ("an embedding table", "lookup weights"),
    ("the optimizer state", "momentum buffers"),
    ("a recurrent layer", "lstm part"),
    ("a quantized network", "int8 net"),
    ("the data pipeline", "input loader"),
    ("a convolution block", "conv stack"),
    ("a pretrained encoder", "downloaded backbone"),
    ("a mixture of experts", "moe layers"),
    ("the attention cache", "kv store"),
    ("a frozen graph", "locked net"),
    ("an inference session", "prediction process"),
    ("a multi-input model", "net taking several tensors"),
    ("a sparse tensor", "mostly zero array"),
    ("the loss function", "objective"),
    ("a pipeline stage", "slice of layers"),
    ("a tokenizer", "text splitter"),
    ("a detection head", "box predictor"),
    ("a nested module", "block inside a block"),
    ("a serialized graph", "dumped net"),
    ("the gradient buckets", "allreduce chunks"),
    ("a streaming dataset", "endless samples"),
    ("a learning-rate schedule", "warmup and decay curve"),
    ("a batch of images", "pile of pictures"),
    ("a distillation teacher", "big guiding net"),
    ("a subgraph with control flow", "part with loops"),
    ("a low-rank adapter", "lora weights"),
    ("a speech model", "audio net"),
    ("the evaluation metric", "accuracy number"),
    ("a compiled artifact", "binary output"),
    ("a model with shared weights", "tied parameters"),
    ("a graph with random ops", "net containing dropout"),
    ("a half-precision copy", "fp16 twin"),
)

CONTEXTS: Final = (
    ("on a single accelerator card", "one device only"),
    ("with mixed precision enabled", "amp switched on"),
    ("after upgrading the driver", "since new firmware"),
    ("inside a container without root", "docker as plain user"),
    ("when the batch size changes", "different number of samples"),
    ("across several machines", "more than one host"),
    ("without a network connection", "offline box"),
    ("from a notebook session", "jupyter"),
    ("in graph mode", "static execution"),
    ("in eager mode", "line by line execution"),
    ("on a machine with little memory", "small ram"),
    ("with a third-party dataset", "somebody else's samples"),
    ("under a job scheduler", "slurm cluster"),
    ("on Windows", "microsoft pc"),
    ("while another job is running", "shared server"),
    ("from an older release", "last year's version"),
    ("for an edge device", "phone or board"),
    ("when inputs have different lengths", "ragged sequences"),
    ("during continuous integration", "automated tests"),
    ("with deterministic kernels", "same result every run"),
    ("behind a corporate proxy", "company firewall"),
    ("in a long-running service", "daemon"),
    ("with gradient accumulation", "several micro steps"),
    ("on an ARM server", "aarch64"),
    ("for a public release", "shipping to users"),
    ("with a custom training loop", "hand written steps"),
    ("after a node failure", "host died"),
    ("with data stored remotely", "object storage bucket"),
    ("before the first epoch", "at the very start"),
    ("with tensor parallelism", "layers cut in pieces"),
)

QUESTIONS: Final = (
    "How do I {action} {object} {context}?",
    "Can I {action} {object} {context}?",
    "Is it safe to {action} {object} {context}?",
    "What is the recommended way to {action} {object} {context}?",
    "Why does it take so long to {action} {object} {context}?",
    "What should I check before I {action} {object} {context}?",
    "Do I have to change `{setting}` to {action} {object} {context}?",
    "Why do I see `{error}` when I {action} {object} {context}?",
    "Does `{api}` help me to {action} {object} {context}?",
    "Which files are needed to {action} {object} {context}?",
    "How much memory does it take to {action} {object} {context}?",
    "What happens to `{setting}` if I {action} {object} {context}?",
    "Can two users {action} {object} {context}?",
    "Why is the result different whenever I {action} {object} {context}?",
)

PHRASINGS: Final = (
    "{action} {object}, {context}",
    "trouble trying to {action} {object}: {context}",
    "{context}: {action} {object} possible or not",
    "any trick to {action} {object} given {context}",
    "steps to {action} {object} with {context}",
    "cannot {action} {object}, {context}",
    "{object} on {context}, want to {action}",
    "best setup: {action} {object} and {context}",
    "{action} {object} hangs, {context}",
    "number of hours to {action} {object}, {context}",
    "{object} broken, {context}, how to {action}",
)

# A summary opens with one of these and may go on with a sentence of ADVICE.
OPENINGS: Final = (
    "Yes: `{api}` does it, provided that `{setting}` is set first.",
    "No, because {noun} and {noun2} are decided together.",
    "Only since release {version}; earlier releases ignore `{setting}`.",
    "Yes, but {noun} has to fit into {noun2} as a whole.",
    "Set `{setting}` to {number} and start the process again.",
    "Call `{api}` once {noun} is known, and before {noun2} is read.",
    "It depends on {noun}: see what `{api}` reports.",
    "The usual reason is {noun} that no longer matches {noun2}.",
    "This is expected while {noun} is shared with {noun2}.",
    "Not directly; write out {noun} first, then pass it to `{api}`.",
)

NOUNS: Final = (
    "the input shape",
    "the device memory",
    "the graph",
    "the checkpoint",
    "the driver version",
    "the batch dimension",
    "the communication group",
    "the operator library",
    "the data type",
    "the parameter order",
    "the host process",
    "the compile cache",
    "the gradient",
    "the worker pool",
    "the random seed",
    "the layout of a tensor",
    "the export format",
    "the launch script",
    "the kernel selection",
    "the output directory",
    "the scheduler",
    "the prefetch queue",
    "the loss scale",
    "the activation memory",
    "the pipeline schedule",
    "the calibration set",
    "the rank table",
    "the python environment",
    "the file system",
    "the network interface",
    "the weight decay",
    "the parallel strategy",
    "the shape inference",
    "the tensor name",
    "the padding rule",
    "the memory pool",
    "the log level",
    "the model version",
    "the micro batch",
    "the registered backend",
    "the side stream",
    "the constant folding pass",
    "the sampling order",
    "the environment variable",
    "the fallback kernel",
    "the attribute list",
    "the tiling decision",
    "the serialized header",
    "the heartbeat interval",
    "the trust boundary",
)

STATEMENTS: Final = (
    "The framework reads {noun} once, when {noun2} is created, and keeps it to the end.",
    "Every change of {noun} starts a new compilation, which takes about {number} seconds.",
    "`{api}` returns before the device has finished, so the time you measure is that of the call.",
    "A mismatch between {noun} and {noun2} is reported late, often as `{error}`.",
    "Releases before {version} wrote {noun} next to {noun2}, and later ones look in both places.",
    "With more than {number} workers {noun} becomes the bottleneck rather than {noun2}.",
    "The default of `{setting}` is {number}, chosen for small models.",
    "Both {noun} and {noun2} are copied to the host, so the peak is about twice the model size.",
    "You can see which branch was taken by looking at {noun} in the log.",
    "In most cases {noun} is the reason, not {noun2}.",
    "The conversion keeps {noun} as it is but renames {noun2}.",
    "If `{setting}` is left out, {noun} follows {noun2}, which is rarely what you want.",
    "The compiler folds {noun} into {noun2} whenever both are known before the run.",
    "Operators without a native kernel use {noun}, which is correct but slow.",
    "That limit comes from {noun} and has nothing to do with {noun2}.",
    "`{api}` accepts a list as well, and then treats each element as one part of {noun}.",
    "The result may differ in the last digits, since {noun} decides the order of additions.",
    "Only the process with rank zero writes {noun}; the others wait at a barrier.",
    "When {noun} is smaller than {number}, the extra copy costs more than it saves.",
    "The same holds for {noun}, although {noun2} hides it during short runs.",
    "Until {version} this raised `{error}`; since then it is a warning.",
    "What looks like a hang is usually {noun} waiting for {noun2}.",
    "A run that stops here has already released {noun}, so nothing is lost.",
    "{Noun} and {noun2} have to agree on every host, down to the patch release.",
    "{Noun} is part of the cache key, which is why a small edit can be expensive.",
    "{Noun} may be shared by several sessions as long as none of them writes to it.",
    "{Noun} grows with the square of the sequence length; {noun2} grows only linearly.",
    "{Noun} is checked first, then {noun2}, then `{setting}`.",
)

ADVICE: Final = (
    "Set `{setting}` to {number} and watch {noun} for a few steps.",
    "Call `{api}` before {noun} is built.",
    "Start with {number} workers and double the number until {noun} stops improving.",
    "Delete {noun} and let the next run write it again.",
    "Compare {noun} of both runs; the first difference is nearly always the cause.",
    "Keep {noun} on local storage and copy it away when the run is over.",
    "Wrap the call in `{api}` so that {noun} is released in time.",
    "Upgrade to {version} or later if {noun} matters to you.",
    "Report it together with {noun} and the output of `{api}`.",
    "Prefer `{api}` over `{api2}`, which ignores {noun}.",
    "Turn `{setting}` off while you measure, since it hides {noun}.",
    "Pass {noun} explicitly instead of relying on {noun2}.",
    "Read the [notes on {topic}]({link}) before you change {noun}.",
    "The [{topic} guide]({link}) lists the values that were tested with {noun}.",
    "See [how {topic} works]({link}) for the reasons.",
)

LEADS: Final = (
    "Check these points in order:",
    "There are a few ways to do it:",
    "What has to be true for this to work:",
    "Work through the following:",
    "The usual causes are:",
)

ITEMS: Final = (
    "{Noun} matches {noun2}.",
    "`{setting}` is at least {number}.",
    "Call `{api}` and look at {noun}.",
    "{Noun} was written by {version} or later.",
    "No other process holds {noun}.",
    "`{api}` runs before `{api2}`.",
    "The log does not contain `{error}`.",
    "Move {noun} next to {noun2}.",
)

TABLE_LEADS: Final = (
    "The values that work in practice:",
    "How the modes compare:",
    "What each setting changes:",
)

TABLE_HEADS: Final = (
    ("Setting", "Default", "Affects"),
    ("Option", "Value", "Used for"),
    ("Name", "Since", "Meaning"),
)

CODE_LEADS: Final = (
    "A minimal example:",
    "For example:",
    "The shortest version that works:",
    "In most projects this is enough:",
)

# (language, template); ``{name}`` is an identifier, ``{call}`` a function of the framework.
CODES: Final = (
    (
        "python",
        "import tensorloom as tl\n"
        "\n"
        "{name} = tl.{call}({key}={number})\n"
        "for step, batch in enumerate({name}.batches()):\n"
        "    loss = {name}.run(batch)\n"
        "    if step % {number2} == 0:\n"
        '        print(f"{{step}}: {{loss:.4f}}")\n',
    ),
    (
        "python",
        "from tensorloom import context\n"
        "\n"
        "context.set_option({key}={number})\n"
        '{name} = context.{call}("{topic}", workers={number2})\n'
        "assert {name} is not None\n",
    ),
    (
        "python",
        "def {name}(model, path):\n"
        '    """Write the model once {key} is known."""\n'
        "    with model.paused():\n"
        "        model.{call}(path, {key}={number})\n"
        "    return path\n",
    ),
    (
        "bash",
        "export LOOM_{KEY}={number}\n"
        "loom run --{key-dashed} {number2} train.py\n"
        "loom report --last | grep {name}\n",
    ),
    (
        "yaml",
        "runtime:\n  {key}: {number}\n  workers: {number2}\noutput:\n  name: {name}\n",
    ),
    (
        "text",
        "{error}: {key} is {number}, expected {number2}\n  in {call} ({name}.loom, {version})\n",
    ),
)

# Identifiers are put together from these, so that the vocabulary grows with the corpus.
VERBS: Final = (
    "set", "get", "load", "save", "split", "merge", "pack", "bind", "flush", "reduce", "gather",
    "scatter", "build", "trace", "lower", "cast", "pin", "sync", "resize", "shuffle", "stage",
    "export", "replay", "warm", "probe", "align", "clip", "mask", "route", "seal",
)  # fmt: skip
THINGS: Final = (
    "graph", "tensor", "buffer", "layout", "stream", "cache", "shard", "bucket", "kernel", "scale",
    "batch", "group", "weights", "state", "session", "queue", "shape", "slice", "token", "window",
    "adapter", "expert", "router", "plan", "stage", "pool", "device", "rank", "mesh", "gradient",
    "moment", "epoch", "sampler", "record", "header", "symbol", "region", "barrier", "table",
    "index",
)  # fmt: skip
PROPERTIES: Final = (
    "limit", "size", "mode", "depth", "count", "policy", "order", "format", "level", "timeout",
    "ratio", "offset", "margin", "backend", "interval", "threshold", "budget", "step", "path",
    "capacity",
)  # fmt: skip
FAILURES: Final = (
    "ShapeError", "DeviceError", "CompileError", "TimeoutError", "LayoutError", "RankError",
    "MemoryError", "VersionError", "PrecisionError", "SymbolError",
)  # fmt: skip
NAMESPACES: Final = ("ops", "nn", "runtime", "data", "parallel", "export", "optim", "debug")

HOSTS: Final = ("docs.tensorloom.example", "guide.tensorloom.example", "lab.tensorloom.example")

SUPPORTS: Final = (
    "States the default of {setting} and when it applies.",
    "Shows the call to {api} with its arguments.",
    "Release notes of {version}, where this changed.",
    "Explains why {noun} depends on {noun2}.",
    "Lists the limits of {noun}.",
)

FACETS: Final = (
    ("hardware", "Hardware", "The processors and cards a model runs on, and what each one needs."),
    ("export", "Export", "The formats a trained model leaves the framework in."),
    ("parallelism", "Parallelism", "The ways to split one job over several devices."),
    ("topic", "Topic", "What a question is about, whatever the device or the format."),
)

# facet -> (slug, label, description, aliases), commonest first.
TAGS: Final = {
    "hardware": (
        ("gpu", "GPU", "Graphics cards and their drivers.", ("graphics card", "CUDA device")),
        ("cpu", "CPU", "Runs that need no accelerator at all.", ("processor",)),
        ("npu", "NPU", "Dedicated neural processors and their firmware.", ("neural processor",)),
        ("arm-server", "ARM server", "Servers with 64-bit ARM processors.", ("aarch64",)),
        ("edge-board", "Edge board", "Small boards with little memory.", ("embedded board",)),
        ("phone", "Phone", "Inference on mobile phones.", ("mobile",)),
        ("multi-card", "Multi-card host", "Several cards in one machine.", ("eight-card host",)),
        ("simulator", "Simulator", "Runs without the device they are meant for.", ()),
    ),
    "export": (
        ("onnx", "ONNX", "The exchange format most other tools read.", ("open neural network",)),
        ("loom-ir", "Loom IR", "The framework's own graph format.", ("native graph",)),
        ("checkpoint", "Checkpoint", "Weights without the graph around them.", ("weights file",)),
        ("safetensors", "Safetensors", "Weights that can be mapped into memory.", ()),
        ("lite", "Lite", "Reduced graphs for small devices.", ("mobile format",)),
        ("int8", "INT8", "Graphs whose weights are eight-bit integers.", ("quantized export",)),
        ("air", "AIR", "Graphs lowered for one kind of processor.", ()),
        ("torchscript", "TorchScript", "Graphs read from or written for another tool.", ()),
    ),
    "parallelism": (
        ("data-parallel", "Data parallel", "Each device has the whole model.", ("replicas",)),
        ("tensor-parallel", "Tensor parallel", "Single layers cut over devices.", ("sharding",)),
        ("pipeline", "Pipeline", "Layers placed one after the other on devices.", ("stages",)),
        ("auto-parallel", "Automatic", "A plan the framework searches for itself.", ("planner",)),
        ("expert", "Expert", "Experts placed on devices of their own.", ("mixture of experts",)),
        ("sequence", "Sequence", "Long inputs cut over devices.", ("context parallel",)),
        ("offload", "Offload", "State kept in host memory or on disk.", ("host memory",)),
        ("elastic", "Elastic", "Jobs that go on when a host leaves.", ("fault tolerance",)),
    ),
    "topic": (
        ("performance", "Performance", "Where the time goes and how to save it.", ("speed",)),
        ("memory", "Memory", "What takes memory and how to take less.", ("out of memory",)),
        ("installation", "Installation", "Getting a first program to run.", ("setup",)),
        ("data-loading", "Data loading", "Reading and feeding samples.", ("input pipeline",)),
        ("precision", "Precision", "Number formats and what they cost.", ("accuracy loss",)),
        ("debugging", "Debugging", "Finding out what a run really did.", ("troubleshooting",)),
        ("migration", "Migration", "Coming from another framework or release.", ("porting",)),
        ("licensing", "Licensing", "What may be shipped and under which terms.", ()),
    ),
}  # fmt: skip
