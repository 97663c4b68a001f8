"""The table of docs/providers.md of the providers with OpenAI's API is what the data says."""

from deferred.providers import USABLE
from tests.support import places

OWN = {"azure": "openai.AzureOpenAI", "groq": "groq", "together": "together", "mistral": "mistralai"}
HEAD = "| `hosts` name | clients | endpoints | window | discount | a lost create is found by |"


def row_of(member):
    """Write a member's row."""
    own = OWN.get(member.name)
    clients = f"`{own}`, `openai`" if own else "`openai`"
    endpoints = ", ".join(f"`{path.removeprefix('/')}`" for path in member.endpoints)
    return (
        f"| `{member.name}` | {clients} | {endpoints} | {member.creation.window} | {discount_of(member.price)} | "
        f"{member.found_by} |"
    )


def discount_of(price):
    """Write a discount: for all models, or for some."""
    if price.discounts:
        return ", ".join(f"{share * 100:.0f} % ({model})" for model, share in price.discounts.items())
    return f"{price.discount * 100:.0f} %" if price.discount else "none published"


def test_the_table_of_members_is_what_the_data_says():
    text = (places.DOCS / "providers.md").read_text("utf-8")
    table = text[text.index(HEAD) :].split("\n\n")[0].splitlines()
    assert table[2:] == [row_of(member) for member in USABLE.values() if member.name != "openai"]


def test_each_member_is_a_row_of_at_most_fifteen_lines():
    source = (places.ROOT / "deferred" / "providers" / "openai" / "members.py").read_text()
    rows = source[source.index("GROQ = ") : source.index("# Servers of one's own")].split("\n)  # fmt: skip\n")
    assert all(len(row.strip().splitlines()) < 15 for row in rows)
