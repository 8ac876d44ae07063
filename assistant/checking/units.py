"""Units of measure and currencies, by all the ways they are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how many of its dimension's basic unit it is."""

    name: str
    dimension: str
    factor: float


# dimension | name factor: forms
_TABLE = """
length|metre 1: metre metres meter meters
length|kilometre 1000: kilometre kilometres kilometer kilometers km kms
length|centimetre .01: centimetre centimetres centimeter centimeters cm
length|millimetre .001: millimetre millimetres millimeter millimeters mm
length|micrometre .000001: micrometre micrometres micrometer micrometers micron microns μm µm
length|nanometre .000000001: nanometre nanometres nanometer nanometers nm
length|mile 1609.344: mile miles mi
length|nautical-mile 1852: nmi
length|yard .9144: yard yards yd yds
length|foot .3048: foot feet ft
length|inch .0254: inch inches
length|light-year 9.4607e15: lightyear lightyears
area|hectare 10000: hectare hectares ha
area|acre 4046.856: acre acres
mass|gram 1: gram grams gramme grammes g
mass|kilogram 1000: kilogram kilograms kilogramme kilogrammes kg kgs kilo kilos
mass|milligram .001: milligram milligrams mg
mass|microgram .000001: microgram micrograms mcg μg µg
mass|tonne 1000000: tonne tonnes
mass|ton 907184.74: ton tons
mass|pound 453.59237: lb lbs
mass|ounce 28.349523: ounce ounces oz
mass|stone 6350.293: stones
volume|litre 1: litre litres liter liters l
volume|millilitre .001: millilitre millilitres milliliter milliliters ml
volume|gallon 3.785412: gallon gallons gal
volume|pint .473176: pint pints
volume|barrel 158.987: barrel barrels bbl
time|nanosecond .000000001: nanosecond nanoseconds ns
time|microsecond .000001: microsecond microseconds
time|millisecond .001: millisecond milliseconds ms
time|second 1: second seconds sec secs
time|minute 60: minute minutes min mins
time|hour 3600: hour hours hr hrs h hourly
time|day 86400: day days
time|night 86400.5: night nights
time|week 604800: week weeks wk wks
time|fortnight 1209600: fortnight fortnights
time|month 2629800: month months mo
time|year 31557600: year years yr yrs
time|decade 315576000: decade decades
time|century 3155760000: century centuries
time|millennium 31557600000: millennium millennia
time|generation 788940001: generation generations
speed|km/h .277778: kph kmh
speed|mph .44704: mph
speed|knot .514444: knot knots
energy|joule 1: joule joules
energy|kilojoule 1000: kilojoule kilojoules kj
energy|calorie 4.184: calorie calories cal
energy|kilocalorie 4184: kilocalorie kilocalories kcal
energy|kWh 3600000: kwh kilowatt-hour kilowatt-hours
energy|MWh 3.6e9: mwh
energy|GWh 3.6e12: gwh
energy|TWh 3.6e15: twh
power|watt 1: watt watts w
power|kilowatt 1000: kilowatt kilowatts kw
power|megawatt 1e6: megawatt megawatts mw
power|gigawatt 1e9: gigawatt gigawatts gw
power|terawatt 1e12: terawatt terawatts tw
power|horsepower 745.7: horsepower hp
potential|volt 1: volt volts v
frequency|hertz 1: hertz hz
frequency|kilohertz 1000: kilohertz khz
frequency|megahertz 1e6: megahertz mhz
frequency|gigahertz 1e9: gigahertz ghz
data|byte 1: byte bytes
data|bit .125: bit bits
data|kilobyte 1000: kilobyte kilobytes kb
data|megabyte 1e6: megabyte megabytes mb
data|gigabyte 1e9: gigabyte gigabytes gb
data|terabyte 1e12: terabyte terabytes tb
data|petabyte 1e15: petabyte petabytes pb
clock|am 1: am
clock|pm 2: pm
temperature|celsius 1: celsius centigrade
temperature|fahrenheit .5556: fahrenheit
temperature|kelvin 1.0001: kelvin kelvins
angle|degree 1: degree degrees
sound|decibel 1: decibel decibels db
share|percent 1: percent % pct
share|percentage-point 1.0001: pp
share|basis-point .01: bps
times|times 1: times fold x
money|US-dollar 1: usd
money|Australian-dollar .65: aud
money|Canadian-dollar .73: cad
money|New-Zealand-dollar .6: nzd
money|Hong-Kong-dollar .128: hkd
money|Singapore-dollar .74: sgd
money|cent .01: cent cents ¢
money|euro 1.1: euro euros eur €
money|sterling 1.3: gbp sterling £ quid
money|penny .013: pence
money|yen .0071: yen jpy ¥
money|yuan .14: yuan renminbi rmb cny
money|rupee .012: rupee rupees inr ₹
money|rouble .011: rouble roubles ruble rubles rub ₽
money|franc 1.12: franc francs chf
money|peso .05: peso pesos
money|real .2: reais brl
money|rand .055: zar
money|won .0007: krw ₩
money|krona .1: krona kronor krone kroner sek nok dkk
money|lira .03: lira liras lire ₺
money|zloty .25: zloty zlotys pln
money|shekel .27: shekel shekels ₪
money|mark .55: marks deutschmark deutschmarks
money|riyal .27: riyal riyals
money|dirham .27: dirham dirhams
money|bitcoin 60000: bitcoin bitcoins btc"""


