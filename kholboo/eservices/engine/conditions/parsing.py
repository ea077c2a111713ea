"""Conditions in a small part of FEEL → trees that JSON can keep.

    condition  = joined {"or" joined} ;        joined = part {"and" part}
    part       = "not" "(" condition ")" | "(" condition ")"
               | "list contains" "(" name "," literal ")"
               | side [sign side | "in" tests]
    side       = name | literal | "null"
    sign       = "=" | "!=" | "<" | "<=" | ">" | ">="
    tests      = "(" test {"," test} ")" | test           (`parse_tests`: the cells of tables too)
    test       = literal | sign literal | ("[" | "(") literal ".." literal ("]" | ")")
    literal    = "text" | number | -number | true | false | date("2026-01-31")

Trees: ["value", x], ["date", "2026-01-31"], ["name", "form", "kind"], ["and"|"or", …], ["not", t],
["=", a, b] and the other signs, ["in", a, test], ["contains", list, literal]. Tests: ["any"],
["or", …], ["not", t], ["=", x] and the other signs, ["range", low, high, low_open, high_open].
"""

from datetime import date
from typing import Any

from kholboo.eservices.engine.conditions.tokens import DEEPEST, Token, Unreadable, tokens_of
from kholboo.eservices.engine.graph import Tree

SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_WORDS = frozenset({"and", "or", "not", "in", "true", "false", "null", "date", "list", "contains"})


def parse_condition(text: str) -> Tree:
    """Raises Unreadable."""
    reader = _Reader(text)
    tree = reader.condition()
    reader.expect("end")
    return tree


def parse_tests(text: str) -> Tree:
    """A cell of a table: `-`, `not(…)`, or tests with commas between. Raises Unreadable."""
    if text.strip() in ("", "-"):
        return ["any"]
    reader = _Reader(text)
    if reader.takes("name", "not"):
        tree = ["not", reader.in_brackets(reader.tests)]
    else:
        tree = reader.tests()
    reader.expect("end")
    return tree


def parse_literal(text: str) -> Tree:
    """["value", x] or ["date", x]: what a table gives. Raises Unreadable."""
    reader = _Reader(text)
    tree = reader.literal()
    reader.expect("end")
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._at = 0
        self._depth = 0

    @property
    def here(self) -> Token:
        return self._tokens[self._at]

    def takes(self, kind: str, said: Any = None) -> bool:
        """Go on if the token is this one."""
        if self.here.kind != kind or (said is not None and self.here.said != said):
            return False
        self._at += 1
        return True

    def expect(self, kind: str, said: Any = None) -> None:
        if not self.takes(kind, said):
            raise self._unexpected()

    def condition(self) -> Tree:
        return self._chain("or", lambda: self._chain("and", self._part))

    def tests(self) -> Tree:
        parts = [self._test()]
        while self.takes("sign", ","):
            parts.append(self._test())
        return parts[0] if len(parts) == 1 else ["or", *parts]

    def in_brackets(self, inner: Any) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("condition_deep", self.here.at, str(DEEPEST))
        self.expect("sign", "(")
        tree: Tree = inner()
        self.expect("sign", ")")
        self._depth -= 1
        return tree

    def literal(self) -> Tree:
        token = self.here
        negative = self.takes("sign", "-")
        number = self.here
        if self.takes("number"):
            return ["value", -number.said if negative else number.said]
        if negative:
            raise self._unexpected()
        if self.takes("text"):
            return ["value", token.said]
        if self.takes("name", "true") or self.takes("name", "false"):
            return ["value", token.said == "true"]
        if self.takes("name", "date"):
            return self._date()
        raise self._unexpected()

    def _chain(self, word: str, inner: Any) -> Tree:
        parts = [inner()]
        while self.takes("name", word):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else [word, *parts]

    def _part(self) -> Tree:
        if self.takes("name", "not"):
            return ["not", self.in_brackets(self.condition)]
        if self.here.kind == "sign" and self.here.said == "(":
            return self.in_brackets(self.condition)
        if self.takes("name", "list"):
            self.expect("name", "contains")
            return self.in_brackets(self._contains)
        left = self._side()
        sign = self.here
        if self.takes("name", "in"):
            return ["in", left, self._listed()]
        if sign.kind == "sign" and sign.said in SIGNS:
            self._at += 1
            return [sign.said, left, self._side()]
        return left

    def _contains(self) -> Tree:
        name = self._name()
        self.expect("sign", ",")
        return ["contains", name, self.literal()]

    def _listed(self) -> Tree:
        """`in (1, 2)`, and `in (1..2)`, where the bracket is the range's own."""
        begun, token = self._at, self.here
        if token.kind == "sign" and token.said == "(":
            try:
                return self._range()
            except Unreadable:
                self._at = begun
                return self.in_brackets(self.tests)
        return self._test()

    def _side(self) -> Tree:
        if self.takes("name", "null"):
            return ["value", None]
        if self.here.kind == "name" and self.here.said not in _WORDS:
            return self._name()
        return self.literal()

    def _name(self) -> Tree:
        token = self.here
        if token.kind != "name" or token.said in _WORDS:
            raise self._unexpected()
        self._at += 1
        return ["name", *token.said.split(".")]

    def _test(self) -> Tree:
        token = self.here
        if token.kind == "sign" and token.said in SIGNS:
            self._at += 1
            return [token.said, self.literal()[1]]
        if token.kind == "sign" and token.said in ("[", "("):
            return self._range()
        return ["=", self.literal()[1]]

    def _range(self) -> Tree:
        opened = self.here.said
        self._at += 1
        low = self.literal()[1]
        self.expect("sign", "..")
        high = self.literal()[1]
        closed = self.here.said
        if self.here.kind != "sign" or closed not in ("]", ")"):
            raise self._unexpected()
        self._at += 1
        return ["range", low, high, opened == "(", closed == ")"]

    def _date(self) -> Tree:
        self.expect("sign", "(")
        token = self.here
        self.expect("text")
        self.expect("sign", ")")
        try:
            return ["date", date.fromisoformat(token.said).isoformat()]
        except ValueError as error:
            raise Unreadable("condition_date", token.at, token.said) from error

    def _unexpected(self) -> Unreadable:
        token = self.here
        if token.kind == "end":
            return Unreadable("condition_ends", token.at)
        return Unreadable("condition_word", token.at, str(token.said)[:40])
