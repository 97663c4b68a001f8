"""What a clause says of its label: yes, no, or neither. What is not plainly one of them is neither.

The words are those of English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Norwegian and
Danish, folded as `searchable` folds a text. An answer in a word that is not here says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from deferred.citations.vocabulary import Predicate, stem

_YES = (
    r"yes|true|ja|jawohl|oui|si|sim|tak|included|inbegriffen|inklusive|inclus(?:e|es|o|a)?|incluid[oa]s?|inbegrepen|"
    r"required|applicable|enabled|available|vorhanden|verfugbar|disponible|disponivel|disponibile|beschikbaar|"
    r"dostepn[aey]|allowed|permitted|erlaubt|gestattet|autorisee?s?|permis(?:e|es)?|permitid[oa]s?|ammess[oaie]|"
    r"consentit[oaie]|toegestaan|dozwolon[aey]|tillaten|tillatt?|tilladt|agreed|accepted|granted|approved|confirmed|"
    r"active|present|provided|covered|given|obtained|completed?|installed|mandatory|compulsory|positive?"
)
_NO = (
    r"no|false|none|n/a|nein|non|nee|nie|nej|nei|nao|nil|nul|null|not|never|nicht|pas|niet|ikke|inte|unavailable|"
    r"inactive|disabled|denied|rejected|excluded|prohibited|forbidden|refused|declined|waived|absent|missing|negative?|"
    r"brak|kein(?:e[rnms]?)?|aucune?|ningun[oa]?|nessun[oa]?|nenhuma?|"
    r"geen|ingen|inget|inga|untersagt|verboten|ausgeschlossen|unmoglich|interdite?s?|exclu[es]?s?|prohibid[oa]s?|"
    r"vietat[oaie]|proibid[oa]s?|verboden|uitgesloten|zabronion[aey]|wykluczon[aey]|forbudt|forbjudet"
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|cannot|none|nothing|nobody|n/a|nichts|niemand|rien|nada|nadie|niente|yok\w*|"
    r"(?:under|in|on|at|by) no (?:\w+ )?(?:circumstances?|case|event|way|account|time|means)|"
    r"nicht|nie|niemals|keinesfalls|keineswegs|kein(?:e[rs]?|s)?(?= (?:vorhanden|moglich|erlaubt|gestattet)|[.,;]|$)|"
    r"pas|jamais|(?:ne|n') ?\w+ (?:plus|guere|point)|(?<!ou )non|"
    r"nunca|jamas|tampoco|no (?:se|es|esta\w*|son|hay|tiene\w*|incluy\w*|permit\w*|admit\w*|acept\w*|pued\w+|ha[ny]?|"
    rf"sera\w*|fue\w*|dispon\w+|proced\w+|{_YES})|nao|niet|nooit|nigdy|ikke|ikkje|inte|ej|aldri|aldrig)\b|n't\b|"
    r"\bnie(?= \w)"
)
_DENIAL = re.compile(
    r"\b(?:exclu(?:d\w*|[eo]s?|s[oa])|prohib\w+|forb[ij]d\w*|forbud\w*|forbjud\w*|waiv\w*|lacks?|lacking|absent|missing|decline[sd]?|"
    r"refus\w*|denied|unavailable|impossible|untersagt\w*|verboten\w*|ausgeschlossen\w*|unmoglich|unzulassig|entfallt|"
    r"abst(?:enir|iene\w*)|lapses?|(?:was|were|is|are) lost|lost by|fail(?:s|ed) to|"
    r"quit|ceased?|g[ai]ven? up|0(?:[.,]0+)? ?%|depourvus?|devoid|"
    r"interdit\w*|vietat\w*|proibi[dt]\w*|verboden|uitgesloten|zabronion\w*|wykluczon\w*|niedozwolon\w*|niemozliw\w*)\b"
)  # a denial that is negated is none: "shall not be refused"
# These deny what follows them, not what precedes.
_NONE_OF = re.compile(
    r"\b(?:no|without|kein\w*|ohne|aucun\w*|sans|sin|ningun\w*|nessun\w*|senza|nenhum\w*|sem|geen|zonder|bez|brak|"
    r"без|zad(?:en|na|ne|nych|nego)|ingen|inga|inget|utan|uten|uden)\b"
)
_AT_NO_COST = re.compile(
    r"\b(?:no|without|any) (?:(?:extra|additional|further) )?(?:charges?|costs?|fees?|surcharge)\b"
)
_EXCEPTION = re.compile(
    r"\b(?:unless|except|provided that|save (?:as|where|that)|other than|until|if and only|sofern|sauf|salvo|"
    r"not only|no later than|not less than|not more than|no more than|no less than|not limited)\b"
)
_CLAUSE = re.compile(r"[.!?;]\s|\n\s*\n|,\s(?:but|and|so|however|while|whereas|although)\b")
_PREFIXED = "(?:non|un|in|dis|im|ir|nie|nicht|ex)-?"

TICKED, EMPTY = r"☑|☒|✓|✔|\[ ?x ?\]", r"☐|✗|✘|\[ ?\]"
_PREDICATE = re.compile(rf"^[^\W_]*(?: (?:is|are|ist|sind|est|sont))? (?:{_YES}|{_NO})\b")
_PAY = "charge|cost|fee|extra|additional|limit|problem|restriction|aufpreis|gebuhr|frais|costo"
_ALONE = r"n|0|off|without|ohne|sans|sin|senza|sem|zonder|bez"
_ENDS = r"(?=\s*(?:[.,;)\]<}]|$))"  # a single letter is an answer where nothing follows it
_SAID = re.compile(
    rf"(?P<no>{EMPTY}|(?:{_NO})\b(?! (?:{_PAY}))|(?:{_ALONE}){_ENDS})|"
    rf"(?P<yes>{TICKED}|(?:{_YES})\b|(?:y|j|s|x|1|on){_ENDS})"
)
_AT_END = re.compile(
    r"(?:(?P<no>\b(?:false|nein|nee|nej)|不可|不要|なし|無|ません|[×✕])|"
    r"(?P<yes>\b(?:true|yes|ja|oui|tak)|あり|有|可|可能です|必要|必須|済み?|[○◯]))$"
)
_PLAIN = re.compile(
    rf"^[\s.?>*-]{{0,12}}(?:(?P<no>{EMPTY}|(?:no|nein|non|nee|nej|nei|nao|nie|false|n|0){_ENDS})|"
    rf"(?P<yes>{TICKED}|(?:yes|true|ja|oui|tak|sim)\b(?! ?(?:/|or\b))|(?:si|y|x|1){_ENDS}))"
)
_BOTH = re.compile(rf"^(?:{_YES}|y)\b ?(?:/|or|oder|ou|o|of)? ?(?:{_NO}|n)\b|^(?:{_NO}|n)\b ?(?:/|or) ?(?:{_YES}|y)\b")
_BOX = f"(?:{TICKED}|{EMPTY})"
_CHOICE = "yes|ja|oui|si|sim|tak|y|no|nein|non|nee|nej|nei|nao|nie|n"
_BOXES = re.compile(rf"^\s*(?P<answer>{_CHOICE}) ?(?P<first>{_BOX})[ ,/]*(?:{_CHOICE}) ?(?P<second>{_BOX})")
_BOXED = re.compile(rf"^[\s.:?_]*(?P<first>{_BOX}) ?(?P<answer>{_CHOICE})\b[\s,/]*(?P<second>{_BOX}) ?\w")
_ASKED = re.compile(r"^[^?]*\?\s*(?:(?:a|answer|antwort|reponse|r)\s?[:.]\s*)?(?P<answer>.*)$", re.DOTALL)
_SEPARATOR = re.compile(
    r"""^(?P<between>[^:=?|.;,]{0,60}?)\s*(?:(?:(?<!\d):|:(?!\d))|[=?|]|\.{3,})[\s:=|.?>*"'-]*(?P<answer>.*)$""",
    re.DOTALL,
)
_PAIRED = re.compile(r"""^["']?\s*,\s*["']?value["']?\s*[:=]\s*["']?(?P<answer>\w+)""")  # {name: DEBUG, value: "false"}
_VERB = re.compile(
    r"\b(?:is|are|was|were|will|shall|may|can|must|ist|sind|wird|est|sont|es|son|sono|zijn|jest|sa|er)\b"
)
_COMMA = re.compile(r",(?!\d)")
_LISTED = re.compile(r"(?:^|.*\s)(?:and|or|nor|und|oder|noch|et|ou|ni|o|y|ne|e|i|lub|en|of|och|eller|og)\s")
_LEFT_OPEN = re.compile(rf"{_VERB.pattern}\s*$")  # "the term can, at our discretion, not be extended"
_GOES_ON = re.compile(
    rf"\s*(?:(?:which|that|it|this|der|die|das|qui|que|che)\s)?(?:(?:however|therefore|also|hereby)\s)?(?:{_VERB.pattern}|"
    rf"(?:darf|durfen|kann|konnen|werden|peut|puede|puo)\b|"
    rf"(?:not|nicht|non|pas|no|niet|ikke|inte|nie)(?:\s(?:be\s)?(?:{_YES})\b|\W*$))|\s*(?:{_YES}|{_NO})\W*$"
)
_BOX_BEFORE = re.compile(rf"(?:(?P<yes>{TICKED})|(?P<no>{EMPTY}))\s*$")
_OPEN = re.compile(
    r"\b(?:pending|awaiting|unknown|unclear|undecided|unconfirmed|optional|tb[acd]|"
    r"to be (?:confirmed|agreed|decided|determined|advised|announced)|on request|upon request|auf anfrage|sur demande|"
    r"hardly|scarcely|barely|kaum|guere|apenas|nauwelijks|ledwo|knappt|neppe|"
    r"see (?:also )?(?:the )?(?:above|below|overleaf|clauses?|sections?|pages?|annex|appendix|schedule|notes?|article)|"
    r"siehe|voir (?:article|annexe|page)|remains? to|still to|yet to)\b"
)
_IF = re.compile(
    r"\b(?:if|whether|in case|in the event|wenn|falls|jesli|jezeli|czy|indien|hvis|dersom)\b[^,;:]*$|"
    r"^\W*(?:si|se (?:il|la|lo|gli|le|os?|as?|una?|uma?)|om|als|caso)\s[^,;:]*$"
)
_STILL = re.compile(r"\b(?:is|are|was|were|has|have|had|needs?) to be (?:\w+ )?$")
_LEGEND = re.compile(r"(?:[(\[]\w{1,3}[)\]]|[*†‡§#]{1,3}|\b\w{1,2})\s*=\s*$|[(\[]\w{1,3}[)\]]\s*[:-]\s*$")
_DEFINED = re.compile(
    r"""^["'\s]*(?:means|shall mean|has the meaning|bezeichnet|bedeutet|designe|significa|oznacza)\b"""
)


