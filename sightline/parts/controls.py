"""Choices kept in the address, so that a link shows the same view. The usual choice leaves no trace there.

The address leads: each control is set to what the address asks for before it is drawn, and a choice is written into
the address before the script runs again.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, TypeVar

import streamlit as st

from sightline import address, words

Meant = TypeVar("Meant")
Usual = TypeVar("Usual", str, None)


def asked(name: str, options: Mapping[str, str], usual: Usual) -> str | Usual:
    """What the address asks for where that is among the options, else the usual choice."""
    given = address.given(name)
    return given if given is not None and given in options else usual


def unless_usual(name: str, options: Mapping[str, str], usual: str) -> str | None:
    """As `asked`, None for the usual choice: what a query takes whose default that is."""
    value = asked(name, options, usual)
    return None if value == usual else value


def segments(
    label: str, name: str, options: Mapping[str, str], usual: str | None = None, *, visible: bool = True
) -> str:
    """A row of choices, `options` naming each; the first is usual where none is said."""
    show = partial(st.segmented_control, required=True, label_visibility="visible" if visible else "collapsed")
    return _one_of(show, label, name, options, usual or next(iter(options)))


def named(
    label: str, name: str, options: Mapping[str, Meant], usual: str | None = None, *, visible: bool = True
) -> Meant:
    """What a row of choices stands for, each kept in the address by the words it is shown with."""
    return options[segments(label, name, {word: word for word in options}, usual, visible=visible)]


def radio(label: str, name: str, options: Mapping[str, str]) -> str:
    """One of two or three ways to count; the first is usual."""
    return _one_of(st.radio, label, name, options, next(iter(options)))


def box(
    label: str,
    name: str,
    options: Mapping[str, str],
    usual: str | None = None,
    *,
    first: str | None = None,
    visible: bool = True,
    width: int | Literal["stretch"] = "stretch",
    placeholder: str | None = None,
    help: str | None = None,  # noqa: A002  # Streamlit's own word
    warn: bool = False,
) -> str | None:
    """A box that opens by keyboard; None while nothing is chosen and nothing is usual.

    `first` is shown like a usual choice but written into the address when chosen, for what is not first for good.
    With `warn`, a choice of the address that is not among the options is said instead of passed over.
    """
    given = address.given(name)
    if warn and given is not None and given not in options:
        st.warning(f"The link asks for {label.lower()} “{words.plain(given)}”, which is not in this view.")
    shown = first if usual is None else usual
    value = given if given is not None and given in options else shown
    key = _set(name, value)
    st.selectbox(
        label,
        list(options),
        index=None if shown is None else 0,
        format_func=lambda choice: options.get(choice, choice),
        key=key,
        placeholder=placeholder or label,
        label_visibility="visible" if visible else "collapsed",
        help=help,
        on_change=address.remember,
        args=(key, name, usual),
        width=width,
        disabled=not options,
    )
    return value


def several(label: str, name: str, options: Mapping[str, str], *, placeholder: str) -> tuple[str, ...]:
    """Several of the options, in the address with commas between them; none means what the placeholder says."""
    given = [value for value in (address.given(name) or "").split(",") if value in options]
    key = _set(name, given)
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        placeholder=placeholder,
        on_change=address.remember,
        args=(key, name),
    )
    return tuple(given)


def text(label: str, name: str, *, placeholder: str) -> str:
    """A line of text; empty where none is written."""
    given = address.given(name) or ""
    key = f"choice_{name}"
    st.session_state[key] = given
    st.text_input(label, key=key, placeholder=placeholder, on_change=address.remember, args=(key, name))
    return given


def _one_of(show: Callable[..., object], label: str, name: str, options: Mapping[str, str], usual: str) -> str:
    """What the address asks for, shown by a widget of one choice."""
    value = asked(name, options, usual)
    key = _set(name, value)
    show(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=address.remember,
        args=(key, name, usual),
    )
    return value


def _set(name: str, value: str | list[str] | None) -> str:
    """The key of a control's widget, set to what the address asks for."""
    key = f"choice_{name}"
    st.session_state[key] = value
    return key
