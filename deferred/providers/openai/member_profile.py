"""The profiles of the members of the family: OpenAI's, but for addresses and prices."""

from __future__ import annotations

from urllib.parse import quote

from deferred.core.profile import Discount, Media, Prices, Profile, RequestShapes, Wire
from deferred.providers.openai import requests
from deferred.providers.openai.family import Member
from deferred.providers.openai.members import OWN_SDKS
from deferred.providers.openai.profile import PROFILE


def profile_for(member: Member) -> Profile:
    """Make the profile of a member from its row.

    Nothing is known of its ways with pictures, regions, tools or caches: what OpenAI publishes holds for OpenAI alone.
    """
    read = PROFILE.prices
    sdk, address_variable, client_path = OWN_SDKS.get(member.name, (None, "", ""))
    return Profile(
        name=member.name,
        wire=Wire(
            hosts=member.hosts,
            home=member.home,
            key_variables=(member.key_variable,),
            address_variable=address_variable,
            client_path=client_path,
            variable_prefixes=(address_variable.partition("_")[0] + "_",) if address_variable else (),
            models="/models",
            live_url=_of_deployments if member.creation.has_deployments else PROFILE.wire.live_url,
            units=PROFILE.wire.units,
        ),
        prices=Prices(
            library=member.price.library,
            batch=Discount(member.price.share, is_certain=True, source=member.price.source),
            usage=read.usage,
            uses=read.uses,
            input_rates=read.input_rates,
            cached_input_rates=read.cached_input_rates,
            kinds=read.kinds,
            flavour=read.flavour,
        ),
        media=Media(),
        replies=PROFILE.replies,
        phantoms=PROFILE.phantoms,
        requests=RequestShapes("body", requests.request, requests.endpoint_of),
        sdk=sdk,
    )


def _of_deployments(base_url: str, endpoint: str, model: str) -> str:
    """Return the address of a live call where each model has its own, unless the address names a version."""
    if base_url.endswith("/v1"):
        return PROFILE.wire.live_url(base_url, endpoint, model)
    return PROFILE.wire.live_url(f"{base_url}/deployments/{quote(model, safe='')}", endpoint, model)