def answer(text: str) -> bool | None:
    """Tell what an answer says, as it stands in a form or in the cell of a table; None where it says neither."""
    said = text.strip().lstrip("(").rstrip("\"'")
    if boxes := _BOXES.match(said):
        return _of_boxes(boxes)
    match = _SAID.match(said)
    if match is None or _BOTH.match(said) or _OPEN.search(said):
        return None
    return match["yes"] is not None


def ends_in_answer(text: str) -> bool | None:
    """Tell what a cell says that is an answer, or ends in one where words are not parted; None where it is none."""
    match = _AT_END.search(text)
    return match and match["yes"] is not None


def is_answer(text: str) -> bool:
    """Tell whether a text is an answer and nothing else: the cell of a column of yes and no."""
    match = _SAID.fullmatch(text.strip())
    return match is not None


def polarity(clause: str, needed: Sequence[str], predicate: Predicate | None = None) -> bool | None:
    """Tell whether a folded clause affirms its label; None where it says neither.

    Args:
        clause: the clause, as a form's line or a sentence.
        needed: the beginnings of the label's words, which are all in it.
        predicate: what the label says of its subject, of which a sentence has to speak.
    """
    places = [clause.find(word) for word in needed]
    first, last = min(places), max(places)
    before, tail = clause[:first], re.sub(r"^[^\W_]*", "", clause[last:])
    if _LEGEND.search(before):
        return None
    if boxed := _BOXED.match(tail) or _BOXES.match(tail):
        return _of_boxes(boxed)
    if plain := _PLAIN.match(tail):
        return plain["yes"] is not None
    if asked := _PAIRED.match(tail) or _ASKED.match(tail):
        return answer(asked["answer"])
    form = _SEPARATOR.match(tail)
    if form and (said := answer(form["answer"])) is not None:
        return said != bool(_denials(form["between"], needed))
    of_sentence = form and re.search(r"[a-z]{2}", before) and (form["between"] or _NEGATION.search(before))
    if form and not (of_sentence or _VERB.search(form["between"]) or _denials(form["between"], needed)):
        return None  # an answer in a word that is not known
    if box := _BOX_BEFORE.search(before):
        return box["yes"] is not None
    own = _own_part(own_clause(clause, first, last), needed)
    return None if own is None else _of_part(own, needed, predicate)


