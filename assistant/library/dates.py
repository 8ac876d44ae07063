"""Dates as people and programs write them, told from text that only stands where a date should."""

from __future__ import annotations

import re

_WORDS = frozenset(
    # English, German, French, Spanish, Italian, Portuguese, Dutch: months and their short forms
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar jänner februar märz mai juni juli oktober dezember mär mrz okt dez "
    "janvier février fevrier mars avril juin juillet août aout septembre octobre novembre "
    "décembre decembre janv févr fevr avr juil déc "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre ene abr ago dic "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set "
    "ott janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev out "
    "januari februari maart mei augustus mrt "
    # days of the week, in English as programs write them, and seasons
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi "
    "jeudi vendredi samedi dimanche spring summer autumn fall winter early mid late "
    # what stands between and behind them
    "st nd rd th er of the de del at um à o clock uhr h am pm a m p t z utc gmt est edt cst cdt "
    "mst mdt pst pdt bst cet cest ist jst bc ad bce ce c ca circa about q 年 月 日 년 월 일".split()
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[-\s.,:;/+’'()–—]|(?P<other>.)", re.DOTALL)
_ORDER = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)|(\d{1,2})([./-])(\d{1,2})\5\d{2,4}")
_DIGITS = (1, 2, 3, 4, 6, 8, 9)  # parts of a second have three, six or nine, 20200608 has eight
_CHARACTERS = 60
_MOST_WORDS = 6


def as_date(written: str | None) -> str | None:
    """`written` if it is a date, with or without a time, else None."""
    text = " ".join((written or "").split())
    if not text or len(text) > _CHARACTERS:
        return None
    found = list(_TOKEN.finditer(text))
    numbers = [match.group() for match in found if match.group().isdecimal()]
    words = [match.group().casefold() for match in found if match.group().isalpha()]
    if any(match.group("other") for match in found) or len(words) > _MOST_WORDS:
        return None
    if not numbers or not all(len(number) in _DIGITS for number in numbers):
        return None
    if not all(word in _WORDS for word in words):
        return None
    order = _ORDER.match(text)
    if order and order.group(1):
        month, day = int(order.group(2)), int(order.group(3) or 1)
        return text if 1 <= month <= 12 and 1 <= day <= 31 else None
    if order:
        low, high = sorted((int(order.group(4)), int(order.group(6))))
        return text if 1 <= low <= 12 and high <= 31 else None
    return text
