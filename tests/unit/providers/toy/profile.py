"""The profile of the toy: what it charges for, and what its responses say."""

from deferred.citations.citation import Reading, in_order
from deferred.core.profile import Prices, Profile, Replies, Wire
from deferred.core.usage import Usage


def read(body):
    """Read a response: its text, and no citations."""
    return Reading(in_order([(body["toy_text"], ())]))


PROFILE = Profile(
    name="toy",
    wire=Wire(home="http://toy.example"),
    prices=Prices(usage=lambda body: Usage(body["units"], body["units"])),
    replies=Replies(reader=__name__, is_answer=lambda body: "toy_text" in body),
    telemetry_name="toys",
)
