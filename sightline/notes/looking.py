"""The notes as the person looking in this run may see them."""

from sightline import access, door
from sightline.notes.sight import Sight, of_answers
from sightline.notes.store import Author, Store
from sightline.settings import warehouse_folder


def store() -> Store:
    """The notes beside the warehouse in use."""
    return Store(warehouse_folder())


def sight() -> Sight:
    """What the person looking may see. Raises QueryError where nobody is."""
    who = access.looking()
    plans = door.ask("notes_plans", person=who.viewer_id)
    return of_answers(Author(who.viewer_id, who.name), door.ask("notes_people"), plans)
