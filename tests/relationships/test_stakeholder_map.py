"""The stakeholder map places every box apart, draws lines as what they are, and says in words what it shows."""

import random
from typing import Any

import pandas as pd
import pytest

from sightline.charts.palette import ACT, PRIMARY, WATCH, Theme
from sightline.charts.stakeholder_boxes import MARKS, marks
from sightline.charts.stakeholder_layout import BOX_HEIGHT, BOX_WIDTH, Layout, Person, arrange
from sightline.charts.stakeholder_map import PEOPLE_SHOWN, stakeholder_map
from sightline.sections.accounts.account import stakeholders_says


def chart(seed: int, count: int) -> list[Person]:
    """Random people in up to five buying centres, each under somebody earlier or under nobody."""
    rng = random.Random(seed)
    return [
        Person(
            id=f"p{n}",
            manager=f"p{rng.randrange(n)}" if n and rng.random() < 0.75 else None,
            group=rng.choice(["", "Core", "Risk", "Data", "Field"]),
        )
        for n in range(count)
    ]


def crossing(layout: Layout) -> list[tuple[str, str]]:
    """Pairs of boxes that share a pixel."""
    boxes = sorted(layout.boxes.items())
    return [
        (a, b)
        for place, (a, (ax, ay)) in enumerate(boxes)
        for b, (bx, by) in boxes[place + 1 :]
        if abs(ax - bx) < BOX_WIDTH and abs(ay - by) < BOX_HEIGHT
    ]


@pytest.mark.parametrize("count", [1, 5, 25, 30])
@pytest.mark.parametrize("seed", range(25))
def test_no_two_boxes_touch_and_each_lies_in_the_frame_of_its_buying_centre(seed: int, count: int) -> None:
    """Whatever the tree: every person once, apart from all others, inside the frame that bears the name."""
    people = chart(seed, count)
    layout = arrange(people, 720)
    frames = {frame.name: frame for frame in layout.frames}

    assert layout.boxes.keys() == {person.id for person in people}
    assert crossing(layout) == []
    for person in people:
        (x, y), frame = layout.boxes[person.id], frames[person.group]
        assert frame.x <= x
        assert x + BOX_WIDTH <= frame.x + frame.width <= layout.width
        assert frame.y < y
        assert y + BOX_HEIGHT <= frame.y + frame.height <= layout.height
    assert sum(frame.people for frame in layout.frames) == count


@pytest.mark.parametrize("seed", range(25))
def test_frames_lie_apart_and_a_report_lies_below_a_manager_of_the_same_frame(seed: int) -> None:
    """Top-down: nobody stands beside or above whom they report to."""
    people = chart(seed, 25)
    layout = arrange(people, 720)
    groups = {person.id: person.group for person in people}

    for place, a in enumerate(layout.frames):
        for b in layout.frames[place + 1 :]:
            apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
            assert apart, (a.name, b.name)
    for person in people:
        if person.manager and groups[person.manager] == person.group:
            assert layout.boxes[person.id][1] >= layout.boxes[person.manager][1] + BOX_HEIGHT


def test_a_map_fits_the_room_wherever_single_frames_do() -> None:
    """Frames that fit stand within the width; only one that is wider by itself sticks out."""
    for seed in range(25):
        layout = arrange(chart(seed, 25), 720)
        assert layout.width <= max(720, *(frame.width for frame in layout.frames))


def row(contact_id: str, **more: Any) -> dict[str, Any]:
    """One row as `account_contacts` gives it."""
    return {
        "contact_id": contact_id,
        "contact_name": contact_id.title(),
        "title": "Engineer",
        "department": "IT",
        "buying_centre_name": "Core",
        "decision_role": None,
        "is_economic_buyer": False,
        "influence": None,
        "support": None,
        "health": None,
        "presence": "here",
        "leaving_on": pd.NaT,
        "successor_name": None,
        "is_departure_open": False,
        "reports_to_id": None,
        "manager_id": None,
        "contact_manager_name": None,
        "line_fault": None,
        "touch_owner_name": None,
        "last_touch_on": pd.NaT,
        "two_way_on": pd.NaT,
        "is_thread": False,
        "competitor_affinity": None,
        "attributes_updated_on": pd.NaT,
        "is_aged": None,
        "steps": None,
        "through_name": None,
        "is_unreachable": False,
        "is_partner_only": False,
        "marks": None,
        **more,
    }


def under(boss: str, **more: Any) -> dict[str, Any]:
    """What a sound line to a manager adds to a row."""
    return {"reports_to_id": boss, "manager_id": boss, "contact_manager_name": boss.title(), **more}


