"""A local stand-in for the APIs of Anthropic, OpenAI, its family, Mistral, xAI and the Gemini Developer API."""

from deferred.simulator.base import Limits, Logged
from deferred.simulator.faults import Faults
from deferred.simulator.jobs import Job
from deferred.simulator.rows import Row
from deferred.simulator.server import Simulator

__all__ = ["Faults", "Job", "Limits", "Logged", "Row", "Simulator"]
