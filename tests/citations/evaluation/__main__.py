"""How well fields are traced: `python -m tests.citations.evaluation [--errors] [--speed] [--ablate [NAME]] [--only SET]`."""

from __future__ import annotations

import argparse

from tests.citations.evaluation import ablation, sets, speed
from tests.citations.evaluation.score import Outcome, Tally, evaluate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every wrong and missed field")
    parser.add_argument("--speed", action="store_true", help="time a model of 30 fields over a document of 100 pages")
    parser.add_argument("--ablate", nargs="?", const="", help="tell what is lost without each heuristic (of this name)")
    parser.add_argument("--only", choices=sets.NAMES, help="one set of cases")
    arguments = parser.parse_args()
    if arguments.speed:
        print(speed.report())
        return
    if arguments.ablate is not None:
        for line in ablation.report(arguments.ablate):
            print(line, flush=True)
        return
    for name in [arguments.only] if arguments.only else sets.NAMES:
        show(name, evaluate(sets.cases(name)), errors=arguments.errors)
    if not arguments.only:
        show("all", evaluate(sets.all_cases()), errors=False)


def show(name: str, outcome: Outcome, *, errors: bool) -> None:
    print(f"\n{name}: {outcome.cases} cases, {outcome.fields} fields")
    rows = [*sorted(outcome.kinds.items()), *((f"[{key}]", tally) for key, tally in sorted(outcome.providers.items()))]
    rows += [(f"({key})", tally) for key, tally in sorted(outcome.shapes.items())]
    for label, tally in [*rows, ("TOTAL", outcome.total)]:
        print(row(label, tally))
    if errors:
        print("\n".join(outcome.errors))


def row(label: str, tally: Tally) -> str:
    return (
        f"  {label:28} precision {tally.precision:6.1%}  recall {tally.recall:6.1%}  F1 {tally.f1:.3f}"
        f"  wrong {tally.wrong}/{tally.right + tally.wrong}"
    )


if __name__ == "__main__":
    main()
