# ruff: noqa: E501 - tables of words are easier to read with one entry a line
"""Words that say the contrary of each other, and words that deny what comes after them."""

from __future__ import annotations

from functools import lru_cache

from assistant.checking.words import stem

# One scale a line: words of its one end | words of the other.
_SCALES = """
rise increase grow climb gain raise surge soar jump higher expand boost escalate upward up accelerate swell rocket skyrocket heighten upturn improve uptick enlarge widen augment | fall decrease drop decline shrink reduce lower cut diminish dwindle plunge plummet slump down downward contract slip sink slide lessen curb slash tumble dip ease slow downturn narrow shorten trim thin halve
more greater larger bigger | less fewer smaller lesser
many majority numerous most often frequently commonly common usually | few minority rarely seldom rare infrequently scarce unusual
approve accept pass endorse ratify agree adopt back support uphold favour favor embrace welcome confirm backing grant greenlight consent supporter | reject refuse oppose decline veto block ban disapprove rebuff spurn dismiss disagree against overturn quash overrule object opponent deny resist shelve denounce criticise criticize condemn
create add | cut eliminate axe shed
allow permit authorise authorize let legalise legalize enable licence license legal lawful allowed legitimate | ban prohibit forbid bar outlaw block prevent disallow forbidden veto illegal unlawful criminalise criminalize
require mandatory compulsory obligatory necessary must oblige | optional voluntary unnecessary needless exempt waive
win victory triumph victorious beat defeat | lose defeated loser
succeed manage achieve accomplish | fail failure fall-short unsuccessful
begin start launch commence open initiate introduce resume establish found onset | end stop cease finish conclude terminate halt close quit discontinue suspend abolish scrap dissolve expire
continue keep remain carry-on persist retain maintain stay persist preserve resume proceed | stop cease end halt abandon discontinue quit drop suspend cancel interrupt leave scrap shelve postpone
open reopen unlock | close shut closure lock shutter seal
hire employ recruit appoint | fire dismiss sack lay-off resign axe
buy purchase acquire | sell
import | export
admit acknowledge confess concede confirm affirm | deny dispute reject contradict refute
guilty convict condemn | innocent acquit exonerate clear absolve
include contain comprise have feature | exclude omit leave-out lack miss without
know aware recognise recognize informed familiar | unaware ignorant unknown oblivious unfamiliar
remember recall | forget
true correct accurate right correctly accurately rightly properly truthful valid genuine authentic real | false incorrect wrong wrongly inaccurate erroneous erroneously mistaken mistakenly untrue fake forged counterfeit invalid bogus incorrectly fraudulent
safe secure harmless safely | dangerous unsafe hazardous risky insecure harmful perilous
strong robust powerful strengthen stronger | weak feeble weaken weaker frail fragile
good better best well improve improvement improved benefit beneficial positive favourable favorable | bad worse worst poorly deteriorate worsen deterioration harm detrimental negative unfavourable adverse
first earliest beginning | last final latest
early earlier sooner premature | late later delayed
old elder elderly older ancient | young new younger youngest modern recent
oldest | youngest newest
long longer longest lengthy | short shorter shortest brief
high highest tall taller tallest peak maximum | low lowest minimum
largest biggest greatest most | smallest least fewest
fast quick rapid faster quickly rapidly swift | slow slower slowly gradual
rich wealthy affluent | poor impoverished
hot warm warmer hottest warmest | cold cool cooler coldest coolest
dry arid drier driest | wet humid wetter wettest rainy
full fill | empty vacant
inside indoor indoors within interior | outside outdoor outdoors exterior
before prior beforehand | after afterwards afterward following
above over | below under beneath underneath
ahead front | behind trail
north northern northward | south southern southward
east eastern eastward | west western westward
left leftist | right rightist
male man boy father son brother husband men he | female woman girl mother daughter sister wife women she
present attend attendance | absent absence boycott
public publicly open openly | private privately secret secretly
temporary temporarily interim provisional | permanent permanently
domestic internal national home | foreign external overseas abroad
urban city | rural countryside
arrive enter arrival entry join | leave depart departure exit withdraw quit
join enter | leave quit withdraw
arrest detain imprison jail custody | release free acquit
survive live alive survival | die kill dead death perish
build construct create erect | destroy demolish dismantle raze ruin
protect defend safeguard | endanger threaten attack
attack offensive | defend defense defence defensive
borrow | lend loan
give donate provide offer hand supply | withhold deprive confiscate
add append | remove delete subtract deduct erase
accept take | refuse decline reject spurn
ask question | answer reply respond
recommend advise | warn discourage
cause trigger provoke | prevent avert
heed notice regard consider observe obey follow comply honour honor | ignore disregard overlook neglect violate break breach flout disobey defy
encourage urge promote spur foster invite | discourage deter dissuade hinder impede inhibit
love like enjoy adore | hate dislike detest loathe
praise commend applaud hail | criticise criticize condemn denounce blame
profit profitable surplus | loss deficit unprofitable
guarantee ensure | jeopardise jeopardize
public | secret confidential
visible appear emerge | invisible disappear vanish hidden
likely probable | unlikely improbable
possible able can feasible capable | impossible unable incapable infeasible
easy easily simple | difficult hard tough complicated
cheap cheaper inexpensive affordable | expensive dear costly costlier
active activate enable | inactive disable deactivate dormant
on | off
allied ally friend friendly | enemy hostile foe adversary
sunrise dawn morning | sunset dusk evening
same identical equal similar | different unequal dissimilar differ
agree agreement unanimous | disagree disagreement dispute
peace ceasefire truce | war
optimistic confident hopeful | pessimistic doubtful doubtful sceptical skeptical
innocuous benign | malignant
healthy healthier | sick ill unhealthy
employed work | unemployed jobless idle
complete completed finished | incomplete unfinished partial
married | single divorced unmarried
major significant important substantial | minor insignificant negligible unimportant trivial
widespread common | isolated
peaceful peacefully nonviolent | violent violently
upgrade promote promotion | downgrade demote demotion relegate
deploy send dispatch | withdraw recall
free | charge fee paid
simplify | complicate
unite merge unify | divide split separate
freeze | thaw melt
lift raise hoist | impose lower
lift end scrap abolish remove drop | keep maintain retain uphold extend
impose introduce | lift repeal revoke abolish rescind
repeal revoke rescind annul cancel | enact
conceal hide cover | reveal disclose expose
trust believe confidence | distrust doubt mistrust disbelieve
voluntary voluntarily | forced involuntary compulsory
clean purify | pollute contaminate dirty
heavy heavier | light lighter
vertical | horizontal
credit | debit
creditor lender | debtor borrower
landlord | tenant
buyer | seller
winner champion | loser runner-up
teacher | pupil student
employer | employee
plaintiff prosecutor prosecution | defendant
victim | perpetrator attacker
upstream | downstream
clockwise | counterclockwise anticlockwise
summer | winter
day daytime | night nighttime
ascend | descend
advance | retreat
inhale | exhale
attract | repel
connect attach link | disconnect detach sever
lock | unlock
load | unload
cover | uncover
dress | undress
employment | unemployment
majority | minority
maximum | minimum
optimist | pessimist
wide broad | narrow
deep | shallow
thick | thin
loud | quiet silent
bright | dark dim
hope | despair fear
comfort | distress
calm | panic
stable steady stabilise stabilize | unstable volatile
recover rebound recovery | relapse worsen
reliable | unreliable
sufficient enough adequate | insufficient inadequate
plentiful abundant abundance | scarce scarcity shortage
guilty | blameless
credible plausible convincing | implausible unconvincing
transparent | opaque
evidence | no-evidence
nullify invalidate | validate"""

