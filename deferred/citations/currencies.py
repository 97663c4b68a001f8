"""Currencies by code, sign and word."""

from __future__ import annotations

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "zł": "PLN"}
CURRENCIES = frozenset(
    (
        "USD EUR GBP JPY INR CHF CAD AUD NZD CNY SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ZAR BRL MXN ARS CLP "
        "COP PEN SGD HKD KRW TWD THB IDR MYR PHP VND AED SAR QAR KWD ILS EGP NGN KES GHS MAD PKR BDT LKR ISK"
    ).split()
)
_CURRENCY_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "rupees": "INR",
    "rs": "INR",
    "francs": "CHF",
    "fr": "CHF",
    "kr": "SEK",
    "eur": "EUR",
}


def currency_of(mark: str) -> str:
    """Give the code of a sign, a word or a code in any case; empty where it is none."""
    code = mark.upper().rstrip("$")
    known = SYMBOLS.get(mark) or _CURRENCY_WORDS.get(mark.lower()) or (code if code in CURRENCIES else "")
    return known or ("USD" if mark.endswith("$") else "")
