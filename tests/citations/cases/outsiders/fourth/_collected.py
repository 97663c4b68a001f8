"""Where the documents of this half are collected, and how an enum is written in them."""

import re
from enum import Enum

from tests.citations.cases.outsiders.common import Collector

case = Collector("unseen4 odd")


def E_(name: str, *values: str) -> type[Enum]:
    return Enum(name, {re.sub(r"\W+", "_", one).upper(): one for one in values})
