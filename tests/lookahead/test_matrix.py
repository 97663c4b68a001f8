"""Whole scripts run bare, without look-ahead and with it: nothing differs but the number of jobs."""

import os
from pathlib import Path

import pytest

from deferred.lookahead import lockdown
from tests.lookahead import matrix

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}"),
]
HERE = Path(__file__).parent
# Scripts of others, where they are: `DEFERRED_SCRIPTS` names a folder.
OTHERS = Path(os.environ.get("DEFERRED_SCRIPTS", "/nonexistent"))
MOST_IN_VAIN = 4  # calls of a loop that may end early are bounded by what came true, at first by this


def scripts(folder):
    """The scripts of a folder, by name."""
    return [pytest.param(path, id=path.stem) for path in sorted(folder.glob("*.py"))]


def compared(script):
    """Compare the runs of a script. One that lacks a library fails alike in all of them, and shows nothing."""
    bare, without, ahead, differs = matrix.compared(script)
    if "ModuleNotFoundError" in bare.err:
        pytest.skip(bare.err.splitlines()[-1])
    assert without.calls > 0, without.err
    return bare, without, ahead, differs


@pytest.mark.timeout(300)
@pytest.mark.parametrize("script", scripts(HERE / "scripts"))
def test_scripts_as_people_write_them_do_the_same_and_waste_nothing(script):
    _, without, ahead, differs = compared(script)
    assert differs == [], ahead.err[-2000:]
    assert ahead.look_ahead["in_vain"] == 0
    assert ahead.calls == without.calls
    assert ahead.jobs <= without.jobs


@pytest.mark.timeout(300)
@pytest.mark.parametrize("script", scripts(HERE / "adversary"))
def test_scripts_made_to_waste_money_do_the_same_and_waste_little(script):
    _, without, ahead, differs = compared(script)
    assert differs == [], ahead.err[-2000:]
    vain = ahead.look_ahead.get("in_vain", ahead.calls - without.calls)  # a script that exits gives no report
    assert ahead.calls == without.calls + vain
    assert vain <= max(MOST_IN_VAIN, without.calls)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("script", scripts(OTHERS))
def test_scripts_of_others_do_the_same(script):
    _, _, ahead, differs = compared(script)
    assert differs == [], ahead.err[-2000:]
