"""Words whose first or last letters deny the rest, told by rule: un-, in-, dis-, non-, -less."""

from __future__ import annotations

from assistant.checking.words import stem

# What begins like this denies the rest of the word; the rest may begin with these letters only.
_DENYING_PREFIXES = (
    ("un", ""),
    ("non", ""),
    ("dis", ""),
    ("mis", ""),
    ("il", "l"),
    ("ir", "r"),
    ("im", "bmp"),
    ("in", "acdefghjkoqstuv"),
)
_SHORTEST_REST = 4
# Two words with these before the same rest say the contrary: overpaid, underpaid.
_FACING_PREFIXES = {
    "over": ("~", 1),
    "under": ("~", -1),
    "out": ("^", 1),
    "in": ("^", -1),
    "up": ("%", 1),
    "down": ("%", -1),
    "pre": ("<", 1),
    "post": ("<", -1),
    "en": ("&", 1),
    "dis": ("&", -1),
}
# Words that begin like this and whose rest is another word all the same.
_NOT_DENIALS = frozenset(
    map(
        stem,
        """increase inform information invest investor investment inside insider income insure
        insurance intend intense intent intention install instead institute intact invent involve
        input inlet inland inmate insight inject inner index induce inflate infect infer inhabit
        insert incline indebted indoor indoors inflow inhale inherit intake intern inspect inset
        inroad incumbent inborn invoice inquire inspire invite invaluable infamous indifferent
        incorporate industry intelligence instance incident influence interest infant indicate
        import imported importer impress improve improvement impose impact implant impart impeach
        imprison improvise impulse immigrant immigration important imply impound imprint implement
        discover discovery display disease dispatch distance dispose discount discharge dispute
        discuss distract distribute dissent distort distinct distress disclose disclosure discourse
        dismay dismiss dismissal disperse disguise dissolve distant disturb dismantle dispense
        displace discard discard disarray distaste district disaster discipline disrupt disco
        mission missile mister mistake mistaken misery mischief misgiving missing
        under underground unit united union unite unique uniform uniformed universe universal
        university until unanimous unison unveil unleash unfold unearth unrest unless uncle undergo
        undertake unravel nonetheless nonsense homeless wireless regardless nevertheless priceless
        unpack unwind""".split(),
    )
)
_NOT_PREFIXED = ("under", "uniform", "unit", "univers", "uniq", "inter", "intro", "underst")
# Rarer prefixes deny only what is named here.
_NAMED = {
    stem("de" + word): stem(word)
    for word in """activate stabilise stabilize centralise centralize regulate criminalise
    criminalize commission escalate compress congest forest populate value militarise militarize
    classify humanise humanize industrialise nationalise""".split()
}


def denied_part(word_stem: str) -> str | None:
    """What a word with a denying prefix or ending denies, as a stem; None for other words."""
    if word_stem in _NAMED:
        return _NAMED[word_stem]
    if word_stem in _NOT_DENIALS:
        return None
    if word_stem.endswith("less") and len(word_stem) > 6:
        return stem(word_stem[:-4])
    if word_stem.startswith(_NOT_PREFIXED):
        return None
    for prefix, following in _DENYING_PREFIXES:
        rest = word_stem[len(prefix) :]
        if word_stem.startswith(prefix) and len(rest) >= _SHORTEST_REST - (prefix == "un"):
            return rest if not following or rest[0] in following else None
    return None


def affirmed_part(word_stem: str) -> str | None:
    """What a word that ends in -ful is full of, as a stem; None for other words."""
    return stem(word_stem[:-3]) if word_stem.endswith("ful") and len(word_stem) > 6 else None


def facing_part(word_stem: str) -> tuple[str, int] | None:
    """A key for words that differ only in over- and under- or the like, and which it is."""
    if word_stem in _NOT_DENIALS and not word_stem.startswith(("indoor", "inflow", "inside")):
        return None
    for prefix, (mark, sign) in _FACING_PREFIXES.items():
        rest = word_stem[len(prefix) :]
        if word_stem.startswith(prefix) and len(rest) >= _SHORTEST_REST - 1:
            return f"{mark}{rest}", sign
    return None
