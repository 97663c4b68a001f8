"""Law 10: look-ahead changes nothing but time; what is bought in vain is bounded, counted and said."""

import json
import textwrap

import pytest

from deferred.core.profile import simulated_variables
from deferred.lookahead import lockdown
from deferred.simulator import Simulator

pytestmark = pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}")

HEAD = """
import json, os, re, sys
import anthropic, openai, deferred
claude = anthropic.Anthropic()
gpt = openai.OpenAI()
def ask(text, **more):
    more = {"max_tokens": 64, **more}
    said = [{"role": "user", "content": text}]
    return claude.messages.create(model="claude-haiku-4-5", messages=said, **more).content[0].text
session = None
def run(main, **settings):
    global session
    with deferred.batch(name="run", **settings) as session:
        main()
"""
TAIL = """
sys.stderr.flush()
print()
print(json.dumps(session.report.to_dict()["look_ahead"]))
"""


class Outcome:
    """What a run printed, sent and left."""

    def __init__(self, text, jobs, folder):
        *lines, told = text.rstrip().splitlines()
        self.said = [line for line in lines if line.startswith("deferred: ")]
        self.out = "\n".join(line for line in lines if line not in self.said).rstrip()
        self.told = json.loads(told)
        self.jobs = [len(job.rows) for job in jobs]
        kept = {"out", "script.py"}
        self.files = {
            path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name not in kept
        }

    @property
    def in_vain(self):
        """How many calls were sent and never made by the script."""
        return 0 if self.told is None else self.told["in_vain"]


@pytest.fixture
def both(scripts, sim, tmp_path):
    """Run a script without and with look-ahead, each in a folder of its own; gives both outcomes."""

    def run(code, more=""):
        outcomes = []
        for kind in ("0", "1"):
            with Simulator() as fresh:  # a simulator gives other answers when it is asked again
                env = {**simulated_variables(fresh.host, key="test-key"), "DEFERRED_HOSTS": fresh.host}
                outcomes.append(once(scripts, fresh, tmp_path / kind, code, more, DEFERRED_LOOK_AHEAD=kind, **env))
        return tuple(outcomes)

    return run


def script(folder, code, more=""):
    """Write the script whose function `main` is `code`; gives its text."""
    text = HEAD + textwrap.dedent(code) + f"\nrun(main{more})\n" + TAIL
    (folder / "script.py").write_text(text)
    return text


def once(scripts, sim, folder, code, more="", **env):
    """Run a script once."""
    folder.mkdir(exist_ok=True)
    text = script(folder, code, more)
    before = len(sim.jobs)
    out = scripts.run(text, folder, **env)
    return Outcome(out, sim.jobs[before:], folder)


def assert_alike(bare, ahead):
    """Both runs did the same."""
    assert ahead.out == bare.out
    assert ahead.files == bare.files
    assert sum(ahead.jobs) == sum(bare.jobs) + ahead.in_vain


def test_a_loop_that_reads_each_answer_goes_in_one_job(both):
    bare, ahead = both("""
        def main():
            for item in range(6):
                print(ask(f"Item {item}?"))
    """)
    assert_alike(bare, ahead)
    assert (bare.jobs, ahead.jobs) == ([1] * 6, [6])
    assert (ahead.told["sent"], ahead.told["claimed"], ahead.in_vain) == (5, 5, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pages", "over"),
    [
        (
            "def __iter__(self): return self\n    def __next__(self):\n        if self.over: raise StopIteration",
            "pages",
        ),
        ("def __iter__(self):\n        while not self.over: yield self.turn()\n    def later(self):", "pages"),
        ("def later(self):\n        if self.over: return None", "iter(pages.later, None)"),
    ],
)
def test_pages_that_end_themselves_by_an_answer_are_not_bought_to_no_end(both, pages, over):
    bare, ahead = both(f"""
class Pages:
    over, count = False, 0
    def turn(self):
        self.count += 1
        return self.count
    {pages}
        if self.count > 60: raise SystemExit
        return self.turn()
pages = Pages()
def main():
    for page in {over}:
        said = ask(f"Page {{page}}")
        found = re.search("Page ([0-9]+)", said)
        pages.over = bool(found) and int(found.group(1)) >= 2
        print(said)
    """)
    assert ahead.out == bare.out
    assert sum(bare.jobs) == 2
    assert sum(ahead.jobs) == 2 + ahead.in_vain
    assert ahead.in_vain <= 3


