"""Where each person of a stakeholder map stands: trees of reporting lines inside frames, a frame per buying centre.

Everything is counted in pixels, so that a box never shrinks under its text. In a tree each manager stands over their
people; those of them who lead nobody hang below each other in one column, their line into the left side. Frames fill
shelves from left to right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 152, 80
HANG = 14
"""Room at the left of people who hang in a column, for the line they hang from."""
_GAP, _DROP, _PAD, _HEAD, _ABOVE, _BETWEEN = 10, 20, 10, 26, 18, 12
_LONERS = 3
"""People without any line stand in columns of at most so many."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Person:
    """What the layout asks of a person: an id, the manager's id where the line is sound, and the frame."""

    id: str
    manager: str | None
    group: str


@dataclass(frozen=True)
class Frame:
    """A buying centre: its name and its outer edge."""

    name: str
    x: float
    y: float
    width: float
    height: float
    people: int


@dataclass(frozen=True)
class Layout:
    """Top left corner of each box, who hangs in a column, each one's frame, the frames, the size of the whole."""

    boxes: dict[str, Point]
    hanging: frozenset[str]
    frame_of: dict[str, str]
    frames: tuple[Frame, ...]
    width: float
    height: float


@dataclass(frozen=True)
class _Block:
    """People placed relative to a corner of their own."""

    boxes: dict[str, Point]
    width: float
    height: float


def arrange(people: Sequence[Person], width: float) -> Layout:
    """Place everyone; no two boxes touch. Only a single frame that is wider makes the whole wider than `width`.

    Managers of another frame or outside the list make their people the top of a tree. Lines must hold no circle.
    """
    children = _reports(people)
    groups = {person.id: person.group for person in people}
    afar = frozenset(p.id for p in people if p.manager in groups and groups[str(p.manager)] != p.group)
    blocks: dict[str, _Block] = {}
    for group in _in_order(people):
        members = [person for person in people if person.group == group]
        blocks[group] = _framed(members, children, afar)
    boxes: dict[str, Point] = {}
    frames: list[Frame] = []
    waiting = list(blocks)
    y = right = 0.0
    while waiting:
        x = shelf = 0.0
        for group in list(waiting):
            block = blocks[group]
            if x and x + block.width > width:
                continue
            waiting.remove(group)
            frames.append(Frame(group, x, y, block.width, block.height, len(block.boxes)))
            boxes |= {name: (x + left, y + top) for name, (left, top) in block.boxes.items()}
            x += block.width + _BETWEEN
            shelf = max(shelf, block.height)
        right = max(right, x - _BETWEEN)
        y += shelf + _BETWEEN
    return Layout(boxes, _hanging(children), groups, tuple(frames), right, max(y - _BETWEEN, 0.0))


def _reports(people: Sequence[Person]) -> dict[str, list[str]]:
    """Who reports to whom inside the same frame, in the order given."""
    groups = {person.id: person.group for person in people}
    children: dict[str, list[str]] = {person.id: [] for person in people}
    for person in people:
        if person.manager is not None and groups.get(person.manager) == person.group:
            children[person.manager].append(person.id)
    return children


def _hanging(children: Mapping[str, list[str]]) -> frozenset[str]:
    """Those who share a manager with others and lead nobody themselves."""
    leaves = [[name for name in names if not children[name]] for names in children.values()]
    return frozenset(name for names in leaves if len(names) > 1 for name in names)


def _in_order(people: Sequence[Person]) -> list[str]:
    """Frames, the one with the most people first; those without a buying centre, named "", last."""
    sizes: dict[str, int] = {}
    for person in people:
        sizes[person.group] = sizes.get(person.group, 0) + 1
    return sorted(sizes, key=lambda group: (group == "", -sizes[group]))


def _framed(members: Sequence[Person], children: Mapping[str, list[str]], afar: frozenset[str]) -> _Block:
    """The trees of one frame side by side, those without a line inside it in columns at the end.

    Above who is led from another frame there is room for the manager's name.
    """
    head = _HEAD + (_ABOVE if any(person.id in afar for person in members) else 0)
    below = {name for names in children.values() for name in names}
    tops = [person.id for person in members if person.id not in below]
    blocks = [_tree(top, children) for top in tops if children[top]]
    loners = [top for top in tops if not children[top]]
    drop = _ABOVE if afar.intersection(loners) else 0
    blocks += [_column(loners[start : start + _LONERS], drop=drop) for start in range(0, len(loners), _LONERS)]
    inner = _beside(blocks)
    return _Block(
        {name: (x + _PAD, y + head) for name, (x, y) in inner.boxes.items()},
        inner.width + 2 * _PAD,
        inner.height + head + _PAD,
    )


def _tree(top: str, children: Mapping[str, list[str]]) -> _Block:
    """A person over the blocks of those who report to them."""
    leading = [_tree(child, children) for child in children[top] if children[child]]
    leaves = [child for child in children[top] if not children[child]]
    below = _beside([*leading, *([_column(leaves, HANG if len(leaves) > 1 else 0)] if leaves else [])])
    width = max(below.width, BOX_WIDTH)
    drop = BOX_HEIGHT + _DROP
    shift = (width - below.width) / 2
    boxes = {name: (x + shift, y + drop) for name, (x, y) in below.boxes.items()}
    firsts = [boxes[child][0] for child in children[top]]
    boxes[top] = ((min(firsts) + max(firsts)) / 2, 0.0)
    return _Block(boxes, width, below.height + drop)


def _column(names: Sequence[str], indent: float = 0, drop: float = 0) -> _Block:
    pitch = BOX_HEIGHT + _GAP + drop
    return _Block(
        {name: (float(indent), float(place * pitch)) for place, name in enumerate(names)},
        BOX_WIDTH + indent,
        len(names) * pitch - _GAP - drop,
    )


def _beside(blocks: Sequence[_Block]) -> _Block:
    boxes: dict[str, Point] = {}
    x = height = 0.0
    for block in blocks:
        boxes |= {name: (x + left, top) for name, (left, top) in block.boxes.items()}
        x += block.width + _GAP
        height = max(height, block.height)
    return _Block(boxes, x - _GAP, height)
