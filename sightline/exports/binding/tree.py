"""Who manages whom, as far as the users say it: circles, managers without a row, and the tops."""

from collections.abc import Iterator, Mapping

import duckdb
import pyarrow as pa

from sightline.exports.binding.references import name_sql
from sightline.exports.names import listed
from sightline.exports.opening.land import scalar


def flag_tree(connection: duckdb.DuckDBPyConnection) -> None:
    """Flag the people of each circle of managers, and say what a manager without a row means for the tree."""
    managers, names = _people(connection)
    for circle in circles(managers):
        told = listed([names[person] for person in circle])
        says = f"{told} reports to themself" if len(circle) == 1 else f"{told} report to one another in a circle"
        connection.execute(
            "insert into intake.flags select record_file, 'users', record_number, line_number, 'manager_id',"
            " manager_id, 'manager_circle', $message from exports.users where user_id in $circle",
            {
                "circle": circle,
                "message": f"manager_id: {says}, so they have no top above them; correct a manager at the source",
            },
        )
    connection.execute(
        """
        update intake.flags as f
        set message = 'manager_id ''' || left(f.value, 80) || ''' of ' || u.user_id
            || ' has no matching record in users, so ' || coalesce(u.full_name, u.user_id)
            || ' has no manager here; export that person too or correct the id'
        from exports.users as u
        where f.table_name = 'users' and f.column_name = 'manager_id' and f.rule = 'dangling_reference'
          and u.record_file = f.file and u.record_number = f.record_number
        """
    )


def say_managers(connection: duckdb.DuckDBPyConnection, managers: Mapping[str, str]) -> bool:
    """Give people the managers that the profile names where their export names none; whether anybody got one.

    Both are known by name or id. A manager who has no row gets one.
    """
    connection.register("read_managers", pa.table({"person": list(managers), "manager": list(managers.values())}))
    connection.execute("create or replace temp table landing_managers as from read_managers")
    connection.unregister("read_managers")
    bears = f"(user_id = {{0}} or {name_sql('full_name')} = {name_sql('{0}')})"
    reporting = f"manager_id is null and exists (from landing_managers where {bears.format('person')})"
    if not scalar(connection, f"select count(*) from exports.users where {reporting}"):
        return False
    connection.execute(
        f"insert into exports.users (user_id, full_name) select distinct manager, manager from landing_managers"
        f" where not exists (from exports.users where {bears.format('manager')})"
    )
    connection.execute(
        f"update exports.users set manager_id = manager from landing_managers"
        f" where manager_id is null and {bears.format('person')}"
    )
    return True


def tops(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The people with reports and without a manager who has a row, by name; in a circle there is none."""
    managers, names = _people(connection)
    leading = {manager for manager in managers.values() if manager}
    return sorted(names[person] for person in leading if person in names and managers[person] not in names)


def circles(managers: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Each circle among person -> manager once, in reporting order."""
    seen: set[str] = set()
    for start in managers:
        path: list[str] = []
        person: str | None = start
        while person is not None and person in managers and person not in seen:
            seen.add(person)
            path.append(person)
            person = managers[person]
        if person is not None and person in path:
            yield path[path.index(person) :]


def _people(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, str | None], dict[str, str]]:
    """Each person's manager, and the name with the id behind it where the two differ."""
    rows = connection.execute("select user_id, full_name, manager_id from exports.users order by user_id").fetchall()
    managers = {person: manager for person, _, manager in rows}
    names = {person: person if name in (None, person) else f"{name} ({person})" for person, name, _ in rows}
    return managers, names
