"""Texts of `--help` that are longer than the docstring of a command."""

from __future__ import annotations

MAIN = """Ordinary Anthropic, OpenAI and Gemini SDK calls at half price, through the providers' batch APIs.

\b
  deferred demo                                     run a demonstration, without a key
  deferred plan script.py                           show what a script would send, and what it may cost
  deferred run --cost-limit 5 script.py             run an unmodified script in batches
  deferred send in.jsonl -o out.jsonl ...           send the requests of a file, without Python
  deferred jobs; deferred collect; deferred retry   look after open and failed jobs
"""
AFTER = """\b
Exit codes:
  0  done
  1  the command failed, or `doctor` found a problem; stderr gives the cause and the remedy
  2  the command line, or a line of a requests file, is invalid; nothing was sent
  3  done, but some calls failed (`send`, `retry`)
  75 jobs are at the provider (`run` and `send` with `detach`, `wait`, `pending`): run the same command again later
`run` and `plan` return the exit code of the script.

Settings come from options, from DEFERRED_<NAME>, and from [tool.deferred] in pyproject.toml. The lowest of all limits
holds. Keys come from the environment alone. They are sent only to the providers' own hosts and to the hosts named by
--hosts or DEFERRED_HOSTS.
"""
SEND = """Send the requests of a file, without Python, and write their results in the same order.

Each line of a .jsonl file is one of

\b
  a request in the provider's own shape      {"messages": [...], "max_tokens": 100}
  a line of the provider's own batch files   {"custom_id": "a", "method": "POST", "url": ..., "body": {...}}
  `system` and `messages`, for any provider  {"id": 7, "system": "Be brief.", "messages": [...]}
  columns for --template                     {"id": 7, "review": "The tea was cold."}

With --template, each line of a .jsonl, .csv or .tsv file gives columns. In the template, {review} is replaced by the
column of that name, and {{review}} gives the text {review}. The results keep `custom_id` and `id`.

All lines are checked before anything is sent; invalid lines are reported by their numbers. Run the command again to
continue: answered requests come from disk, failed requests are sent again.

The key comes from ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY.

\b
Examples:
  deferred send requests.jsonl -o results.jsonl --provider openai --model gpt-5-mini --cost-limit 5
  deferred send reviews.csv -o results.jsonl --provider anthropic --model claude-haiku-4-5 \\
    --template prompt.txt --schema schema.json --max-tokens 300 --dry-run

\b
Exit codes: 0 all requests were answered; 1 the command failed; 2 options or lines are invalid, nothing was sent;
3 done, but some requests failed: their results hold the `error`.
"""
RETRY = """Send the failed calls of a run again, from the ledger alone, and wait; the script then finds the answers.

Cancelled calls count as failed. Limits hold for the whole run: the cost so far counts. The ledger does not hold calls
that were refused before they were sent (for money, or time). Run the script again for those.

\b
Exit codes: 0 all calls were answered, or none had failed; 1 the command failed; 3 some calls failed again.
"""
RUN = """Usage: deferred run [--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...

Run an unmodified script in one session. The SDK calls of all its threads are sent in batches.

  deferred run --cost-limit 5 --time-limit 2h script.py input.csv

The options are the settings of deferred.batch (--cost-limit, --name, --dry-run, --widen ...). Arguments after the
script are passed to the script. A report is written to stderr. The exit code is that of the script.

With --detach 2m the process ends with exit code 75 when it has waited two minutes for the provider (0: not at all). Run
the same command again, from cron for example, until the exit code is another one: the run goes on where it was.
"""
PLAN = """Usage: deferred plan [--json] [--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...
       deferred plan [--json] REQUESTS.jsonl --provider PROVIDER [OPTIONS OF send]...

Show what a script, or a file of requests, would send, and the most that it can cost; nothing is sent.

The script runs, and its output is written to stderr. If the script reads a reply, the plan ends there, and says
"first wave only".
"""
LEDGER = """Make a ledger in PostgreSQL, which many hosts share; copy one into it, mend it, and see who uses it.

The other commands, and scripts, use it by --cache URL or DEFERRED_CACHE."""
SHORT = {
    "demo": "Run a demonstration over six documents, without key or network.",
    "simulate": "Run the simulator of the three providers, to try scripts without keys.",
    "run": "Run an unmodified script in batches.",
    "send": "Send the requests of a file, without Python.",
    "plan": "Show what would be sent and what it may cost; send nothing.",
    "jobs": "List the jobs of the ledger.",
    "spend": "Show what jobs cost, by day, run, model or tag.",
    "collect": "Poll open jobs and fetch those that have ended.",
    "wait": "Wait for the open jobs of a run, and fetch them.",
    "verify": "Check what is believed of a provider with two tiny batches of your own.",
    "watch": "Show how far a run is until it is over, by the ledger alone.",
    "pending": "Look once at the open jobs of a run; say when to look again.",
    "cancel": "Cancel a job, all jobs of a run, or all jobs.",
    "retry": "Send the failed calls of a run again.",
    "recover": "Find jobs at a provider, for a ledger that was lost.",
    "results": "Show or export the answers.",
    "ui": "Serve a page to watch runs and search results.",
    "clear": "Delete old jobs with their answers.",
    "ledger": "Make a ledger in PostgreSQL, or bring it up to date.",
    "prices": "Show the prices that are believed, and their sources.",
    "doctor": "Check versions, patches, keys, settings and the ledger.",
}
