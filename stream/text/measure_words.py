"""Numbers, scales and units as news writes them, by language, as data.

Keys are shard languages; words are folded as `stream.text.words` folds them, so those given here may have accents.
"""

# ruff: noqa: RUF001 - words of many languages
from __future__ import annotations

from typing import Final

# From two on ("one" is a pronoun), then the tens from twenty.
NUMBERS: Final = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "no": "to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
}  # fmt: skip
TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "no": "tjue tretti førti femti seksti sytti åtti nitti",
}  # fmt: skip
SCALES: Final = {
    1e2: "hundred cent cientos",
    1e3: "thousand k mille tausend mil mila duizend tusen тысяч тыс tysięcy bin",
    1e6: "million millions m mn mln mio million millionen millones milhões milioni miljoen miljoner millioner миллионов млн milionów milyon",
    1e9: "billion billions bn milliard milliards milliarden mrd miljard miljarder milliarder miliardi mld миллиардов млрд milyar",
    1e12: "trillion trn tn billionen",
}  # fmt: skip
# Unit words with the factor to their dimension's metric unit; temperatures are converted apart.
PERCENT: Final = "percent pct prozent pourcent porcentaje procent процентов"
MONEY: Final = "pounds pound euro euros crowns kronor kroner yen yuan rubles roubles рублей rupees francs pesos zlotys złotych lira liras"
DOLLARS: Final = "dollars dollar usd долларов dólares"
LENGTHS: Final = {"km": 1e3, "kms": 1e3, "kilometres": 1e3, "kilometers": 1e3, "kilometre": 1e3, "kilometer": 1e3, "kilomètres": 1e3, "kilómetros": 1e3, "километров": 1e3, "км": 1e3, "metres": 1, "meters": 1, "metre": 1, "meter": 1, "mètres": 1, "metros": 1, "метров": 1, "cm": 0.01, "centimetres": 0.01, "centimeters": 0.01, "mm": 0.001}  # fmt: skip
IMPERIAL_LENGTHS: Final = {"miles": 1609.3, "mile": 1609.3, "mi": 1609.3, "feet": 0.3048, "foot": 0.3048, "ft": 0.3048, "inches": 0.0254, "inch": 0.0254, "yards": 0.9144, "yard": 0.9144}  # fmt: skip
MASSES: Final = {"kg": 1, "kilos": 1, "kilograms": 1, "kilogrammes": 1, "kilogramm": 1, "tonnes": 1e3, "tonne": 1e3, "tonnen": 1e3, "grams": 1e-3, "grammes": 1e-3, "g": 1e-3, "литров": 1, "litres": 1, "liters": 1, "litre": 1, "liter": 1}  # fmt: skip
IMPERIAL_MASSES: Final = {"lb": 0.4536, "lbs": 0.4536, "ounces": 0.02835, "ounce": 0.02835, "tons": 907.2, "ton": 907.2, "stone": 6.35, "gallons": 3.785, "gallon": 3.785, "pints": 0.568}  # fmt: skip
AREAS: Final = {"hectares": 1, "hectare": 1, "ha": 1, "hektar": 1, "гектаров": 1}
IMPERIAL_AREAS: Final = {"acres": 0.4047, "acre": 0.4047}
CELSIUS: Final = "celsius c centigrade"
FAHRENHEIT: Final = "fahrenheit f"
