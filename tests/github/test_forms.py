"""The forms for issues ask for what a record needs, and the site opens one that exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from faq.settings import Settings

from tests.github.repository import FORMS, load
from tests.pages import ROOT

FILES = sorted(FORMS.glob("a*.yml"))


def fields(file: Path) -> dict[str, Any]:
    return {part["id"]: part for part in load(file)["body"] if "id" in part}


def test_a_new_question_of_the_site_opens_a_form_that_takes_it() -> None:
    settings = Settings("https://github.com/owner/name", "main")
    asked = settings.new_question
    (name,) = parse_qs(urlsplit(asked["address"]).query)["template"]
    assert asked["title"] == "title"
    assert fields(FORMS / name)[asked["text"]]["type"] == "textarea"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_hardware_to_choose_from_is_that_of_the_records(file: Path) -> None:
    labels = {
        load(tag).get("label")
        for tag in (ROOT / "kb/tags/hardware").glob("*.yaml")
        if tag.name != "index.yaml"
    }
    options = fields(file)["hardware"]["attributes"]["options"]
    named = [option for option in options if not option.startswith(("Another", "It does"))]
    assert named
    assert set(named) <= labels
