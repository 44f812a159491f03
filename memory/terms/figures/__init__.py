"""Reading figures: numbers, dates, symbols, ordinals and marks as typed values with places."""

from .chinese import read_chinese
from .chinese_numerals import price_left
from .currencies import currencies_agree
from .english import read_english
from .figure import Date, Figure, Figures, Form, Role

__all__ = [
    "Date",
    "Figure",
    "Figures",
    "Form",
    "Role",
    "currencies_agree",
    "price_left",
    "read_chinese",
    "read_english",
]