@pytest.mark.slow
def test_an_ordinary_generator_goes_in_one_job(both):
    bare, ahead = both("""
        def rows(limit=20):
            for count, line in enumerate(open("rows.txt")):
                if not line.strip():
                    continue
                if count >= limit:
                    break
                yield line.strip()
        def main():
            with open("rows.txt", "w") as file:
                file.write("\\n".join("abc def"))
            for row in rows():
                print(ask(f"Row {row}?"))
    """)
    assert_alike(bare, ahead)
    assert (len(bare.jobs), ahead.jobs, ahead.in_vain) == (6, [6], 0)


@pytest.mark.slow
def test_steps_that_need_the_answer_before_go_in_as_many_jobs_as_there_are_steps(both):
    bare, ahead = both("""
        def review(item):
            summary = ask(f"Sum up {item}")
            return ask(f"Judge: {summary}")
        def main():
            for item in range(5):
                print(review(item))
    """)
    assert_alike(bare, ahead)
    assert ahead.jobs == [5, 5]


def test_files_and_databases_are_as_without_it(both):
    bare, ahead = both("""
        import sqlite3
        def main():
            log = open("log.txt", "a")
            db = sqlite3.connect("done.db", isolation_level=None)
            db.execute("create table if not exists done (item, said)")
            lines = open("script.py")
            for item in range(4):
                said = ask(f"Item {item}?")
                log.write(f"{item} {said} {log.tell()} {lines.readline()}")
                log.flush()
                os.makedirs("made", exist_ok=True)
                with open(f"made/{item}", "x") as file:
                    file.write(said)
                with open("all.json", "w") as file:
                    json.dump({"item": item, "said": said}, file)
                os.replace("all.json", "all2.json")
                db.execute("insert into done values (?, ?)", (item, said))
            print(db.execute("select * from done").fetchall(), sorted(os.listdir("made")))
            db.close()
    """)
    assert ahead.jobs == [4]
    assert_alike(bare, ahead)


@pytest.mark.slow
def test_tries_whose_prompt_names_the_attempt_are_not_bought_in_vain(both):
    bare, ahead = both("""
        def main():
            for item in range(6):
                for attempt in range(4):
                    said = ask(f"{item}, attempt {attempt}")
                    if re.search("sample 1", said):
                        break
                print(attempt, said)
    """)
    assert_alike(bare, ahead)
    assert (ahead.in_vain, ahead.jobs) == (0, [6])


@pytest.mark.long
def test_tries_after_an_answer_that_cannot_be_parsed_are_not_bought_in_vain(both):
    bare, ahead = both("""
        def parsed(item):
            for attempt in range(3):
                try:
                    found = re.match("You wrote .([0-9]+)", ask(f"{item} is a number, attempt {attempt}"))
                    return int(found.group(1))
                except AttributeError:
                    pass
        def main():
            for item in range(6):
                print(parsed(item))
    """)
    assert_alike(bare, ahead)
    assert (ahead.in_vain, ahead.jobs) == (0, [6])


@pytest.mark.long
def test_a_loop_that_ends_early_risks_no_more_than_came_true(both):
    bare, ahead = both("""
        def main():
            for item in range(40):
                said = ask(f"Score of {item}")
                found = re.search("Score of ([0-9]+)", said)
                if found and int(found.group(1)) >= 6:
                    break
                print(said)
    """)
    assert ahead.out == bare.out
    assert 0 < ahead.in_vain == ahead.told["sent"] - ahead.told["claimed"] <= 7
    assert sum(ahead.jobs) == 7 + ahead.in_vain
    assert sum(ahead.told["in_vain_at"].values()) == ahead.in_vain


@pytest.mark.long
def test_answers_that_decide_what_is_asked_are_waited_for(both):
    bare, ahead = both("""
        def main():
            for item in range(6):
                said = ask(f"Is {item} fine?")
                if "evidence" in said or len(said) % 2:
                    print(ask(f"Why is {item} fine?"))
    """)
    assert_alike(bare, ahead)
    assert ahead.in_vain == 0
    assert len(ahead.jobs) < len(bare.jobs) / 2


@pytest.mark.long
@pytest.mark.parametrize(
    "prompt",
    ["f'{item} {__import__(\"time\").time()}'", "f'{item} {__import__(\"datetime\").date.today()}'",
     "f'{item} {__import__(\"uuid\").uuid4()}'", "f'{item} {os.getpid()}'"],
)  # fmt: skip
def test_a_prompt_that_holds_time_or_chance_is_never_bought_ahead(scripts, sim, tmp_path, prompt):
    code = f"""
        def main():
            for item in range(3):
                ask({prompt})
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert (ahead.told["sent"], ahead.jobs) == (0, [1, 1, 1])


@pytest.mark.long
def test_a_call_that_refers_to_state_at_the_provider_is_never_bought_ahead(scripts, sim, tmp_path):
    code = """
        def main():
            for item in range(3):
                ask(f"{item}", extra_body={"container": "c1"})
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert (ahead.told["sent"], len(ahead.jobs)) == (0, 3)


