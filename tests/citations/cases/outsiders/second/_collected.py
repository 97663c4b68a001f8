"""Where the documents of this half are collected."""

from tests.citations.cases.outsiders.common import Collector

case = Collector("unseen2 odd")
