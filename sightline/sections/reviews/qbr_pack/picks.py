"""What the QBR pack in view is of, as the filters of the frame say."""

from sightline import door, scope, words
from sightline.packs import build
from sightline.packs.build import NoPack
from sightline.packs.pack import Unit
from sightline.parts import guards


def unit() -> Unit | None:
    """The team or AE in the filters, else the viewer's own; None, once it is said, where there is no pack of them."""
    chosen = scope.current()
    try:
        return build.resolve(
            door.ask, door.settings(), viewer=door.viewer(), scope=chosen.owner or chosen.team, quarter=chosen.quarter
        )
    except NoPack as told:
        guards.missing(words.plain(str(told)))
        return None
