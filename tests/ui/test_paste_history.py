from __future__ import annotations

from errdex.ui.paste_history import MOST_CHARACTERS, MOST_PASTES, PasteHistory


def texts(history: PasteHistory) -> list[str]:
    return [step.text for step in history.steps]


def test_every_paste_is_a_step_and_the_same_again_is_none() -> None:
    history = PasteHistory()
    for text in ("a", "a", "b"):
        history.take(text)
    assert (texts(history), history.at) == (["a", "b"], 1)


def test_what_is_typed_changes_the_step() -> None:
    history = PasteHistory()
    history.take("a")
    history.take("ax", is_edited=True)
    assert texts(history) == ["ax"]
    history.take("first typed", is_edited=True)
    assert texts(history) == ["first typed"]


def test_typing_into_an_empty_box_is_a_step() -> None:
    history = PasteHistory()
    history.take("1", is_edited=True)
    history.take("12", is_edited=True)
    assert texts(history) == ["12"]


def test_one_goes_back_and_on_and_back_from_an_emptied_box() -> None:
    history = PasteHistory()
    history.take("a")
    history.take("b")
    assert history.go(0) == "a"
    history.take("a")
    assert (history.can_step(-1), history.can_step(1)) == (False, True)
    assert history.go(1) == "b"
    assert history.go(2) is None
    history.take("")
    assert (history.can_step(-1), history.can_step(1)) == (True, False)
    assert history.go(history.at - 1) == "b"


def test_a_title_belongs_to_the_paste_in_the_box() -> None:
    history = PasteHistory()
    history.name("nothing")
    history.take("a")
    history.name("03:14 · -1121 BAD_SYMBOL")
    history.take("b")
    assert [step.title for step in history.steps] == ["03:14 · -1121 BAD_SYMBOL", ""]


def test_the_oldest_give_way() -> None:
    history = PasteHistory()
    for number in range(MOST_PASTES + 2):
        history.take(str(number))
    assert texts(history)[0] == "2"
    assert len(history.steps) == MOST_PASTES
    history.take("x" * (MOST_CHARACTERS + 1))
    assert (len(history.steps), history.at) == (1, 0)
