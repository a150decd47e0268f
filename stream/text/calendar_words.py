"""Months and weekdays as news writes them, in several languages, as data.

Words are folded as `stream.text.words` folds them, so those given here may have accents.
"""

# ruff: noqa: RUF001 - words of many languages
from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "january jan januar janvier enero janeiro gennaio januari января stycznia ocak",
    "february feb februar février febrero fevereiro febbraio februari февраля lutego şubat",
    "march mar märz mars marzo março maart марта marca mart",
    "april apr avril abril aprile апреля kwietnia nisan",
    "mai mayo maio maggio mei maj мая maja mayıs",
    "june jun juni juin junio junho giugno июня czerwca haziran",
    "july jul juli juillet julio julho luglio июля lipca temmuz",
    "august aug août agosto augustus augusti августа sierpnia ağustos",
    "september sept sep septembre septiembre setembro settembre сентября września eylül",
    "october oct oktober octobre octubre outubro ottobre октября października ekim",
    "november nov novembre noviembre novembro ноября listopada kasım",
    "december dec dezember décembre diciembre dezembro dicembre декабря grudnia aralık",
)  # fmt: skip
MAY: Final = "May"  # in English a verb as well: a month only with a capital, or beside a day
WEEKDAYS: Final = (
    "monday mon montag lundi lunes segunda lunedì maandag måndag mandag понедельник poniedziałek pazartesi",
    "tuesday tue dienstag mardi martes terça martedì dinsdag tisdag tirsdag вторник wtorek salı",
    "wednesday wed mittwoch mercredi miércoles quarta mercoledì woensdag onsdag среду środę çarşamba",
    "thursday thu donnerstag jeudi jueves quinta giovedì donderdag torsdag четверг czwartek perşembe",
    "friday fri freitag vendredi viernes sexta venerdì vrijdag fredag пятницу piątek cuma",
    "saturday sat samstag sonnabend samedi sábado sabato zaterdag lördag lørdag субботу sobotę cumartesi",
    "sunday sun sonntag dimanche domingo domenica zondag söndag søndag воскресенье niedzielę pazar",
)  # fmt: skip
