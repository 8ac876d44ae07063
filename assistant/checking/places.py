"""Names that go under several forms: countries and their people, and common short forms."""

from __future__ import annotations

# One place a line; forms of several words are written with "_".
_TABLE = """
us usa u.s america american americans united_states united_states_of_america
uk britain british briton britons united_kingdom great_britain
eu european_union european
un united_nations
ussr soviet soviets soviet_union
uae emirati emiratis united_arab_emirates emirates
china chinese|japan japanese|korea korean koreans|india indian indians|pakistan pakistani pakistanis
france french frenchman frenchmen frenchwoman|germany german germans|italy italian italians
spain spanish spaniard spaniards|portugal portuguese|netherlands dutch holland dutchman
belgium belgian belgians|switzerland swiss|austria austrian austrians|poland polish pole poles
sweden swedish swede swedes|norway norwegian norwegians|denmark danish dane danes
finland finnish finn finns|iceland icelandic icelander icelanders|ireland irish irishman
scotland scottish scots scot|wales welsh welshman|england english englishman
greece greek greeks|turkey turkish turk turks turkiye|russia russian russians
ukraine ukrainian ukrainians|belarus belarusian belarusians|hungary hungarian hungarians
czechia czech czechs czech_republic|slovakia slovak slovaks slovakian|slovenia slovenian slovene
croatia croatian croatians croat croats|serbia serbian serbians serb serbs
bosnia bosnian bosnians|albania albanian albanians|bulgaria bulgarian bulgarians
romania romanian romanians|moldova moldovan moldovans|estonia estonian estonians
latvia latvian latvians|lithuania lithuanian lithuanians|georgia georgian georgians
armenia armenian armenians|azerbaijan azerbaijani azeri|kazakhstan kazakh kazakhs
uzbekistan uzbek uzbeks|iran iranian iranians persian persia|iraq iraqi iraqis
syria syrian syrians|lebanon lebanese|israel israeli israelis|palestine palestinian palestinians
jordan jordanian jordanians|egypt egyptian egyptians|libya libyan libyans
tunisia tunisian tunisians|algeria algerian algerians|morocco moroccan moroccans
sudan sudanese|ethiopia ethiopian ethiopians|somalia somali somalis|kenya kenyan kenyans
uganda ugandan ugandans|tanzania tanzanian tanzanians|rwanda rwandan rwandans
congo congolese|nigeria nigerian nigerians|ghana ghanaian ghanaians|senegal senegalese
mali malian malians|niger nigerien|cameroon cameroonian|angola angolan angolans
zambia zambian zambians|zimbabwe zimbabwean zimbabweans|mozambique mozambican
madagascar malagasy|africa african africans|asia asian asians|europe european europeans
australia australian australians aussie|zealand zealander zealanders kiwi
canada canadian canadians|mexico mexican mexicans|brazil brazilian brazilians
argentina argentine argentinian argentines|chile chilean chileans|peru peruvian peruvians
colombia colombian colombians|venezuela venezuelan venezuelans|ecuador ecuadorian ecuadorean
bolivia bolivian bolivians|paraguay paraguayan|uruguay uruguayan|cuba cuban cubans
haiti haitian haitians|jamaica jamaican jamaicans|panama panamanian|guatemala guatemalan
honduras honduran|nicaragua nicaraguan|salvador salvadoran|vietnam vietnamese
thailand thai thais|myanmar burma burmese|cambodia cambodian cambodians|laos laotian
malaysia malaysian malaysians|singapore singaporean singaporeans|indonesia indonesian indonesians
philippines philippine filipino filipinos filipina|taiwan taiwanese|mongolia mongolian mongol
nepal nepali nepalese|bangladesh bangladeshi bangladeshis|lanka lankan lankans
afghanistan afghan afghans|saudi saudis|yemen yemeni yemenis|qatar qatari qataris
kuwait kuwaiti kuwaitis|oman omani|bahrain bahraini|cyprus cypriot cypriots|malta maltese
luxembourg luxembourgish|greenland greenlandic|antarctica antarctic|arctic
london londoner londoners|paris parisian parisians|york yorker yorkers|rome roman romans
vienna viennese|venice venetian|naples neapolitan|florence florentine|tibet tibetan tibetans
texas texan texans|california californian californians|alaska alaskan|hawaii hawaiian
florida floridian|scandinavia scandinavian nordic|catalonia catalan catalans|basque
quebec quebecois|bavaria bavarian|prussia prussian|siberia siberian|sicily sicilian
latin_america latin_american|caribbean|victoria victorian
catholic catholics catholicism|christian christians christianity|muslim muslims islam islamic
jew jews jewish judaism|hindu hindus hinduism|buddhist buddhists buddhism|protestant protestants
democrat democrats democratic|republican republicans|conservative conservatives tory tories
nyc new_york_city|la los_angeles|dc washington_dc
covid coronavirus|nato north_atlantic_treaty_organization|nazi nazis nazism
congress congressional|parliament parliamentary|senate senator senators
mars martian|earth earthly|internet web|god gods"""


def _groups() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _TABLE.strip().replace("\n", "|").split("|"):
        forms = frozenset(form.replace("_", " ") for form in line.split())
        for form in forms:
            table[form] = table.get(form, frozenset()) | forms
    return table


FORMS_OF_PLACES = _groups()
