"""The pages: runs, one run, results, one result, spending; and what their buttons do."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from deferred.cli import spending
from deferred.cli.options import WAYS
from deferred.core.errors import DeferredError
from deferred.results import html
from deferred.storage.base import Ledger
from deferred.storage.pages import Chosen, RunTotals
from deferred.ui import rendering, runs, search
from deferred.ui.actions import Actions
from deferred.ui.guard import STYLE_HASH

if TYPE_CHECKING:
    from starlette.requests import Request

_RUNS = 50  # of a page
_FORM = 10_000  # bytes of a form, at most
_LOOKED_AT = 1_000  # jobs whose models and tags are offered to choose from


class Pages:
    """Answers the requests of one ledger; `routes` says which."""

    def __init__(self, ledger: Ledger, actions: Actions, base: str) -> None:
        """`base` begins every address: a slash and the token."""
        self._ledger, self._actions, self._base = ledger, actions, base
        self._templates = rendering.environment()

    def routes(self) -> list[Route]:
        """Return which address is answered by what."""
        return [
            Route("/", self._shown(self.list_runs)),
            Route("/live/runs", self._shown(self.list_runs, "_runs.html")),
            Route("/run/{run}", self._shown(self.one_run)),
            Route("/live/run/{run}", self._shown(self.progress_of_run, "_run.html")),
            Route("/run/{run}/cancel", self.cancel, methods=["POST"]),
            Route("/run/{run}/retry", self.retry, methods=["POST"]),
            Route("/results", self._shown(self.results)),
            Route("/result/{nonce}/{place:int}", self._shown(self.one_result)),
            Route("/spending", self._shown(self.spending)),
            Route("/style.css", lambda _: _file(html.RULES + rendering.static("style.css"), "text/css")),
            Route("/live.js", lambda _: _file(rendering.static("live.js"), "text/javascript")),
        ]

    # -- what each page shows ------------------------------------------------------------------------------------------

    def list_runs(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show a page of runs, the newest first."""
        page = _whole(request, "page")
        found = self._ledger.pages.runs(page * _RUNS, _RUNS + 1)
        shown = [(run, runs.state_of(run)) for run in found[:_RUNS]]
        return "runs.html", {"runs": shown, "page": page, "has_more": len(found) > _RUNS}

    def one_run(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show a run: its progress, its jobs by wave, what it cost, and why calls failed."""
        _, facts = self.progress_of_run(request)
        run = facts["run"]
        jobs = self._ledger.jobs.all(run=run.id)
        costs = {way: spending.added_up(jobs, way, {})[0] for way in ("model", "tag")}
        newest = [one.id for one in self._ledger.runs.all() if one.name == run.name][-1:]
        return "run.html", {**facts, "costs": costs, "causes": runs.causes_of(jobs), "is_newest": newest == [run.id]}

    def progress_of_run(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show what changes of a run while it goes on."""
        run, page = self._run(request), _whole(request, "page")
        return "_run.html", {
            "run": run,
            "state": runs.state_of(run),
            "waves": runs.waves_of(self._ledger, run, page),
            "notes": self._actions.notes(run.id),
            "is_under_way": self._actions.is_under_way(run.id),
            "page": page,
            "pages": -(-run.jobs // runs.JOBS),
        }

    def results(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show a page of results: of a run or of all, of a state, model, tag or job, with a text."""
        given = {
            name: request.query_params.get(name, "").strip() for name in ("run", "q", "state", "model", "tag", "job")
        }
        state = given["state"] if given["state"] in search.STATES else ""
        chosen = Chosen(
            run=given["run"], job=given["job"], model=given["model"], tag=given["tag"],
            is_open=True if state == "waiting" else False if state == "failed" else None,
            has_failures=state == "failed",
        )  # fmt: skip
        asked = search.Asked(chosen, given["q"], state, _whole(request, "start"))
        run = self._ledger.pages.run(given["run"]) if given["run"] else None
        some = self._ledger.pages.jobs(Chosen(run=given["run"]), 0, _LOOKED_AT)
        page = search.search(self._ledger, asked)
        before = max(0, asked.start - search.PAGE) if asked.is_plain and asked.start else None
        return "results.html", {
            "page": page, "asked": asked, "given": given, "run": run, "before": before,
            "states": search.STATES, **search.choices(some),
        }  # fmt: skip

    def one_result(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show a result: prompt, and the parsed value beside the texts that it cites."""
        found = search.call_at(self._ledger, request.path_params["nonce"], request.path_params["place"])
        if found is None:
            raise HTTPException(404, "the ledger has no such result")
        section, marks = html.section(found.result)
        digest = base64.b64encode(hashlib.sha256(marks.encode()).digest()).decode()
        request.scope["state"][STYLE_HASH] = f"sha256-{digest}"
        # Both are HTML in which what others wrote is escaped already.
        return "result.html", {"found": found, "section": Markup(section), "marks": Markup(marks)}  # noqa: S704

    def spending(self, request: Request) -> tuple[str, dict[str, Any]]:
        """Show what was spent, by day, run, model or tag."""
        by = request.query_params.get("by", WAYS[0])
        if by not in WAYS:
            raise HTTPException(404, f"spending is shown by {', '.join(WAYS)}")
        rows, total = spending.spending(self._ledger, by)
        return "spending.html", {"rows": rows[::-1] if by == "day" else rows, "total": total, "by": by, "ways": WAYS}

    # -- what buttons do -----------------------------------------------------------------------------------------------

    async def cancel(self, request: Request) -> Response:
        """Ask the providers to cancel a job of a run, or all its jobs."""
        form = await _form(request)
        await run_in_threadpool(lambda: self._actions.cancel(self._run(request), form.get("job", "")))
        return self._back(request)

    async def retry(self, request: Request) -> Response:
        """Begin to send the failed calls of a run again."""
        given = (await _form(request)).get("cost_limit", "").strip()
        try:
            limit = float(given) if given else None
        except ValueError as error:
            raise HTTPException(400, f"the cost limit {given!r} is no number of dollars; nothing was sent") from error
        await run_in_threadpool(lambda: self._actions.retry(self._run(request), limit))
        return self._back(request)

    # -- what they share -----------------------------------------------------------------------------------------------

    def _run(self, request: Request) -> RunTotals:
        run = self._ledger.pages.run(request.path_params["run"])
        if run is None:
            raise HTTPException(404, "the ledger has no such run")
        return run

    def _back(self, request: Request) -> Response:
        return RedirectResponse(f"{self._base}/run/{request.path_params['run']}", 303)

    def _shown(
        self, view: Callable[[Request], tuple[str, dict[str, Any]]], only: str = ""
    ) -> Callable[[Request], Response]:
        """Render what a view gives; `only` is the template of a part of the page."""

        def answer(request: Request) -> Response:
            try:
                template, facts = view(request)
            except DeferredError as error:  # the ledger cannot be read: say so, as the command line does
                raise HTTPException(503, str(error)) from error
            return HTMLResponse(self.render(only or template, **facts))

        return answer

    def render(self, template: str, **facts: Any) -> str:
        """Fill a template."""
        return self._templates.get_template(template).render(base=self._base, place=self._ledger.location, **facts)


def _file(text: str, kind: str) -> Response:
    return Response(text, media_type=f"{kind}; charset=utf-8")


def _whole(request: Request, name: str) -> int:
    """Return a number that an address gives; 0 if it is none."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0  # noqa: PLR2004 - far beyond a trillion


async def _form(request: Request) -> dict[str, str]:
    """Read a short form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM:
            raise HTTPException(413, "that form is too long")
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
