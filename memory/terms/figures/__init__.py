"""Reading figures: numbers, dates, symbols, ordinals and marks as typed values with places."""

from .chinese import read_chinese
from .english import read_english
from .figure import Date, Figure, Figures, Form, Role
from .roles import currencies_agree

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
