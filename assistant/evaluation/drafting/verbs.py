"""The verbs that questions are made with, and their forms.

A question turns "published" into "did … publish". No rule does that without knowing the verb, so
sentences with a verb that is not listed here are left alone.
"""

from __future__ import annotations

AUXILIARIES = frozenset(
    "is are was were will would can could may might must should has have had".split()
)
# After these a name is taken for somebody who acts: one asks for them with "who".
ACTING = frozenset(
    """accuse address advise announce appeal apply appoint argue arrest ask attack attempt ban build
    buy call cancel carve challenge charge claim coin collect commission compose conclude condemn
    conduct confirm conquer consider construct convince create criticize criticise declare defeat
    defend demand demonstrate deny deploy describe design destroy develop discover donate draft
    draw edit elect establish estimate examine execute explain explore fight file find fine force
    formulate found fund govern identify impose introduce invade invent investigate invite issue
    join kill launch lead manage marry measure murder name negotiate note observe offer open oppose
    order organize organise overthrow paint pass pay persuade plan play praise predict prepare
    present propose prosecute prove publish purchase question rebuild recall recommend record
    refuse reject release remark repeal replace reply report request reveal rule say score seize
    sell send sentence set settle sign sing sponsor state study succeed sue suggest suspend teach
    tell test testify threaten translate unite urge use veto vote warn win withdraw write""".split()
)
SAYING = frozenset(
    """add admit agree announce argue believe claim conclude confirm declare demonstrate determine
    discover estimate explain find hold learn note observe predict propose prove recall remark
    reply report reveal say show state suggest testify warn write""".split()
)

_REGULAR = """
abandon abolish absorb accelerate accept accompany accuse achieve acquire adapt add address adjust
administer admire adopt advance advise advocate affect agree aid aim allege allow alter amend
announce annex answer apologize appeal appear apply appoint approach approve argue arrange arrest
arrive ask assassinate assault assemble assert assess assign assist associate assume attach attack
attain attempt attend attract authorize avoid award back bar*r base believe belong ban*n bill block
boast borrow boycott burn bury calculate call campaign cancel capture carry carve cause
cease celebrate challenge change charge chart check circulate cite claim classify clear climb close
coin collaborate collapse collect colonize combine command commence commission commit*t compare
compel*l compete compile complain complete compose comprise conceive concern conclude condemn
conduct confine confirm connect conquer consider consist constitute construct consult consume
contain continue contribute control*l convert convict convince cooperate copy correct count cover
crash create criticize criticise cross crown damage date deal debate debut decide declare decline
decrease dedicate defeat defend define delay deliver demand demolish demonstrate deny depart depend
deploy depose deposit derive descend describe deserve design designate destroy detain detect
determine develop die differ direct disagree disappear disband discontinue discover discuss
dismiss display distribute divide dominate donate double draft drop*p earn edit elect eliminate
embark emerge emigrate emphasize employ enable enact encourage end endorse enforce engage enjoy
enroll ensure enter erect escape establish estimate evaluate evolve examine exceed exchange exclude
execute exercise exhibit exile exist expand expect expel*l experience expire explain exploit explore
export expose express extend face fail fear feature file fill finance fine finish fire fix flourish
focus follow force form formulate found fund gain gather generate govern graduate grant guarantee
halt handle happen head help hire host identify ignore illustrate imagine implement import impose
imprison improve include incorporate increase indicate influence inform inhabit inherit initiate
inspire install instruct integrate intend intervene introduce invade invent invest investigate
invite involve issue join judge justify kill label lack land last launch lift limit link list live
load locate look lower maintain manage manufacture march mark marry match measure mention migrate
mobilize modify monitor move murder name narrow need negotiate note notice number obey observe
obtain occupy occur*r offer open operate oppose order organize organise originate oust outlaw
overturn own paint participate partner pass patent pause perform permit*t persuade pioneer place
plan*n plant play pledge point possess postpone pour practise practice praise precede predict
prefer*r prepare present preserve press prevail prevent process proclaim produce prohibit
project promise promote prompt propose prosecute protect protest prove provide
provoke publish pull punish purchase
pursue push qualify question raid raise range rank reach realize recall receive recognize recommend
reconstruct record recover recruit reduce refer*r reflect reform refuse regain regard register
regulate reign reject relate release rely remain remark remove rename render renew reopen repair
repeal repeat replace reply report represent request require rescue reside resign resist resolve
respond restore restrict result resume retain retire retreat return reveal reverse review revise
revoke revolt reward rule sail save scan*n schedule score search secure seize select separate serve
settle share shape shift show sign signal*l simplify slow solve sort span*n spark specify sponsor
stage start state stay stop*p store stress stretch strengthen struggle study submit*t succeed sue
suffer suggest suit supply support suppress surpass surrender surround survive suspect suspend
switch target tax terminate test testify threaten touch tour trace trade train transfer*r transform
translate transport travel treat trigger try turn underline unite unveil update upgrade urge use
vacate value vary veto visit vote wait walk want warn watch weaken weigh welcome widen wish witness
wonder work worry yield""".split()