def _of_part(own: str, needed: Sequence[str], predicate: Predicate | None) -> bool | None:
    """Tell whether a sentence affirms a label, if it speaks of what the label says."""
    if predicate and predicate.is_denied(own) and not denies(own):
        return False
    if predicate and not predicate.is_told(own) and not _is_none_of(own, needed):
        return None
    return _of_sentence(own, needed)


def _of_boxes(boxed: re.Match[str]) -> bool | None:
    """Tell which of two answers is ticked; None where both or neither is."""
    first, second = (bool(re.fullmatch(TICKED, boxed[name])) for name in ("first", "second"))
    if first == second:
        return None
    return (answer(boxed["answer"]) is True) == first


def _own_part(main: str, needed: Sequence[str]) -> str | None:
    """Give what a sentence says of the label, without what its commas part from it; None where that is not clear.

    "Flood excluded, theft included" answers both, and in "insured, not hazardous" the "not" is of the latter alone.
    """
    parts = _COMMA.split(main)
    own = next((number for number, part in enumerate(parts) if all(word in part for word in needed)), -1)
    if own < 0:
        return main
    reach = max(parts[own].find(word) for word in needed)
    if _PREDICATE.match(parts[own][reach:]):
        return parts[own]
    before, rest = ",".join(parts[:own]), ",".join(parts[own:])
    if denies(before) and not denies(parts[own]) and not _LISTED.search(rest):
        return None
    left_open = _LEFT_OPEN.search(parts[own])
    after = [part for part in parts[own + 1 :] if left_open or _LISTED.match(part) or _GOES_ON.match(part)]
    return ",".join([*parts[: own + 1], *after])


