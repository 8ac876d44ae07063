# ruff: noqa: E501 - tables of words are easier to read with one entry a line
"""Words that only hold sentences together, and forms that no rule leads to."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a an the this that these those some any each every either such another other others own
    i me my mine myself we us our ours ourselves you your yours yourself he him his himself she
    her hers herself it its itself they them their theirs themselves who whom whose which what
    whoever whatever where when why how there here one ones
    am is are was were be been being do does did done doing have has had having will would shall
    should can could may might must ought i'm you're he's she's it's we're they're i've you've
    we've they've i'll you'll he'll she'll we'll they'll that's there's who's what's let's let d ll
    s t re ve m
    not no nor never cannot and or but if than then so as because since while although though
    whereas whether unless until till once
    of in on at by for with without from to into onto upon about above across after against along
    amid among amongst around before behind below beneath beside besides between beyond despite
    down during except inside like near off out outside over past per through throughout toward
    towards under underneath up via within according due
    also too very just only even still yet already again quite rather almost really ever however
    therefore thus hence moreover furthermore meanwhile instead indeed perhaps maybe well now
    more most much many less least few both all half same
    don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't
    hasn't haven't hadn't mustn't needn't ain't shan't mightn't""".split()
)

# Before a name, with a full stop that ends no sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sen rep gov gen lt col sgt capt rev hon jr sr vs no inc ltd co corp
    fig eq ca c etc al approx est jan feb mar apr jun jul aug sept sep oct nov dec u.s mt ft""".split()
)

_FORMS = """
rise rose risen|fall fell fallen|grow grew grown growth|shrink shrank shrunk shrunken|go went gone
|come came|take took taken|give gave given|get got gotten|make made|say said|tell told|know knew
known knowledge|think thought|see saw seen|find found|lose lost loss losses|win won winner winners
|buy bought purchase|sell sold sale sales|keep kept|leave left|hold held|bring brought|begin began
begun|break broke broken|build built|choose chose chosen choice|draw drew drawn|drive drove driven
|eat ate eaten|fight fought|fly flew flown flight|forbid forbade forbidden|forget forgot forgotten
|hear heard|hide hid hidden|lead led|lend lent|meet met|pay paid payment|read|run ran|seek sought
|send sent|shoot shot|sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken speech
|spend spent|stand stood|steal stole stolen|strike struck stricken|swim swam swum|teach taught
|throw threw thrown|understand understood|wake woke woken|wear wore worn|write wrote written
|withdraw withdrew withdrawn withdrawal|die died dying death deaths dead|lie lay lain|feel felt
|become became|show shown|catch caught|bear bore born birth|bind bound|bite bit bitten|blow blew
blown|deal dealt|dig dug|freeze froze frozen|hang hung|lay laid|mean meant|ride rode ridden
|ring rang rung|shake shook shaken|swear swore sworn|tear tore torn|weep wept|arise arose arisen
|overcome overcame|undergo underwent|undertake undertook|foresee foresaw foreseen|forgive forgave
|uphold upheld|withhold withheld|overtake overtook overtaken
|overthrow overthrew overthrown|undo undid undone|outgrow outgrew|mistake mistook|withstand withstood
|shrink shrank|weave wove woven|creep crept|sweep swept|lend lent|cling clung|fling flung|swing swung
|slide slid|grind ground|retake retook|rebuild rebuilt|resell resold|outsell outsold|forecast
|several|child children|man men|woman women|person people persons|foot feet|tooth teeth|mouse mice
|life lives|wife wives|half halves|criterion criteria|phenomenon phenomena
|approve approval approved approving approves|refuse refusal|deny denial denied denies denying
|prove proof proven|believe belief|exclude exclusion|include inclusion|conclude conclusion
|decide decision|expand expansion|reduce reduction|produce production|destroy destruction
|permit permission permitted|admit admission admitted|omit omission omitted|receive receipt
|survive survival survivor survivors|arrive arrival|propose proposal|remove removal|reverse reversal
|succeed success successful successfully succeeded|fail failure failures failed failing fails
|choose chosen|agree agreement agreed agreeing agrees|see|be|exceed exceeded exceeds exceeding|proceed proceeded proceeds proceeding|study studies studied studying
|publish publication|marry marriage married|vary variation|apply application|use used uses using
|injure injury injuries injured|analyse analysis analyses analyze analyzed|high highly height
|long length lengthy|strong strength strongly|wide width|deep depth|warm warmth|true truth|legal
|able ability|possible possibility possibly|hire hiring|fire firing fired|oppose opposition
opposed opponent opponents|allow allowed allowing|bee bees|free freed freedom|need needs needed
|seed seeds|feed fed|bleed bled|breed bred|speed sped|flee fled|shed|spread|split|thing things
|king kings|spring springs|string strings|wing wings|evening|morning|nothing|something|anything
|everything|during|hundred|united|indeed|species|series|news|politics|economics|physics
|mathematics|business businesses|process processes|bus buses|gas gases|crisis crises
|basis bases|thesis theses
|intend intention intentions intent intends intended|describe description|explain explanation
|suspend suspension|extend extension extensive|defend defence defense|respond response
|suspect suspicion|retain retention|detain detention detained|abstain abstention|invade invasion
|divide division|revise revision|evade evasion|erode erosion|explode explosion|collide collision
|provide provision|acquire acquisition|require requirement requirements|consume consumption
|assume assumption|resume resumption|act action actions acted|sign signature signed signing
|please pleased pleasure|close closure closed closing|complain complaint complaints
|advise advice|bury burial|rely reliance|comply compliance|defy defiance|occur occurrence occurred
|refer reference referred|prefer preference|persuade persuasion|warn warning warnings
|acquit acquittal acquitted|compete competition|contribute contribution|convict conviction
|satisfy satisfaction|accuse accusation|restore restoration|persist persistence
|attend attendance attended|assist assistance|exist existence|differ difference different
|evict eviction|defeat|vacate vacancy vacant|hesitate hesitation|postpone postponement
|improve improvement improved|afford affordable|transfer transferred transferable
|compel compulsory|oblige obligation obliged obligatory"""

IRREGULAR_FORMS = {form: group.split()[0] for group in _FORMS.split("|") for form in group.split()}
