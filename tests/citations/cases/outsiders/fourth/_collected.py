"""Where the documents of this half are collected, and how an enum is written in them."""

from tests.citations.cases.outsiders.common import E_, Collector

__all__ = ["E_", "case"]

case = Collector("unseen4 odd")