# With a particle some words later these say something else: (stem, particle) -> a word of a scale.
PHRASES = {
    (stem(verb), particle): meaning
    for verb, particle, meaning in (
        ("leave", "out", "exclude"),
        ("carry", "on", "continue"),
        ("go", "on", "continue"),
        ("go", "up", "rise"),
        ("go", "down", "fall"),
        ("come", "down", "fall"),
        ("bring", "down", "fall"),
        ("drive", "up", "rise"),
        ("push", "up", "rise"),
        ("turn", "down", "reject"),
        ("vote", "down", "reject"),
        ("vote", "against", "reject"),
        ("throw", "out", "reject"),
        ("strike", "down", "reject"),
        ("shoot", "down", "reject"),
        ("vote", "for", "approve"),
        ("sign", "off", "approve"),
        ("give", "up", "stop"),
        ("go", "ahead", "proceed"),
        ("push", "ahead", "proceed"),
        ("press", "ahead", "proceed"),
        ("put", "off", "postpone"),
        ("call", "off", "cancel"),
        ("shut", "down", "close"),
        ("close", "down", "close"),
        ("wind", "down", "close"),
        ("phase", "out", "stop"),
        ("pull", "out", "withdraw"),
        ("lay", "off", "fire"),
        ("let", "go", "fire"),
        ("take", "on", "hire"),
        ("scale", "back", "reduce"),
        ("cut", "back", "reduce"),
        ("scale", "up", "increase"),
        ("hold", "back", "withhold"),
        ("rule", "out", "exclude"),
        ("set", "up", "establish"),
        ("break", "off", "stop"),
        ("back", "out", "withdraw"),
        ("opt", "out", "exclude"),
    )
}

