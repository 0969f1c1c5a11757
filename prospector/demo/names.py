"""Invented people and companies. Addresses are under `.example`, which belongs to nobody; phone numbers begin 555-01."""

from __future__ import annotations

from random import Random

from prospector.light import dataclass

_FIRST = (
    "Ada Amir Anneke Beata Bruno Carmen Cho Dagny Dario Edda Elif Emeka Esme Farid Fenna Gaspar Greta Hakim Hanne "
    "Ines Ivo Jolan Kaisa Kenji Lale Leif Lucia Maarten Mabel Milo Nadia Noor Odile Oskar Paloma Piet Quinn Rafa "
    "Ronja Sami Sefa Sunniva Tariq Tilda Ugo Valentin Vesna Wanda Yara Zeno"
)
_LAST = (
    "Abendrot Appelgren Barkholt Belmonde Birkstad Brandelow Carnevik Casterlen Dornbirk Drachter Elmquart Engelow "
    "Fairwell Fenwright Feldkorn Garnholm Glasbrook Greywater Halvorsted Harkness Hollinger Islington-Ray Jorvik "
    "Kettlewell Kirschbaum Lanternby Lindqvarn Marchetto Moorhen Nachtigall Northgate Oakhurst Ostergard Pemberlow "
    "Quillfeather Rosenquell Saltmarsh Silverbeck Stonebridge Tannhaus Thistlewood Underhill Vandermoor Voss-Lang "
    "Wetherfield Winterbourne Yardley-Moss Zimmerholt"
)
_COMPANY = (
    "Alder Amber Anchor Birch Blue Bramble Bridge Cedar Clover Copper Crane Delta Ember Falcon Fern Flint Granite "
    "Harbour Hazel Heron Iron Juniper Kestrel Lantern Larch Linden Maple Marsh Meadow Mill Moss North Oak Orchard "
    "Otter Pebble Pine Quarry Raven Reed River Rowan Saffron Slate Spruce Stone Swift Tallow Teal Thorn Timber "
    "Union Valley Violet Walnut Water West Willow Wren Yarrow"
)
_TRADES = (
    ("Freight", "logistics"),
    ("Foods", "food"),
    ("Tools", "manufacturing"),
    ("Clinics", "health"),
    ("Outfitters", "retail"),
    ("Works", "manufacturing"),
)
_TITLES = (  # with the division of each
    ("Operations Manager", "Operations"),
    ("Head of Logistics", "Logistics"),
    ("Warehouse Manager", "Logistics"),
    ("Purchasing Lead", "Purchasing"),
    ("Finance Director", "Finance"),
    ("Managing Director", "Board"),
    ("Plant Manager", "Operations"),
    ("IT Manager", "IT"),
)
TARGETS = 10  # of the companies, the first, where most people are known


@dataclass(frozen=True, slots=True)
class Company:
    """An account: its name, its domain, its trade."""

    name: str
    domain: str
    industry: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A contact as the rep's address book has it; `company` is a place in the list of companies."""

    name: str
    email: str
    phone: str
    title: str
    division: str
    company: int


def companies(count: int) -> tuple[Company, ...]:
    """Companies, each of another name; at most 60."""
    made = []
    for number, word in enumerate(_COMPANY.split()[:count]):
        trade, industry = _TRADES[number % len(_TRADES)]
        made.append(Company(f"{word} {trade}", f"{word}{trade}.example".lower(), industry))
    return tuple(made)


def people(count: int, firms: tuple[Company, ...], random: Random) -> tuple[Someone, ...]:
    """People, each of another name, spread over the companies, the first of which have more of them."""
    pairs = [(first, last) for first in _FIRST.split() for last in _LAST.split()]
    made = []
    for number in range(count):
        first, last = pairs.pop(int(random.random() * len(pairs)))
        company = int(random.random() ** 1.3 * len(firms)) if number >= len(firms) else number
        made.append(
            Someone(
                f"{first} {last}",
                f"{first}.{last}@{firms[company].domain}".lower(),
                f"+1 555 01{number // 100:02} {number % 100:04}",
                *_TITLES[int(random.random() * len(_TITLES))],
                company,
            )
        )
    return tuple(made)
