"""What belongs together, against models that are too simple to be wrong."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.cards import Card, EntryCard, FacetCard, TagCard, TagKey, alphabetical
from schema.catalogue import MOST_RELATED, Catalogue
from schema.markdown.inline import parse_inline
from schema.models.entry import Status
from tests.schema.base import card, entry

KEYS = [TagKey(facet, tag) for facet in "fgh" for tag in "abcd"]
IDS = [f"e{number}" for number in range(8)]


def entry_card(id: str, question: str = "Q?", **more: object) -> EntryCard:
    made = EntryCard(
        id=id,
        question=parse_inline(question),
        summary=parse_inline("S."),
        tags=(KEYS[0],),
        status=Status.PUBLISHED,
        superseded_by=None,
        reason=None,
        related=(),
        former_ids=(),
        reviewed_on="2026-11-22",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def tag_card(key: TagKey, order: int = 999) -> TagCard:
    return TagCard(key, str(key), parse_inline("D."), (), order)


def facet_card(id: str, order: int = 999) -> FacetCard:
    return FacetCard(id, id, parse_inline("D."), order)


@st.composite
def entries(draw: st.DrawFn) -> list[EntryCard]:
    """Draw entries that name each other, themselves, and entries that do not exist."""
    some = st.lists(st.sampled_from([*IDS, "nowhere"]), unique=True, max_size=4)
    return [
        entry_card(
            id,
            draw(st.sampled_from(["A?", "b?", "`C`?", "é?"])),
            tags=tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))),
            status=draw(st.sampled_from(list(Status))),
            superseded_by=draw(st.none() | st.sampled_from([*IDS, "nowhere"])),
            related=tuple(draw(some)),
        )
        for id in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]


def test_chinese_questions_follow_others_by_pinyin() -> None:
    order = sorted(["知识", "昇腾", "Beta", "安装", "`alpha`"], key=lambda q: alphabetical(q, ""))
    assert order == ["`alpha`", "Beta", "安装", "昇腾", "知识"]


def by_question(cards: list[EntryCard]) -> list[EntryCard]:
    return sorted((c for c in cards if c.status is Status.PUBLISHED), key=lambda c: c.sort_key)


@given(entries(), st.lists(st.sampled_from(KEYS), max_size=5))
def test_tags_mean_either_and_facets_both(cards: list[EntryCard], wanted: list[TagKey]) -> None:
    facets = {key.facet for key in wanted}
    expected = tuple(
        one.id
        for one in by_question(cards)
        if all(any(key in one.tags for key in wanted if key.facet == facet) for facet in facets)
    )
    assert Catalogue.of(cards).select(wanted) == expected


@given(entries(), st.sampled_from(KEYS))
def test_tags_that_occur_together_are_counted(cards: list[EntryCard], key: TagKey) -> None:
    expected = Counter(
        other for one in by_question(cards) if key in one.tags for other in one.tags if other != key
    )
    found = Catalogue.of(cards).together_with(key)
    assert dict(found) == expected
    assert list(found) == sorted(found, key=lambda pair: (-pair[1], pair[0]))


@given(entries())
def test_relations_go_both_ways(cards: list[EntryCard]) -> None:
    catalogue = Catalogue.of(cards)
    published = {one.id for one in cards if one.status is Status.PUBLISHED}
    for one in cards:
        own = [id for id in one.related if id in published and id != one.id]
        others = sorted(c.id for c in cards if c.id in published - {one.id} and one.id in c.related)
        shown = list(dict.fromkeys(own + others))[: max(MOST_RELATED, len({*own}))]
        assert list(catalogue.related(one.id)) == shown
    assert catalogue.related("unheard-of") == ()


@given(entries())
def test_a_successor_is_another_entry_that_exists(cards: list[EntryCard]) -> None:
    catalogue = Catalogue.of(cards)
    for one in cards:
        others = {other.id for other in cards} - {one.id}
        assert catalogue.successor(one.id) == next(iter(others & {one.superseded_by}), None)


def test_entries_are_in_the_order_of_their_questions() -> None:
    """Without regard to case, or to marks before the first word."""
    questions = ["`c` d?", "(a) b?", "Éa?", "B?", "a?", "*b* c?", "?"]
    cards = [entry_card(f"e{n}", question) for n, question in enumerate(questions)]
    shown = [questions[int(id[1:])] for id in Catalogue.of(cards).listed]
    assert shown == ["?", "(a) b?", "a?", "*b* c?", "B?", "`c` d?", "Éa?"]


def test_tags_and_facets_are_in_their_order() -> None:
    cards: list[Card] = [
        tag_card(KEYS[2], 2), tag_card(KEYS[1], 1), tag_card(KEYS[0], 2),
        tag_card(TagKey("x", "y")), facet_card("g", 1), facet_card("f", 2), facet_card("e", 2),
    ]  # fmt: skip
    catalogue = Catalogue.of(cards)
    assert list(catalogue.facets) == ["g", "e", "f"]
    assert dict(catalogue.tags_of) == {"g": (), "e": (), "f": (KEYS[1], KEYS[0], KEYS[2])}


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ("question: Other?\n", False),
        ("tags: {a: [b]}\n", False),
        ("status: draft\n", False),
        ("reviewed_on: 2026-11-21\n", False),
        ("answer: Other.\norigin: [page-01]\nphrasings: [c, d]\nerrors: [Some error]\n", True),
    ],
)
def test_the_digest_of_a_card_follows_what_other_pages_show(fields: str, *, same: bool) -> None:
    assert (card(entry(fields)).digest == card(entry()).digest) is same
