"""Scripts whose calls are judged."""

import sys
import textwrap

import pytest

from deferred.lookahead.certainty import Certainties
from deferred.lookahead.site import user_frames

# As of a library, so that only the script below counts as the user's code.
LIBRARY = """
def ask(name):
    if judge.certainties is None:
        judge.codes.update(frame.f_code for frame in user_frames())
        return name
    judge.found[name] = judge.certainties.of_this_call().value
    judge.certainties.phantom_given()
    return "phantom"

def fork():
    if judge.is_child and judge.certainties is None:
        judge.certainties = Certainties(judge.codes)
        judge.certainties.begin()
        judge.certainties.phantom_given()

def again_if_it_fails(function):
    def tries(*words):
        for _ in range(3):
            try:
                return function(*words)
            except ValueError:
                pass
    return tries
"""


class Judge:
    """What the calls of a script were judged as."""

    def __init__(self):
        self.codes, self.found, self.certainties, self.is_child = set(), {}, None, False


@pytest.fixture
def judged(tmp_path):
    """Run a script as the user's process, then as a child from `fork()` on; gives how its calls were judged."""

    def run(text):
        judge = Judge()
        library = {"judge": judge, "user_frames": user_frames, "Certainties": Certainties}
        exec(compile(LIBRARY, "/lib/site-packages/library.py", "exec"), library)
        path = tmp_path / "script.py"
        path.write_text(textwrap.dedent(text))
        names = {name: library[name] for name in ("ask", "fork", "again_if_it_fails")}
        script = compile(path.read_text(), str(path), "exec")
        before = sys.gettrace()
        exec(script, {**names, "__name__": "script"})
        judge.is_child = True
        try:
            exec(script, {**names, "__name__": "script"})
        finally:
            sys.settrace(before)
        return judge.found

    return run