# What each denies: the words after it (after), or the one thing it is said of.
NEGATIONS = frozenset(
    """not never no without neither nor nobody none nothing nowhere cannot hardly barely scarcely
    unless don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't
    hasn't haven't hadn't mustn't needn't ain't shan't mightn't dont doesnt didnt isnt wont cant
    couldnt wouldnt""".split()
)
SUBJECT_NEGATIONS = frozenset("no nobody none neither nothing".split())
# Verbs and adjectives that deny the verb after them; True where "to", -ing or "from" must follow.
DENYING = {
    stem(word): needs_verb
    for words, needs_verb in (
        (
            "fail refuse decline cease quit stop neglect forget omit unable unwilling incapable",
            True,
        ),
        ("impossible reluctant unlikely prevent bar ban prohibit forbid discourage", True),
        ("illegal unlawful dissuade keep abandon drop block halt", True),
        ("lack deny avoid abstain refrain absence devoid rule-out", False),
    )
    for word in words.split()
}
# Words that may hold a denial in themselves, whatever of.
CUES = frozenset(
    map(
        stem,
        """only few little rarely seldom except despite regardless lack miss missing absent absence
        free void instead rather unlike far fail failure refuse deny avoid reject prevent block stop
        end cease halt ban bar exclude omit ignore neglect decline abandon drop quit cancel
        former formerly previously until unchanged postpone delay defer adjourn hitherto gap shortage beyond
        exempt dismiss wrong false mistaken mistakenly wrongly doubt unclear spare dispute
        contradict lose refrain abstain withhold forbid prohibit end finish leave
        cut abolish scrap remove delete withdraw short suspend zero nil contrary opposite
        reluctant hesitate inability overturn disprove rebut unanimous immune halted""".split(),
    )
)
_WITH_PREFIX = {
    "in": """correct accurate adequate appropriate capable complete consistent dependent effective
        eligible frequent secure sufficient valid visible active ability stable tolerant
        voluntary significant sane flexible experienced evitable equality admissible audible
        competent conclusive convenient credible curable decisive definite describable edible
        efficient elegant exact expensive fertile hospitable human humane justice offensive
        operable organic separable sincere soluble tangible variable""",
    "im": """possible proper patient perfect practical mature moral mobile balance plausible polite
        pure probable partial permissible penetrable personal practicable precise""",
    "il": "legal legally logical licit literate legible legitimate liberal",
    "ir": "regular relevant responsible rational reversible religious reparable replaceable",
    "dis": """agree approve allow appear connect continue honest like loyal obey order qualify
        satisfy satisfied trust able advantage comfort prove believe courage engage satisfaction
        obedient similar respect honour honor favour entangle arm assemble embark band charge own
        organised organized orient possess regard integrate interest inherit""",
    "de": "activate stabilise stabilize centralise centralize regulate criminalise criminalize",
    "mis": """understand trust identify report represent calculate judge interpret use treat place
        spell quote diagnose inform manage handle behave""",
}
_PREFIXED = {
    stem(prefix + word): stem(word)
    for prefix, words in _WITH_PREFIX.items()
    for word in words.split()
}
_NO_PREFIX = (
    "under",
    "unit",
    "uniq",
    "univers",
    "unifor",
    "unif",
    "unio",
    "uncl",
    "until",
    "unanim",
    "unison",
)


def _scales() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_SCALES.strip().splitlines()):
        for words, sign in zip(line.split(" | "), (1, -1), strict=True):
            for word in words.split():
                table.setdefault(stem(word), {}).setdefault(f"#{number}", sign)
    return table


_SCALE_OF = _scales()


@lru_cache(maxsize=8192)
def meanings(word_stem: str) -> dict[str, int]:
    """What a word is about: itself, the scales it stands on, and the end of each (1 or -1)."""
    found = {word_stem: 1, **_SCALE_OF.get(word_stem, {})}
    base = _PREFIXED.get(word_stem)
    if base is None and word_stem.startswith("un") and not word_stem.startswith(_NO_PREFIX):
        base = word_stem[2:] if len(word_stem) > 4 else None
    if base is None and word_stem.startswith("non") and len(word_stem) > 6:
        base = word_stem[3:]
    if base:
        found[base] = -1
        found.setdefault(stem(base), -1)
        for scale, sign in _SCALE_OF.get(base, {}).items():
            found.setdefault(scale, -sign)
    return found


def phrase_meanings(word_stem: str, particle: str) -> dict[str, int] | None:
    """What a verb and its particle are about together; None if they are no phrase."""
    word = PHRASES.get((word_stem, particle))
    return None if word is None else {f"{word_stem} {particle}": 1, **_SCALE_OF[stem(word)]}