def _of_sentence(main: str, needed: Sequence[str]) -> bool | None:
    """Tell whether a sentence affirms: whether it is negated an even number of times, and no if, question or wish."""
    places = [max(main.find(word), 0) for word in needed]
    before, tail = main[: min(places)], re.sub(r"^[^\W_]*", "", main[max(places) :])
    still = _STILL.search(main[: max(places)]) and not denies(before)
    if _IF.search(before) or still or _DEFINED.match(tail) or _OPEN.search(main):
        return None
    prefixed = any(re.search(rf"\b{_PREFIXED}{re.escape(word)}", main) for word in needed)
    return (_denials(main, needed) + prefixed) % 2 == 0


def _denials(text: str, needed: Sequence[str]) -> int:
    """Count in how many ways a text denies: by a negation, and by a word that is one."""
    plain = _AT_NO_COST.sub("", text)
    reach = max(plain.find(word) for word in needed)
    negated = bool(_NEGATION.search(plain) or _NONE_OF.search(plain[: max(reach, 0)]))
    return negated + any(not _is_label(word, needed) for word in _DENIAL.findall(plain))


def _is_none_of(main: str, needed: Sequence[str]) -> bool:
    """Tell whether a sentence says of the label that there is none: "no pets"."""
    return bool(re.search(rf"{_NONE_OF.pattern}(?: [\w-]+){{0,2}} $", main[: max(0, min(map(main.find, needed)))]))


def _is_label(denial: str, needed: Sequence[str]) -> bool:
    """Tell whether a denial is of the label itself: what is "waived" may be asked for."""
    return any(stem(word) in needed for word in denial.split())


def denies(text: str) -> bool:
    """Tell whether a folded text denies anything."""
    return any(pattern.search(text) for pattern in (_NEGATION, _DENIAL, _NONE_OF))


def negates(clause: str) -> bool:
    """Tell whether a folded clause is negated."""
    return bool(_NEGATION.search(clause))


def own_clause(clause: str, first: int, last: int) -> str:
    """Give the part of a sentence that the words are in, without its exceptions ("unless ... does not")."""
    left, right = 0, len(clause)
    for cut in _CLAUSE.finditer(clause):
        if cut.end() <= first:
            left = cut.end()
        elif cut.start() >= last:
            right = cut.start()
            break
    for exception in _EXCEPTION.finditer(clause, left, right):
        if exception.start() > first:
            right = min(right, exception.start()) if exception.start() > last else right
        elif exception.group().startswith("no"):
            return clause[exception.end() : right]
        else:
            comma = clause.find(",", exception.end())
            left = comma + 1 if 0 <= comma < first else left
    return clause[left:right]
