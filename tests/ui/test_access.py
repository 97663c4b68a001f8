"""Who may see the pages: those who have the address, on this machine, from its own pages; and what others wrote stays text."""

import html
import re
import signal
import subprocess
import urllib.request
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

import deferred
from deferred.cli import app, commands_ui
from deferred.core.errors import DeferredError
from deferred.ui.server import Server
from tests.support.calls import ask_claude
from tests.support.commandline import COMMAND

PAGES = ["/", "/results", "/spending", "/spending?by=tag", "/results?q=hostile", "/live/runs"]


def test_without_the_token_nothing_is_shown(visitor):
    wrong = f"/{visitor.base[1:-1]}{'a' if visitor.base[-1] != 'a' else 'b'}"
    for path in ("/", "/results", wrong, f"{wrong}/", f"{wrong}/results", "//", f"/x{visitor.base}/", "/style.css"):
        refused = visitor.bare(path)
        assert (refused.status, "question" in refused.text) == (403, False)
        assert "deferred ui" in refused.text
    assert len(visitor.base) > 30


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", ""])
def test_a_foreign_name_that_leads_here_is_refused(visitor, host):
    refused = visitor.get(Host=host)
    assert refused.status in {400, 421}  # without any, the server itself refuses it
    assert "first" not in refused.text


def test_localhost_is_this_machine_too(visitor):
    port = visitor.host.partition(":")[2]
    assert visitor.get(Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None, "http://127.0.0.1:1", "https://{host}"])
def test_buttons_of_other_pages_do_nothing(visitor, sim, origin):
    run = run_of(visitor, "second")
    before = len(sim.requests)
    refused = visitor.post(f"{run}/retry", Origin=origin and origin.replace("{host}", visitor.host))
    assert refused.status == 403
    assert visitor.get(f"{run}/cancel").status == 405
    assert len(sim.requests) == before


@pytest.mark.parametrize("path", [*PAGES, "/style.css", "/live.js", "/nothing"])
def test_every_answer_is_sealed(visitor, path):
    headers = visitor.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.odd = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src", "action"}]
        self.odd += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_what_others_wrote_stays_text(visitor):
    run = run_of(visitor, "first")
    [result] = re.findall(r'href="[^"]*(/result/[^"]*)"', visitor.get("/results?q=hostile").text)
    for path in (*PAGES, run, f"/live{run}", result, "/results?q=%3Cscript%3E&model=%22%3E%3Cimg&tag=%3Cb&job=%27"):
        page = visitor.get(path)
        assert page.status == 200
        tags = Tags(page.text)
        assert {"img", "iframe", "object", "b" if "results" in path else "img"} & set(tags.tags) == set()
        assert tags.tags.count("script") == (0 if "/live" in path else 1)  # ours
        assert tags.odd == []
        assert all(link.startswith((visitor.base, "#")) for link in tags.links)
        assert not set("\x00\x1b") & set(page.text)
    for path in ("/results?q=hostile", result):
        assert '<script>document.title="owned"</script>"><img src=x onerror=alert(1)>' in html.unescape(
            re.sub("</?mark>", "", visitor.get(path).text)
        )
        assert "&lt;script&gt;" in visitor.get(path).text


def test_the_styles_of_a_result_are_those_its_policy_allows(visitor):
    [result] = re.findall(r'href="[^"]*(/result/[^"]*)"', visitor.get("/results?q=hostile").text)
    assert re.search(r"style-src 'self' 'sha256-[\w+/=]{44}';", visitor.get(result).headers["content-security-policy"])


@pytest.mark.parametrize(
    "path", ["/run/none", "/result/none/0", "/result/x/99999999999999999999", "/spending?by=week", "/x"]
)
def test_what_is_not_there_is_said_in_words(visitor, path):
    found = visitor.get(path)
    assert found.status == 404
    assert "<h1>This cannot be shown</h1>" in found.text


def test_odd_numbers_in_an_address_are_taken_for_the_beginning(visitor):
    for start in ("-1", "x", "1e9", "9" * 40, "٣"):
        assert "Calls 1 to 6 of 6." in visitor.get(f"/results?start={start}".encode().decode("ascii", "ignore")).text


def test_a_port_that_another_program_has_is_named(visitor):
    port = int(visitor.host.partition(":")[2])
    with pytest.raises(DeferredError, match=f"port {port} of 127.0.0.1 cannot be used.*--port 0"):
        Server(None, (), {}, port)


def test_without_the_extra_the_command_says_what_to_install(sim, monkeypatch):
    monkeypatch.setattr(commands_ui, "_PACKAGES", ("jinja2", "no_such_package"))
    done = CliRunner().invoke(app.app, ["ui", "--no-browser"])
    assert 'needs no_such_package, which not every user has. Run: pip install "deferred[ui]"' in str(done.exception)


def test_without_a_ledger_the_command_says_so(sim):
    done = CliRunner().invoke(app.app, ["ui", "--no-browser"])
    assert "there is no ledger in .deferred" in str(done.exception)


def run_of(visitor, name):
    """Give the address of a run, without the token."""
    return re.search(rf'href="{visitor.base}(/run/[0-9a-f]+)">{name}', visitor.get().text)[1]


def test_the_command_prints_an_address_that_answers_until_it_is_interrupted(sim, claude, tmp_path):
    with deferred.batch(name="shown"):
        ask_claude(claude)
    command = [*COMMAND, "ui", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        assert "Ctrl+C ends it" in process.stdout.readline()
        with urllib.request.urlopen(address) as page:
            assert ">shown</a>" in page.read().decode()
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=30)[1]
    assert "Traceback" not in errors