NO_LINES = pd.DataFrame(columns=["from_contact_id", "to_contact_id", "strength", "is_outside"])
SWAYS = pd.DataFrame(
    [("dev", "cio", "high", False), (None, "cio", None, True), ("dev", "stranger", None, False)],
    columns=["from_contact_id", "to_contact_id", "strength", "is_outside"],
)


def drawn(rows: list[dict[str, Any]], influences: pd.DataFrame = NO_LINES, theme: Theme = "light") -> dict[str, Any]:
    """The picture of some rows."""
    return stakeholder_map(pd.DataFrame(rows), influences, theme, width=720)


def of_kind(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """What is drawn behind the boxes, of one kind."""
    return [piece for piece in spec["graphic"] if piece["type"] == kind]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_reporting_is_solid_and_influence_a_dashed_arrow(theme: Theme) -> None:
    """Two different things look different; a voice from outside and a line to nobody here are not drawn."""
    spec = drawn([row("cio"), row("dev", **under("cio"))], SWAYS, theme)
    (line,), (arrow,) = of_kind(spec, "polyline"), of_kind(spec, "bezierCurve")

    assert "lineDash" not in line["style"]
    assert arrow["style"]["lineDash"]
    assert arrow["style"]["stroke"] == PRIMARY.fill(theme)
    assert len(of_kind(spec, "polygon")) == 1


def test_a_manager_of_another_buying_centre_is_named_above_the_box() -> None:
    """A line across the whole picture would run behind strangers."""
    spec = drawn([row("cio"), row("sec", **under("cio", buying_centre_name="Risk"))])

    assert "↑ Cio" in [piece["style"]["text"] for piece in of_kind(spec, "text")]
    assert len(of_kind(spec, "polyline")) == 1


def test_a_circle_and_a_line_to_oneself_are_drawn_as_faults() -> None:
    """S60: amber lines between the people of a circle, the words on each, no tree and no crash."""
    circle = [
        row("x", reports_to_id="y", line_fault="circle"),
        row("y", reports_to_id="x", line_fault="circle"),
        row("self", line_fault="themselves"),
    ]
    spec = drawn(circle)

    assert {line["style"]["stroke"] for line in of_kind(spec, "polyline")} == {WATCH.fill("light")}
    assert all("|line unclear}" in box["label"]["formatter"] for box in spec["series"][0]["data"])
    assert stakeholders_says.faults(pd.DataFrame(circle)) == (
        "3 reporting lines to correct in the CRM. **X**, **Y**: report to each other in a circle; "
        "**Self**: said to report to themselves."
    )


def test_marks_say_in_words_what_colours_say() -> None:
    """The most urgent first; an unknown flag marks nothing."""
    everything = row(
        "all", is_economic_buyer=True, support="champion", competitor_affinity="Zeta", presence="leaving",
        is_departure_open=True, is_unreachable=True, is_partner_only=True, line_fault="circle", is_aged=True,
    )  # fmt: skip
    foe = row("foe", support="opponent", presence="left", is_thread=None, is_unreachable=None)
    written = [marks(one) for one in pd.DataFrame([everything, foe, row("met", is_thread=True)]).itertuples()]

    assert written == [
        ["no successor", "out of reach", "for competitor", "buyer", "partner only", "line unclear", "old data"],
        ["has left"],
        ["in touch"],
    ]
    assert drawn([everything])["series"][0]["data"][0]["label"]["formatter"].endswith(
        "{mark0|no successor}{g| }{third|+6}"
    )


def test_a_box_shows_name_title_influence_and_support_and_no_name_breaks_its_label() -> None:
    """Braces and line ends of a name would end the label's own markup; long texts are cut."""
    spec = drawn([row("a", contact_name="Ann {x|y}\nLee", title="T" * 60, influence="high", support="champion")])
    (box,) = spec["series"][0]["data"]

    assert box["label"]["formatter"].startswith(
        "{name|Ann (x|y) Lee}\n{title|" + "T" * 24 + "…}\n{third|▲ high · champion}"
    )
    assert box["symbolSize"] == [BOX_WIDTH, BOX_HEIGHT]


def test_who_has_left_is_dashed_and_who_is_picked_has_a_strong_border() -> None:
    """The picked person is found again on the map."""
    frame = pd.DataFrame([row("here"), row("gone", presence="left")])
    boxes = stakeholder_map(frame, NO_LINES, width=720, picked="here")["series"][0]["data"]

    assert [box["itemStyle"]["borderType"] for box in boxes] == ["solid", "dashed"]
    assert boxes[0]["itemStyle"]["borderColor"] == PRIMARY.light


def test_beyond_thirty_people_the_first_thirty_are_drawn() -> None:
    """A caller that draws more than a picture holds gets no smear; the page shows a list instead."""
    spec = drawn([row(f"p{n}", **(under("p40") if n != 40 else {})) for n in range(50)])

    assert len(spec["series"][0]["data"]) == PEOPLE_SHOWN
    assert of_kind(spec, "polyline") == []


def facts(**more: Any) -> Any:
    """The one row of `account_coverage_facts`."""
    return next(pd.DataFrame([{"power_people": 3, "unreachable_people": 0, **more}]).itertuples())


def test_power_out_of_reach_is_called_out_by_name() -> None:
    """Who, what they are, whether they sign, and whether a partner knows them."""
    people = pd.DataFrame(
        [
            row("cfo", title="CFO", is_unreachable=True, is_economic_buyer=True),
            row("cto", title=None, is_unreachable=True, is_partner_only=True),
            row("dev"),
        ]
    )

    assert stakeholders_says.reach(people, facts(unreachable_people=2)) == (
        "**2 decision-makers out of reach**: nobody we talk to leads there: "
        "**Cfo**, CFO, economic buyer; **Cto**, known to a partner only."
    )
    assert "We can reach every decision-maker" in stakeholders_says.reach(people, facts())
    assert "unknown" in stakeholders_says.reach(people, facts(unreachable_people=None))
    assert "No decision-maker known here" in stakeholders_says.reach(people, facts(power_people=0))


def test_who_is_led_from_another_frame_has_room_for_the_managers_name() -> None:
    """Also in a column of people without a line of their own."""
    people = [
        Person("boss", None, "Core"),
        *(Person(f"p{n}", "boss", "Core") for n in range(5)),
        Person("a", "boss", "Risk"),
        Person("b", "boss", "Risk"),
    ]
    boxes = arrange(people, 720).boxes

    assert boxes["b"][1] - boxes["a"][1] - BOX_HEIGHT >= 24


def test_a_card_tells_everything_and_names_what_is_not_known() -> None:
    """Part, influence, support, health, day judged, touch, owner, way there, manager, leaving, rival, voices."""
    person = row(
        "ann", influence="high", support="opponent", presence="leaving", leaving_on=pd.Timestamp("2026-11-14"),
        successor_name="Bob", is_departure_open=True, attributes_updated_on=pd.Timestamp("2026-01-02"), is_aged=True,
        two_way_on=pd.Timestamp("2026-10-01"), steps=2, through_name="Cy", competitor_affinity="Zeta",
        **under("boss"), line_fault=None, marks="against us, leaving",
    )  # fmt: skip
    voices = pd.DataFrame([("ann", "An analyst"), ("bob", "A partner")], columns=["contact_id", "voice"])
    card = stakeholders_says.card(next(pd.DataFrame([person]).itertuples()), voices)

    for line in (
        "- Role: **unknown**",
        "- Influence: **high**",
        "- Support: **opponent**",
        "- Last reviewed: **2 Jan 2026, old data**",
        "- Contact: **In touch 1 Oct 2026**",
        "- Main contact of ours: **none**",
        "- Reach: **2 steps, through Cy**",
        "- Reports to: **Boss**",
        "- Leaving: **14 Nov 2026; Bob follows, not met**",
        "- Speaks for: **Zeta**",
        "- Listens to: **An analyst**",
    ):
        assert line in card.splitlines()


def test_the_list_has_everyone_by_buying_centre_the_fullest_first() -> None:
    """Those without a buying centre come last; a name with markup stays text."""
    people = pd.DataFrame(
        [
            row("a", buying_centre_name=None),
            row("b", buying_centre_name="Risk"),
            row("c", contact_name="![x](http://h)", marks="champion", support="champion"),
            row("d", **under("c")),
        ]
    )
    groups = stakeholders_says.grouped(people)

    assert [name for name, _ in groups] == ["Core", "Risk", "No buying centre named"]
    assert "![x](" not in groups[0][1]
    assert "reports to C" in groups[0][1]
    assert ":orange[champion]" in groups[0][1]


def test_who_cannot_be_placed_is_counted() -> None:
    """No part, no buying centre, left: each counted apart; nobody missing says nothing."""
    people = pd.DataFrame(
        [row("a", buying_centre_name=None), row("b", presence="left"), row("c", decision_role="user")]
    )

    assert stakeholders_says.left_out(people) == "Of 3 contacts: 1 without a role, " \
        "1 without a buying centre, 1 left or not active."  # fmt: skip
    assert stakeholders_says.left_out(people.iloc[[2]]) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_red_is_kept_for_what_must_be_acted_on(theme: Theme) -> None:
    """Out of reach, an heir nobody met, and a competitor's friend; never low influence or an opponent as such."""
    assert {mark for mark, tone in MARKS.items() if tone.fill(theme) == ACT.fill(theme)} == {
        "for competitor",
        "no successor",
        "out of reach",
    }
