"""What people write: packs' commentary, asks, commitments, and marks that a plan was inspected.

One SQLite file beside the warehouse versions (`store.FILE`); it outlives restarts, loads and new versions of the app.
Every entry has an author, a time and a revision. Reads and writes take a `Sight`: the viewer, and whose notes they
may see; everything else does not exist for them.

    notes, mine = looking.store(), looking.sight()        # in the app
    notes = Store(folder)                                  # without a browser: the warehouse folder, and
    mine = sight.of_answers(Author(id, name), people, plans)   # rows of notes_people and notes_plans (person=id)

    version = packs.save_pack(notes, mine, packs.Head(...), {"scorecard": arrow_table, ...})
    version, tables = packs.open_pack(notes, mine, pack_id)
    comment = pack_texts.comments(notes, mine, pack_id).get("bridge", Comment("bridge"))
    try:
        comment = pack_texts.write_comment(notes, mine, pack_id, replace(comment, text="..."))
    except Conflict as told:                  # told.theirs is what stands: body, author, written_at
        ...                                   # what was given is kept: notes.history(told.theirs.place)

`inspections` has the same shape for plans.
"""

from sightline.notes.store import Author, Conflict, Entry, NotesError, Place, Store

__all__ = ["Author", "Conflict", "Entry", "NotesError", "Place", "Store"]
