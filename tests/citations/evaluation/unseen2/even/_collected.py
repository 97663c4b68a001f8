"""Where the documents of this half are collected."""

from tests.citations.evaluation.unseen2.common import Collector

case = Collector("unseen2 even")