def test_what_is_not_made_yet_never_costs_more_than_the_stake(scripts, sim, tmp_path):
    code = """
        def main():
            for item in range(9):
                print(ask(f"Item {item}?"))
    """
    # A call is bounded at $0.00046: 64 tokens of output, and all that the prompt can be.
    ahead = once(scripts, sim, tmp_path / "run", code, ", look_ahead_stake=0.0015", DEFERRED_LOOK_AHEAD="1")
    assert ahead.jobs[0] == 4
    assert (sum(ahead.jobs), ahead.in_vain) == (9, 0)


@pytest.mark.slow
def test_the_cost_limit_holds_as_without_it(both, sim):
    bare, ahead = both("""
        def main():
            for item in range(9):
                try:
                    print(ask(f"Item {item}?"))
                except deferred.CostLimitExceeded:
                    print("too dear")
    """, ", cost_limit=0.0005")  # fmt: skip
    assert ahead.out == bare.out
    assert "too dear" in bare.out
    assert ahead.in_vain == 0


@pytest.mark.long
def test_what_a_user_sends_over_the_network_is_sent_once_by_the_user(both, tmp_path):
    import http.server
    import threading

    seen = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bare, ahead = both(f"""
        import urllib.request
        def main():
            for item in range(3):
                said = ask(f"Item {{item}}?")
                urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}/{{item}}", data=said.encode())
    """)
    server.shutdown()
    server.server_close()
    assert seen == ["/0", "/1", "/2"] * 2
    assert_alike(bare, ahead)
    assert any("socket" in why for why in ahead.told["stops"])


def test_where_a_layer_is_missing_it_does_not_happen_and_says_why(scripts, sim, tmp_path):
    code = """
        from deferred.lookahead import kernel
        # As a container without Landlock does: the system call fails.
        kernel.forbid_new_privileges()
        kernel.install_filter([(0x20, 0, 0, 0), (0x15, 0, 1, 444), (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000)])
        def main():
            for item in range(3):
                print(ask(f"Item {item}?"))
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert ahead.jobs == [1, 1, 1]
    assert (ahead.told["looks"], "landlock" in ahead.told["off"]) == (0, True)
    assert sum("look-ahead does not happen: landlock" in line for line in ahead.said) == 1


@pytest.mark.long
def test_beside_other_threads_it_does_not_happen(scripts, sim, tmp_path):
    code = """
        import threading
        def main():
            over = threading.Event()
            thread = threading.Thread(target=over.wait, name="mine")
            thread.start()
            for item in range(3):
                print(ask(f"Item {item}?"))
            over.set()
            thread.join()
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert (ahead.jobs, ahead.told["looks"]) == ([1, 1, 1], 0)
    assert "another thread runs: mine" in ahead.told["stops"]


@pytest.mark.long
@pytest.mark.parametrize("status", [400, 500])
def test_a_call_that_failed_before_the_script_made_it_has_the_outcome_of_its_own(scripts, sim, tmp_path, status):
    """The provider's refusal of a request is final; after another failure the script's own call is sent."""
    failing = {"left": 40}

    def fails(row):
        if b"Item 2" in json.dumps(row.body).encode() and failing["left"] > 0:
            failing["left"] -= 3 if status == 500 else 0
            return status
        return None

    sim.faults.error_rows = fails
    code = """
        def main():
            for item in range(5):
                try:
                    print(ask(f"Item {item}?"))
                except anthropic.APIStatusError as error:
                    print(item, error.status_code)
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert ahead.out.count("You wrote") == 4
    assert f"2 {status}" in ahead.out
    assert ahead.in_vain == 0
    # After a failure that may pass the engine tries again; what had failed by then is made once more by the script.
    tries = sum(b"Item 2" in json.dumps(row.body).encode() for job in sim.jobs for row in job.rows)
    assert tries in ({1} if status == 400 else {3, 6})


@pytest.mark.long
def test_what_was_sent_and_is_not_asked_for_is_not_waited_for(scripts, sim, tmp_path):
    sim.faults.latency = 0
    code = """
        def main():
            for item in range(6):
                if re.search("sample 1", ask(f"Item {item}?")) and item == 1:
                    raise KeyError("stop")
        outer = main
        def main():
            try:
                outer()
            except KeyError:
                print("stopped")
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert ahead.out == "stopped"
    assert ahead.in_vain == sum(ahead.jobs) - 2
    assert ahead.told["in_vain_usd"] > 0, json.dumps(ahead.told)


