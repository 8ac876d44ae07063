# ruff: noqa: E501 - tables of words are easier to read with one entry a line
"""Words that sentences begin with, capital or not, without being names."""

from __future__ import annotations

from assistant.checking.words import stem

_WORDS = """
according additionally adults advocates agencies aid air airlines all almost although amendment
among analysis analysts animals another answers anyone anything apart appeals applicants archive
arguably army article articles artists as asked aside attackers attorney attorneys audience
auditors author authorities authors average banks because besides bids biologist birds board boys
breeding bridge building buildings bus buses business businesses buyers campaign campaigners
candidate candidates care carbon cars cases chairman chancellor charges chief children church
citizens city civilians clearly climate coach coal coffee colleagues commander commerce commission
commissioner committee companies company compared concern concerns conservation construction
consumer consumers contrary convicted copper copies costs council councillors countries country
county court courts creditors crew crime critics crop crops crowds currently curators customers
damage data days deaths debt defence defendants defense demand department deputy despite detectives
developers dissatisfied director directors doctors documents donations donors drivers drug drugs
earlier early earnings economic economists editor editors education eight eighteen eighty
either elderly election elections electric eleven emergency employees employers employment energy
engineers enough environmental epidemiologist equally even eventually every everyone evidence
examiners exactly experts exports extra families famous farmers fees female ferries ferry fewer fifteen
fifty figures finally finance financial fire firefighters firms first fish fishermen five flights
floods food footage foreign former forty four fourteen freight fresh friends fuel funding further
future game gas general generally girls given glaciologist global gold good goods government
governor governors graduates grants green ground group groups growth guards guests half hardly head
health healthcare heat heavy help hence high higher historian historians homes hospital hospitals
hotel hotels hours house households housing human hundreds hunters illegal imports in including
income indeed independent individuals industrial industry inflation information initially inside
inspectors instead insurance insurers interest international interviews investigators investment
investors iron islanders job jobs journalist journalists judge judges jurors jury justice key kids
king land landlords large last lastly late later law lawmakers lawyer lawyers leaders leading
learning legal legislation less librarian librarians life light like likewise little living loans
local long low lower major making male managers manufacturers many margins marine market markets
mayor maybe meanwhile measures media medical medicine members men migrants military miners
minister ministers ministry minutes mobile modern money monthly months moreover most mostly mothers
motion much music musicians music nearly neighbours neighbors neither net never nevertheless new news
next nine nineteen ninety no nobody none nonetheless normal normally north northern not notably
nothing now nuclear nurses observers occasionally offenders office officer officers officials
often oil old older on once one online only open operations opinion opponents opposition or
ordinary organisers organizers original originally others otherwise outside overall owners paper
parents parliament part participants parties party passengers patients pay payments peace pensions
people percent perhaps permission photographs physicians pilot pilots plans plants play players
please plus police policy political politicians polls poor population possibly power
practically precisely president press presumably previous previously price prices primary prime
prince princess prior prisoners private probably production profit profits programmes prosecutors
protesters public publishers pupils quarterly queen quickly quite radar rail rain rates rather
readers real recent recently recruits reforms refugees regulator regulators related religious
rent reporters reports republican research researcher researchers residents respondents rescuers
restaurants retail revenue revenues rice rising risk road roads roughly rules sailors salaries
sales samples savings scholars school schools science scientists scooters sea second security
sellers senator senators senior seven seventeen seventy several shareholders shares shipments
ships shops short shortly similarly simply since six sixteen sixty slightly small smoke social
society software soil soldiers some somebody someone something sometimes soon south southern
spain speaking special specifically spending spokesman spokesperson spokeswoman staff stakes state
states steel still stock stocks storms strictly strong student students studies study subsequently
such suddenly summer supplies supporters supposedly sure surely surprisingly surgeons survivors
suspects swimmers taxes taxpayers teachers teams technically technology teenagers temperature
temperatures ten tenants tens therefore third thirteen thirty thousands three thus tickets time
today together tomorrow tonight tourism tourists towns trade traders traditional traffic trains
training transport travellers treasurer treatment trees tribunal troops trucks turnout twelve
twenty two typically ultimately unclear under unemployment unfortunately union unions universities
university until upon used users usually vaccination vaccinations various vehicles very veterans
victims video villagers violence visitors volunteers voters votes wages war warm water wealth
weather weekly well west western wheat whether white whole why widows wildlife wind winds
winner winter with witness witnesses women wood work workers working world worldwide would
writers writing yearly years yes yesterday yet young younger youth zero epidemic bail bacteria
adding alternatively amid anger apparently attendance attempts before below beneath beyond both
briefly broadly bread call calling certain certainly civil clients close cold college combined
coming common community competition complaints complete conditions consequently consider contrary
control cooperation creating culture deep deputies details development different digital direct
discovered disease doing double dozens due during each elsewhere essentially evening everything
except expected experience failing faced far fast faulty few fifth find following forced forty
founded fourth free frequently full fully funny getting going gradually great guilt half handling
having heading hearing here history hopefully how however if ignoring immediately impact importantly
increased increasing inevitably inspired interestingly internal ironically it its just justices keeping
killing knowing lack lately launched left literally located looking losing love luckily main
mainly materials mass maternity mentioned merely middle mixed more morning motorists moving
multiple nature near negotiations negotiators nighttime non nor noise normally numerous obviously
officially ok okay opening order original overnight particular particularly peak perfect
personal physical place planned planners plastic point post practice preliminary preparations
presently pressure prisons problems progress property proponents protection providing purchases
put rarely reaching read reading regarding regardless regularly relatively remarkably removing
repairs responsible rest returning run running sadly safe same saying scarcely see seeing seldom
selling seriously serving shipping should showing side sign silver single size so solar sound
sources speakers spring standing star starting steps stopping stories strangely stress
strikes structural studying success sun support surprise survey taken taking talks team terms
tests text that the their then there these they things thinking this those though through
tobacco too top total toward towards trials tropical true truth trying turning undoubtedly
unlike unless up urban using vaccine vaccines virtually voice voting waiting walking wanting was
waste what whatever when whenever where whereas wherever which while who whoever will
winning within without word words worse worst worth worried writer
chair chairwoman chairperson professor doctor dr mr mrs ms miss sir dame lord lady captain colonel
sergeant lieutenant major detective inspector prof sen rep gov gen attorney ambassador
secretary bishop archbishop pope cardinal reverend father mother sister brother dean principal
ceo cfo cto coo vice deputy premier congressman congresswoman representative
admiral marshal sheriff constable commissioner emperor empress duke duchess baron count
economist scientist engineer singer actor actress author poet painter farmer teacher nurse
physicist chemist physician surgeon lecturer archaeologist astronomer mathematician
section article chapter figure table page paragraph part volume no number street avenue
road square park lake river mount mountain bay island county district province region
thus st
"""

COMMON_WORDS = frozenset(_WORDS.split())
COMMON_STEMS = frozenset(stem(word) for word in COMMON_WORDS)
# Titles may be left out or be added beside a name.
TITLES = frozenset(
    """dr mr mrs ms miss sir dame lord lady president senator sen representative rep governor gov
    mayor minister chancellor judge justice professor prof captain colonel general sergeant officer
    detective doctor ceo cfo chairman chairwoman chairperson chair director king queen prince
    princess pope bishop archbishop cardinal father reverend saint st secretary ambassador premier
    congressman congresswoman councillor deputy chief vice prime coach inspector commissioner
    lieutenant major admiral marshal sheriff attorney spokesman spokeswoman spokesperson jr sr
    iii ii iv vi vii viii ix inc ltd co corp plc company van von de der den del della di da la le
    el al bin ibn mc mac o d""".split()
)
