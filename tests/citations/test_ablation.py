"""What a heuristic is worth can be measured without it, and afterwards it is there again."""

import re
from pathlib import Path

from deferred.citations import candidates, contradictions, thresholds
from tests.citations.evaluation import ablation, fit


def test_a_heuristic_is_left_out_for_a_while_only() -> None:
    kept = contradictions._over
    with ablation.without(("contradictions", "", "_over", "")):
        assert contradictions._over("label", "before", "after") == ""
    assert contradictions._over is kept


def test_heuristics_are_functions_that_answer_with_yes_no_or_a_text() -> None:
    found = {f"{module}.{name}" for module, _, name, _ in ablation.heuristics()}
    assert {"contradictions._over", "labels._rival", "values._names_something"} <= found


def test_the_halves_that_are_set_aside_are_not_among_the_sets() -> None:
    assert not {"unseen2-even", "unseen3-even", "unseen4-even"} & set(ablation.SETS)


def test_a_threshold_is_another_one_for_a_while_only_and_in_every_module() -> None:
    kept = thresholds.LABELLED
    with fit.changed("LABELLED", 0.9):
        assert candidates.LABELLED == thresholds.LABELLED == 0.9
    assert candidates.LABELLED == thresholds.LABELLED == kept


def test_all_thresholds_are_in_the_table_and_are_fewer_than_forty() -> None:
    assert "LABELLED" in fit.names()
    assert len(fit.names()) < 40


def test_every_threshold_is_used() -> None:
    read = "".join(
        path.read_text("utf-8") for path in Path(thresholds.__file__).parent.glob("*.py") if path.stem != "thresholds"
    )
    assert not [name for name in fit.names() if not re.search(rf"\b{name}\b", read)]
