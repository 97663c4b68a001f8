"""A browser for the tests of pages, where one is installed."""

import contextlib
import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")


def program():
    """Give the path of a Chromium; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def windows(browser):
    """Give what opens a file in a window of its own, whose `asked` lists what it asked for or complained of."""
    contexts = []

    def show(path, scheme="light", size=(1280, 800)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        view = context.new_page()
        view.asked = []
        view.on("request", lambda one: view.asked.append(one.url))
        view.on("dialog", lambda dialog: view.asked.append("dialog"))
        view.on("console", lambda one: view.asked.append(one.text) if one.type == "error" else None)
        view.goto(path.as_uri())
        return view

    yield show
    for context in contexts:
        context.close()


def contrast(view, selector):
    """Compare the brightness of the text of an element with what is behind it, as accessibility guides do."""
    return view.evaluate(
        """selector => {
            const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => (v /= 255) <= 0.03928
                ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const element = document.querySelector(selector);
            let behind = element;
            while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
            const pair = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light).sort();
            return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        }""",
        selector,
    )
