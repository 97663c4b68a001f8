"""The words of `--help`, where a line or two beside the function are not enough."""

from __future__ import annotations

MAIN = """Ordinary Anthropic, OpenAI and Gemini SDK calls at half price, through the providers' batch APIs.

\b
  deferred demo                                     see it work, without a key
  deferred plan script.py                           what a script would send, and what it may cost
  deferred run --cost-limit 5 script.py             run it, unmodified, in batches
  deferred send in.jsonl -o out.jsonl ...           no Python: requests of a file
  deferred jobs; deferred collect; deferred retry   look after what is under way
"""
AFTER = """\b
Exit codes:
  0  done
  1  it could not be done, or `doctor` found something wrong; stderr says why, and what to do
  2  the command line, or a line of a requests file, is wrong; nothing was sent
  3  done, but some calls failed (`send`, `retry`)
`run` and `plan` give the exit code of the script.

Settings come from options, from DEFERRED_<NAME>, and from [tool.deferred] in pyproject.toml; of limits the lowest
holds. Keys come from the environment alone, and go to the providers' own hosts or to those named by --hosts or
DEFERRED_HOSTS.
"""
SEND = """Send the requests of a file, without Python, and write their results in the same order.

Each line of a .jsonl file is one of

\b
  a request in the provider's own shape      {"messages": [...], "temperature": 0}
  a line of the provider's own batch files   {"custom_id": "a", "method": "POST", "url": ..., "body": {...}}
  `system` and `messages`, for any provider  {"id": 7, "system": "Be brief.", "messages": [...]}
  columns for --template                     {"id": 7, "review": "The tea was cold."}

With --template each line of a .jsonl, .csv or .tsv file gives columns: {review} in the template stands for the column
of that name, {{review}} for the text {review}. `custom_id` and `id` are kept in the results.

All lines are looked at before anything is sent; wrong ones are named by their numbers. Run it again and it continues:
what was answered comes from disk, what failed is sent again.

The key comes from ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY.

\b
Examples:
  deferred send requests.jsonl -o results.jsonl --provider openai --model gpt-5-mini --cost-limit 5
  deferred send reviews.csv -o results.jsonl --provider anthropic --model claude-haiku-4-5 \\
    --template prompt.txt --schema schema.json --max-tokens 300 --dry-run

\b
Exit codes: 0 all answered; 1 it could not be done; 2 options or lines are wrong, nothing was sent;
3 done, but some requests failed: their results hold the `error`.
"""
RETRY = """Send again what failed in a run, from the ledger alone, and wait for it; then the script finds the answers.

What was cancelled counts as failed. Limits hold for the run in all: what it has cost already counts. Calls that were
refused before they were sent (for money, or time) are known to the script alone: run it again for those.

\b
Exit codes: 0 all answered, or nothing to do; 1 it could not be done; 3 some calls failed again.
"""
RUN = """Usage: deferred run [--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...

Run an unmodified script inside a session, every thread of it: its SDK calls go into batches.

  deferred run --cost-limit 5 --time-limit 2h script.py input.csv

The options are the settings of deferred.batch (--cost-limit, --name, --dry-run, --widen ...); what comes after the
script is the script's. A report is written to stderr. The exit code is the script's.
"""
PLAN = """Usage: deferred plan [--json] [--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...
       deferred plan [--json] REQUESTS.jsonl --provider PROVIDER [OPTIONS OF send]...

Say what a script, or a file of requests, would send, and the most that it can cost; nothing is sent.

The script runs, and what it prints goes to stderr. One that reads a reply is known up to there: the plan then says
"first wave only".
"""
SHORT = {
    "demo": "See it work: a script over six documents, without key or network.",
    "simulate": "Run the simulator of the three providers, for trying scripts without keys.",
    "run": "Run an unmodified script in batches.",
    "send": "Send the requests of a file, without Python.",
    "plan": "Say what would be sent and what it may cost; send nothing.",
    "jobs": "List the jobs of the ledger.",
    "collect": "Look at open jobs and fetch those that have ended.",
    "cancel": "Cancel a job, a run's jobs, or all.",
    "retry": "Send again what failed in a run.",
    "recover": "Find jobs at a provider, for a ledger that was lost.",
    "results": "Show or export the answers.",
    "clear": "Forget old jobs with their answers.",
    "doctor": "Look at versions, patches, keys, settings and the ledger.",
}
