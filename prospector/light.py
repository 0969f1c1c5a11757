"""Dataclasses and enumerations, made in the time that a log has.

To the reader, the type checker and whoever asks, these are the ones of the standard library. But `dataclasses`, `enum` and
`typing` take longer to import than a log takes in all, and a frozen dataclass costs as much to make as
two imports: six functions are compiled for each, of which a run needs one or none. Here the functions are shared, and a
class compiles its constructor when many of it are made. What is beyond this, a class that changes or fields
that are left out of the constructor, is for the standard library's own.

`tests/test_light.py` holds both to the same behaviour.
"""

from __future__ import annotations

from _operator import attrgetter

TYPE_CHECKING = False  # what `typing` says, and it takes as long to import as all that a log reads
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from enum import IntEnum as IntEnum
    from enum import StrEnum as StrEnum
    from typing import NamedTuple as NamedTuple
else:

    def dataclass(*, frozen, slots, kw_only=False):
        """Make a frozen dataclass with slots of a class whose annotations name its fields."""
        if not (frozen and slots):
            raise TypeError("a class that changes is for dataclasses.dataclass")

        def make(cls):
            return _made(cls, kw_only=kw_only)

        return make

    def field(*, default_factory=None, compare=True):
        """A field whose default is made anew for each instance, or that tells no instance from another."""
        return _Field(default_factory, compare)

    def replace(instance, /, **changes):
        """The same with other values in some fields."""
        if not hasattr(instance, "__values__"):
            import dataclasses  # lazy: a class that changes is theirs

            return dataclasses.replace(instance, **changes)
        values = zip(instance.__names__, instance.__values__(instance), strict=False)
        return type(instance)(**{**dict(values), **changes})

    class _Field:
        def __init__(self, make, compare):
            self.make = make
            self.compare = compare

    _put = object.__setattr__
    _FEW = 50  # instances that take less time than compiling a constructor

    class _Fields:
        """The fields of a class as `dataclasses` describes them, for `asdict` and whoever else asks."""

        def __get__(self, instance, owner):
            import dataclasses  # lazy: nothing of a log asks

            return dataclasses.make_dataclass(
                owner.__name__,
                [
                    (name, kind, _described(owner, name, dataclasses))
                    for name, kind in owner.__annotations__.items()
                ],
                kw_only=not owner.__match_args__,
            ).__dataclass_fields__

    def _described(owner, name, dataclasses):
        default = owner.__defaults__.get(name, dataclasses.MISSING)
        compare = name in owner.__compared__
        if isinstance(default, _Field):
            return dataclasses.field(default_factory=default.make, compare=compare)
        return dataclasses.field(default=default, compare=compare)

    def _made(cls, *, kw_only):
        own = dict(cls.__dict__)
        names = tuple(own.get("__annotations__", ()))
        said = {name: own.pop(name) for name in names if name in own}
        compared = tuple(
            name for name in names if not isinstance(said.get(name), _Field) or said[name].compare
        )
        defaults = {name: it for name, it in said.items() if not isinstance(it, _Field) or it.make}
        for name in ("__dict__", "__weakref__"):
            own.pop(name, None)
        for name, shared in _SHARED.items():
            own.setdefault(name, shared)
        own.update(
            __slots__=names,
            __match_args__=() if kw_only else names,
            __names__=names,
            __defaults__=defaults,
            __compared__=compared,
            __values__=_getter(names),
            __key__=_getter(compared),
            __init__=_first_constructor(names, defaults, kw_only=kw_only),
        )
        made = type(cls)(cls.__name__, cls.__bases__, own)
        made.__init__.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _getter(names):
        """What gives all values of an instance as a tuple."""
        if not names:
            return lambda _instance: ()
        return attrgetter(*names, names[0]) if len(names) == 1 else attrgetter(*names)

    def _first_constructor(names, defaults, *, kw_only):
        """A constructor that compiles nothing, and puts one that is compiled in its place where many are made."""
        made = 0

        def __init__(self, *values, **named):
            nonlocal made
            made += 1
            placed = {**dict(zip(names, values, strict=False)), **named}
            given = {**defaults, **placed}
            is_plain = len(placed) == len(values) + len(named) and not (kw_only and values)
            if (
                made > _FEW or not is_plain or given.keys() != set(names)
            ):  # the compiled one says what is wrong
                compiled = _constructor(type(self), names, defaults, kw_only=kw_only)
                if made > _FEW:
                    type(self).__init__ = compiled
                compiled(self, *values, **named)
                return
            for name, value in given.items():
                _put(self, name, value.make() if isinstance(value, _Field) else value)
            if hasattr(self, "__post_init__"):
                self.__post_init__()

        return __init__

    def _constructor(cls, names, defaults, *, kw_only):
        known = {f"_set_{name}": getattr(cls, name).__set__ for name in names}
        known.update({f"_of_{name}": default for name, default in defaults.items()})
        words, lines = [], []
        for name in names:
            is_made = isinstance(defaults.get(name), _Field)
            value = f"_of_{name}.make() if {name} is _of_{name} else {name}" if is_made else name
            words.append(f"{name}=_of_{name}" if name in defaults else name)
            lines.append(f" _set_{name}(self, {value})\n")
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()\n")
        star = "*, " if kw_only and names else ""
        text = f"def __init__(self, {star}{', '.join(words)}):\n{''.join(lines) or ' pass'}"
        exec(text, known)  # noqa: S102 - a constructor from the names of its class's fields
        made = known["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _equal(self, other):
        if other.__class__ is self.__class__:
            return self.__key__(self) == self.__key__(other)
        return NotImplemented

    def _hash(self):
        return hash(self.__key__(self))

    def _shown(self):
        values = zip(self.__names__, self.__values__(self), strict=False)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in values)})"

    def _refuse_to_set(self, name, _value):
        from dataclasses import FrozenInstanceError  # lazy: a bug

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        from dataclasses import FrozenInstanceError  # lazy: a bug

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self):
        return list(self.__values__(self))

    def _put_back(self, state):
        for name, value in zip(self.__names__, state, strict=False):
            _put(self, name, value)

    _SHARED = {
        "__eq__": _equal,
        "__hash__": _hash,
        "__repr__": _shown,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _put_back,
        "__dataclass_fields__": _Fields(),
    }

    class _Tuples(type):
        """A class whose annotations name what a tuple holds."""

        def __new__(cls, name, _bases, own):
            from collections import namedtuple  # lazy: a log makes none

            names = tuple(own.pop("__annotations__"))
            defaults = [own.pop(each) for each in names if each in own]
            made = namedtuple(name, names, defaults=defaults, module=own.pop("__module__"))  # noqa: PYI024
            for key, value in own.items():
                setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Tuples, "NamedTuple", (), {})

    class _Members(type):
        """A class whose constants are its instances, one of each value, in the order in which they are written."""

        def __new__(cls, name, bases, own):
            constants = {
                key: value
                for key, value in own.items()
                if not key.startswith("_") and type(value) in {int, str}
            }
            made = super().__new__(cls, name, bases, {**own, "_by_value": {}, "__members__": {}})
            for key, value in constants.items():
                member = bases[0].__base__.__new__(made, value)
                member.name, member.value = key, value
                setattr(made, key, member)
                made._by_value[value] = made.__members__[key] = member
            return made

        def __call__(cls, value):
            found = cls._by_value.get(value)
            if found is None:
                raise ValueError(f"{value!r} is not a valid {cls.__name__}")
            return found

        def __iter__(cls):
            return iter(cls.__members__.values())

        def __reversed__(cls):
            return reversed(cls.__members__.values())

        def __len__(cls):
            return len(cls.__members__)

        def __getitem__(cls, name):
            return cls.__members__[name]

        def __contains__(cls, value):
            return value in cls._by_value

    class IntEnum(int, metaclass=_Members):
        """Numbers with names."""

        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self):
            return int.__repr__(self)

        def __reduce__(self):
            return type(self), (self.value,)

    class StrEnum(str, metaclass=_Members):  # noqa: SLOT000 - a member carries its name
        """Words that are what they say."""

        __repr__ = IntEnum.__repr__
        __reduce__ = IntEnum.__reduce__
        __str__ = str.__str__