def test_children_die_with_the_user_s_process_and_a_rerun_buys_nothing_twice(scripts, sim, tmp_path):
    sim.latency = 3600
    code = """
        def main():
            for item in range(5):
                print(ask(f"Item {item}?"), flush=True)
    """
    text = script(tmp_path, code)
    pid = scripts.start(text, tmp_path, DEFERRED_LOOK_AHEAD="1")
    _until(lambda: len(sim.requests) > 1)  # the first look at the job
    scripts.kill(pid)
    scripts.wait(pid)
    sim.latency = 0
    sim.clock.advance(3601)
    out = scripts.run(text, tmp_path, DEFERRED_LOOK_AHEAD="1")
    assert out.count("You wrote") == 5
    assert [len(job.rows) for job in sim.jobs] == [5]


@pytest.mark.slow
def test_an_event_loop_that_always_has_something_ready_does_not_hold_up_its_calls(scripts, sim, tmp_path):
    code = """
        import asyncio
        other = anthropic.AsyncAnthropic()
        async def asked():
            over = False
            async def spin():
                while not over:
                    await asyncio.sleep(0)
            spinning = asyncio.create_task(spin())
            for item in range(2):
                said = [{"role": "user", "content": f"Item {item}?"}]
                reply = await other.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=said)
                print(reply.content[0].text)
            over = True
            await spinning
        def main():
            asyncio.run(asked())
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert ahead.out.count("You wrote") == 2
    assert ahead.in_vain == 0


@pytest.mark.long
def test_an_error_inside_look_ahead_does_not_reach_the_script(scripts, sim, tmp_path):
    code = """
        from deferred.lookahead.purchases import Purchases
        Purchases.buy = None
        def main():
            for item in range(3):
                print(ask(f"Item {item}?"))
    """
    ahead = once(scripts, sim, tmp_path / "run", code, DEFERRED_LOOK_AHEAD="1")
    assert (ahead.out.count("You wrote"), ahead.jobs) == (3, [1, 1, 1])
    assert "an error inside it (TypeError" in ahead.told["off"]


@pytest.mark.long
def test_children_that_are_killed_at_any_moment_change_nothing(scripts, sim, tmp_path):
    import os
    import random
    import signal
    import time
    from pathlib import Path

    code = """
        def main():
            for item in range(12):
                print(ask(f"Judge: {ask(f'Item {item}?')}"), flush=True)
    """
    text = script(tmp_path, code)
    dice, killed = random.Random(1), 0
    pid = scripts.start(text, tmp_path, DEFERRED_LOOK_AHEAD="1")
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while children.exists():
        for child in children.read_text().split() if children.exists() else ():
            if dice.random() < 0.3:
                try:
                    os.kill(int(child), signal.SIGKILL)
                    killed += 1
                except ProcessLookupError:
                    pass
        time.sleep(dice.random() * 0.1)
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            break
    assert scripts.wait(pid) == 0
    out = (tmp_path / "out").read_text()
    assert out.count("You wrote") == 24
    assert killed > 0
    bodies = [json.dumps(row.body, sort_keys=True) for job in sim.jobs for row in job.rows]
    assert len(bodies) == len(set(bodies)) == 24


@pytest.mark.long
def test_a_run_that_is_killed_at_any_moment_buys_nothing_twice(scripts, sim, tmp_path):
    import random
    import time

    code = """
        def main():
            for item in range(8):
                print(ask(f"Judge: {ask(f'Item {item}?')}"), flush=True)
    """
    text = script(tmp_path, code)
    dice = random.Random(2)
    for _ in range(6):
        pid = scripts.start(text, tmp_path, DEFERRED_LOOK_AHEAD="1")
        time.sleep(dice.random() * 1.5)
        scripts.kill(pid)
        scripts.wait(pid)
    assert scripts.run(text, tmp_path, DEFERRED_LOOK_AHEAD="1").count("You wrote") == 16
    bodies = [json.dumps(row.body, sort_keys=True) for job in sim.jobs for row in job.rows]
    assert len(bodies) == len(set(bodies)) == 16


def _until(condition):
    import time

    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    assert condition()
