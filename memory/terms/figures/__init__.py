"""Reading figures: numbers, dates, symbols, ordinals and marks as typed values with places."""

from .chinese import read_chinese
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
    "read_chinese",
    "read_english",
]
