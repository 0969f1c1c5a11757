"""The canonical columns: what a CSV file can tell about each of the seven kinds.

The order within a kind is that of the values of a parsed row, and part of the identity of rows without an id: new
columns go to the end of their kind.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto

from prospector.light import dataclass


class Kind(StrEnum):
    """What a file holds."""

    ACTIVITIES = "activities"
    CONTACTS = "contacts"
    ACCOUNTS = "accounts"
    DEALS = "deals"
    APPOINTMENTS = "appointments"
    CONTENT = "content"
    QUOTAS = "quotas"


class ValueType(Enum):
    """What a cell is read as; `values.reader` has the reader of each."""

    TEXT = auto()  # as it stands
    NAME = auto()  # one line; case and spaces do not distinguish it
    WORD = auto()  # a name in lower case with hyphens
    CHOICE = auto()  # a word out of a closed list
    NAMES = auto()  # names between semicolons
    TAGS = auto()  # the same, in lower case
    MOMENT = auto()
    DAY = auto()
    HISTORY = auto()  # stage@date between semicolons
    MINUTES = auto()  # a duration, in whole minutes
    SECONDS = auto()  # a duration, in whole seconds
    COUNT = auto()  # a whole number from 0
    MONEY = auto()  # minor units
    NUMBER = auto()  # an exact decimal, not negative
    CURRENCY = auto()  # three capitals
    PERIOD = auto()  # absolute, in its canonical words
    YES_NO = auto()
    EMAIL = auto()
    PHONE = auto()
    URL = auto()
    DOMAIN = auto()  # of a web or e-mail address


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column.

    Attributes:
        name: as in the header.
        type: what its cells are read as.
        choices: the words of a `CHOICE`.
    """

    name: str
    type: ValueType
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of one kind.

    Attributes:
        columns: in the order of the values of a parsed row.
        required: groups of names; of each, a row has at least one.
        together: groups of names that rows have the same words in over and over.
    """

    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]
    together: tuple[frozenset[str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def going_with(self, name: str) -> frozenset[str]:
        """The group that a name is of; none where its words are a row's own."""
        return next((group for group in self.together if name in group), frozenset())


STAGES = ("lead", "prospecting", "qualifying", "needs-analysis", "proposal", "objections", "closing")
_METRICS = (
    "revenue",
    "won",
    "deals-opened",
    "appointments-set",
    "appointments-held",
    "conversations",
    "new-conversations",
)

# A name means the same in every kind.
_TYPES: dict[ValueType, str] = {
    ValueType.TEXT: "external_id person_ref contact_ref account_ref activity_ref deal_ref note",
    ValueType.NAME: "contact name title account content plan rep seniority division source source_detail referred_by"
    " industry lost_reason",
    ValueType.WORD: "channel kind outcome",
    ValueType.DOMAIN: "domain",
    ValueType.CHOICE: "direction stage status metric",
    ValueType.NAMES: "divisions other_names",
    ValueType.TAGS: "tags",
    ValueType.MOMENT: "occurred_at received_at qualified_at opened_at closed_at stage_since set_at starts_at"
    " published_at",
    ValueType.DAY: "expected_close_on set_on",
    ValueType.HISTORY: "history",
    ValueType.MINUTES: "minutes",
    ValueType.SECONDS: "talk_seconds",
    ValueType.COUNT: "count reach quantity used buying_group",
    ValueType.MONEY: "cost value",
    ValueType.NUMBER: "amount",
    ValueType.CURRENCY: "currency",
    ValueType.PERIOD: "period",
    ValueType.YES_NO: "done qualified do_not_contact target",
    ValueType.EMAIL: "email",
    ValueType.PHONE: "phone",
    ValueType.URL: "profile_url url",
}
_TYPE_OF = {name: type_ for type_, names in _TYPES.items() for name in names.split()}


def _sheet(
    names: str,
    *,
    required: tuple[str, ...],
    choices: dict[str, tuple[str, ...]] | None = None,
    together: tuple[str, ...] = (),
) -> Sheet:
    words = choices or {}
    return Sheet(
        columns=tuple(Column(name, _TYPE_OF[name], words.get(name, ())) for name in names.split()),
        required=tuple(tuple(group.split()) for group in required),
        together=tuple(frozenset(group.split()) for group in together),
    )


SHEETS: dict[Kind, Sheet] = {
    Kind.ACTIVITIES: _sheet(
        "external_id occurred_at channel kind direction outcome contact email phone profile_url title account"
        " contact_ref account_ref deal_ref content minutes talk_seconds count reach cost done plan tags rep note",
        required=("occurred_at", "channel"),
        choices={"direction": ("outbound", "inbound")},
        together=("channel kind direction outcome", "contact email phone profile_url title account"),
    ),
    Kind.CONTACTS: _sheet(
        "external_id person_ref name email phone profile_url title seniority division account account_ref source"
        " source_detail received_at referred_by qualified qualified_at do_not_contact tags rep note other_names",
        required=("name email phone external_id",),
    ),
    Kind.ACCOUNTS: _sheet(
        "external_id name domain industry target buying_group divisions rep note", required=("name",)
    ),
    Kind.DEALS: _sheet(
        "external_id name contact email account contact_ref account_ref activity_ref value currency stage stage_since"
        " history status source opened_at expected_close_on closed_at lost_reason tags rep note",
        required=("name contact account email contact_ref account_ref activity_ref",),
        choices={"stage": STAGES, "status": ("open", "won", "lost")},
    ),
    Kind.APPOINTMENTS: _sheet(
        "external_id contact email contact_ref activity_ref deal_ref set_at starts_at status channel rep note",
        required=("starts_at set_at",),
        choices={"status": ("set", "held", "no-show", "cancelled", "moved")},
    ),
    Kind.CONTENT: _sheet(
        "external_id title kind published_at minutes cost quantity used reach url tags rep note",
        required=("title",),
    ),
    Kind.QUOTAS: _sheet(
        "external_id metric amount period channel set_on rep",
        required=("metric", "amount", "period"),
        choices={"metric": _METRICS},
    ),
}