# Base, past, participle where that is another word.
_IRREGULAR = """
arise arose arisen|bear bore born|beat beat beaten
|become became become|begin began begun
|bind bound|break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen
|come came come|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt
|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
|get got|give gave given|go went gone|grow grew grown|have had|hear heard|hide hid hidden|hold held
|keep kept|know knew known|lay laid|lead led|learn learned|leave left|lend lent|lie lay lain
|lose lost|make made|mean meant|meet met|overcome overcame overcome|overthrow overthrew overthrown
|pay paid|ride rode ridden|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold
|send sent|shoot shot|sing sang sung|sink sank sunk|sit sat|speak spoke spoken|spend spent
|stand stood|steal stole stolen|strike struck|swear swore sworn|swim swam swum|take took taken
|teach taught|tell told|think thought|throw threw thrown|undergo underwent undergone
|understand understood|undertake undertook undertaken|uphold upheld|wear wore worn|win won
|withdraw withdrew withdrawn|write wrote written|rebuild rebuilt|cost cost|set set|put put|cut cut
|hit hit|spread spread|split split"""

# In the present tense only what is hardly ever a noun.
_PRESENT = """belong allow become begin consist contain describe enable exist give include lie make
occur own possess prevent produce provide publish receive remain require say take tell
write""".split()


def _past_of(entry: str) -> tuple[str, str]:
    """A regular verb and its past; `ban*n` stands for a letter that is doubled."""
    base, _, doubled = entry.partition("*")
    if base.endswith("e"):
        return base, base + "d"
    if base.endswith("y") and base[-2] not in "aeou":
        return base, base[:-1] + "ied"
    return base, base + doubled + "ed"


def _present_of(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


_REGULAR_PAST = {past: base for base, past in map(_past_of, _REGULAR) if base != "deal"}
_ROWS = [row.split() for row in _IRREGULAR.replace("\n", "").split("|")]

# Each form and the base; "found" is the past of "find" far more often than a verb of its own.
PAST = {**_REGULAR_PAST, **{row[1]: row[0] for row in _ROWS}}
PRESENT = {_present_of(base): base for base in _PRESENT} | {"has": "have"}
PARTICIPLES = {**_REGULAR_PAST, **{row[-1]: row[0] for row in _ROWS}, "found": "find"}
PAST_OF = {base: past for past, base in PAST.items()}

# Plainer words for the same, safe wherever the first stands with an object.
PLAINER = {
    "commence": "start",
    "construct": "build",
    "purchase": "buy",
    "obtain": "get",
    "receive": "get",
    "demonstrate": "show",
    "assist": "help",
    "depart": "leave",
    "begin": "start",
    "assassinate": "kill",
    "demolish": "tear down",
    "discontinue": "stop",
}