_DOLLAR_CODES = ("usd", "aud", "cad", "nzd", "hkd", "sgd")


def _forms() -> dict[str, tuple[Unit, ...]]:
    table: dict[str, tuple[Unit, ...]] = {}
    for line in _TABLE.strip().splitlines():
        head, forms = line.split(": ")
        dimension, rest = head.split("|")
        name, factor = rest.split()
        for form in forms.split():
            table[form] = (Unit(name, dimension, float(factor)),)
    table["pound"] = table["pounds"] = table["lb"] + table["£"]
    table["tons"] = table["ton"] = table["ton"] + table["tonne"]
    table["o'clock"] = table["am"] + table["pm"]
    # A degree is of heat or of an angle; which, only the words around tell.
    table["degree"] = table["degrees"] = table["degree"] + table["celsius"] + table["fahrenheit"]
    table["°"] = table["degree"]
    # A bare dollar may be any country's.
    dollars = sum((table[code] for code in _DOLLAR_CODES), ())
    table.update(dict.fromkeys(("dollar", "dollars", "$", "bucks"), dollars))
    table["¥"] = table["¥"] + table["yuan"]
    return table


UNITS = _forms()
DOLLARS_BY_LETTERS = {
    "us": UNITS["usd"],
    "u": UNITS["usd"],
    "a": UNITS["aud"],
    "au": UNITS["aud"],
    "c": UNITS["cad"],
    "ca": UNITS["cad"],
    "nz": UNITS["nzd"],
    "hk": UNITS["hkd"],
    "s": UNITS["sgd"],
}
CURRENCY_SIGNS = frozenset("$€£¥₹₽₩₺₪¢")
# Letters that no one means as a unit unless they stand right at the number.
ONLY_JOINED = frozenset("g h l v w m x min mo mi ha ms ns gal cal pb".split()) - {"mi", "ms"}
# Two words that are one unit, and what is said about dollars and metres.
TWO_WORDS = {
    ("per", "cent"): UNITS["percent"],
    ("percentage", "point"): UNITS["pp"],
    ("percentage", "points"): UNITS["pp"],
    ("percent", "points"): UNITS["pp"],
    ("basis", "points"): UNITS["bps"],
    ("nautical", "miles"): UNITS["nmi"],
    ("nautical", "mile"): UNITS["nmi"],
    ("light", "years"): UNITS["lightyear"],
    ("light", "year"): UNITS["lightyear"],
    ("pounds", "sterling"): UNITS["£"],
    ("kilowatt", "hours"): UNITS["kwh"],
    ("metric", "tons"): UNITS["tonne"],
    ("metric", "tonnes"): UNITS["tonne"],
    ("short", "tons"): UNITS["ton"][:1],
    ("degrees", "celsius"): UNITS["celsius"],
    ("degrees", "fahrenheit"): UNITS["fahrenheit"],
    ("degrees", "c"): UNITS["celsius"],
    ("degrees", "f"): UNITS["fahrenheit"],
    ("°", "c"): UNITS["celsius"],
    ("°", "f"): UNITS["fahrenheit"],
    ("us", "dollars"): UNITS["usd"],
    ("american", "dollars"): UNITS["usd"],
    ("australian", "dollars"): UNITS["aud"],
    ("canadian", "dollars"): UNITS["cad"],
    ("singapore", "dollars"): UNITS["sgd"],
    ("british", "pounds"): UNITS["£"],
    ("japanese", "yen"): UNITS["jpy"],
    ("korean", "won"): UNITS["krw"],
    ("swiss", "francs"): UNITS["franc"],
}
_POWERS = {"square": 2, "sq": 2, "cubic": 3}


def raised(units: tuple[Unit, ...], word: str) -> tuple[Unit, ...]:
    """The units squared or cubed, for `square`, `sq` and `cubic`; unchanged for other words."""
    power = _POWERS.get(word)
    if power is None:
        return units
    return tuple(
        Unit(f"{unit.name}{power}", "area" if power == 2 else "volume", _power(unit, power))
        for unit in units
        if unit.dimension == "length"
    )


def _power(unit: Unit, power: int) -> float:
    # A litre is the basic volume here, and a thousandth of a cubic metre.
    return float(unit.factor**power) * (1000.0 if power == 3 else 1.0)


def is_power_word(word: str) -> bool:
    """Whether a word makes an area or a volume of the length after it."""
    return word in _POWERS
