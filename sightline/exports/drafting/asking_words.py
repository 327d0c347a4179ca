"""Questions about words: how stages ended, what unknown words of a list mean, which names are one."""

import difflib
from collections.abc import Iterator

from sightline.contract import EXPORTS, Column
from sightline.exports.binding.references import NAMES
from sightline.exports.converting import cells
from sightline.exports.drafting import near, translated
from sightline.exports.drafting.draft import Question
from sightline.exports.drafting.looking import Looked
from sightline.exports.names import CODES, CURRENCIES, word_key
from sightline.exports.vocabulary import outcome_of

MOST_WORDS = 30
"""Words of one column that are asked about, the most frequent first: a column with more is rarely a list of words."""
MOST_NAMES = 60
"""Names of one table that are asked about; the first hold nearly all rows."""
LEAST_STAGES = 3
"""Open stages from which on their order says something."""
NEARLY, SLIPS = 0.85, 2
"""An unknown word with so many letters of a known one, and so few more, may be it with a slip."""


def stages(look: Looked) -> Iterator[Question]:
    """How deals in each stage ended that no word decides; spellings of one stage are asked about once."""
    rows = look.rows("select stage, deals from intake.stages where outcome = 'undecided' and stage <> ''")
    counted = {str(stage): int(deals) for stage, deals in rows}
    for group in near.groups(counted)[:MOST_WORDS]:
        deals = sum(counted[stage] for stage in group)
        outcome, why = _outcome(look, group[0])
        yield Question(
            ("outcomes", group[0]), "outcome", group[0], why, ("open", "won", "lost"), outcome, None, "opportunities",
            samples=tuple(group[1:]), rows=deals, also=tuple(("outcomes", stage) for stage in group[1:]), needed=True,
        )  # fmt: skip


def positions(look: Looked) -> Iterator[Question]:
    """Where each open stage comes, where no export gives a single stage a number: until then all count as pipeline.

    Once one has a number, deals in a stage without one count as before discovery: so all are asked about, and one that
    is new to the profile too.
    """
    said = {stage.strip().casefold() for stage in look.profile.stages}
    known = look.rows(
        "select 1 from exports.opportunities where stage_order is not null"
        " union all select 1 from exports.sales_stages where stage_order is not null"
        r" union all select 1 from exports.opportunities where regexp_matches(trim(stage), '^\d{1,2}\D') limit 1"
    )
    rows = look.rows(
        "select stage, count(*) as deals, avg(probability) as chance from exports.opportunities"
        " where stage is not null and not coalesce(is_closed, false) group by all order by chance, stage"
    )
    if not said and (known or len(rows) < LEAST_STAGES):
        return
    chances = [chance for *_, chance in rows]
    is_told = not said and None not in chances and len(set(chances)) == len(chances)
    choices = tuple(str(position) for position in range(max(len(rows), *look.profile.stages.values(), 0) + 1))
    for position, (stage, deals, chance) in enumerate(rows[:MOST_WORDS], start=1):
        if stage.strip().casefold() in said:
            continue
        why = "no number says where it comes"
        if is_told:
            why = f"its deals have a probability of {chance:.0f} % on average"
        yield Question(
            ("stages", stage), "stage", stage, why,
            choices, str(position) if is_told else None, None, "opportunities", rows=deals,
        )  # fmt: skip


def _outcome(look: Looked, stage: str) -> tuple[str | None, str]:
    """What a stage may be by its word in English or its probabilities, and why."""
    if said := translated.value(stage):
        outcome, _ = outcome_of(said[0])
        if outcome:
            return outcome, f"{stage} is {said[1]} for {said[0]}"
    [(least, most)] = look.rows(
        "select min(probability), max(probability) from exports.opportunities where stage = $stage", stage=stage
    )
    if least is not None and least == most and least in (0, 100):
        return ("won" if least else "lost"), f"each of its deals has a probability of {int(least)} %"
    return None, "no word of it says so"


def words(look: Looked) -> Iterator[Question]:
    """What each unknown word of a list of ours means; spellings of one word are asked about once."""
    rows = look.rows(
        "select table_name, column_name, value, count(*) from intake.flags"
        " where rule = 'unknown_value' and value is not null group by all"
    )
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for table, column, word, count in rows:
        counted.setdefault((table, column), {})[word] = count
    for (table, name), found in sorted(counted.items()):
        column = EXPORTS[table].columns[name]
        for group in near.groups(found)[:MOST_WORDS]:
            ours, why = _meaning(column, group[0])
            also = {word_key(word): word for word in group[1:] if word_key(word) != word_key(group[0])}
            yield Question(
                ("values", table, name, group[0]), "word", group[0], why, column.values, ours, None, table,
                samples=tuple(group[1:]), rows=sum(found[word] for word in group),
                also=tuple(("values", table, name, word) for word in also.values()), needed=column.required,
            )  # fmt: skip


def currencies(look: Looked) -> Iterator[Question]:
    """Which currency a word means that is no code: amounts in it stay out of every total."""
    for export in EXPORTS.values():
        if "currency" not in export.columns:
            continue
        rows = look.rows(
            f"select currency, count(*) as n from exports.{export.name} where currency is not null"
            " and not regexp_full_match(currency, '[A-Z]{3}') group by all order by n desc, currency"
        )
        for word, count in rows[:MOST_WORDS]:
            ours = cells.currency_of(word)
            why = f"{word} is the sign of {ours}" if ours else "no code of a currency"
            if not ours and (alike := difflib.get_close_matches(word_key(word), list(CURRENCIES), n=1, cutoff=NEARLY)):
                ours, why = CURRENCIES[alike[0]], f"nearly {alike[0]}"
            yield Question(
                ("values", export.name, "currency", word), "word", word, why, CODES, ours, None, export.name,
                rows=count, needed=True,
            )  # fmt: skip


def _meaning(column: Column, word: str) -> tuple[str | None, str]:
    """Which of our values a word means, and why; null where nothing says."""
    known = {word_key(found): ours for found, ours in column.value_synonyms.items()}
    known |= {word_key(value): value for value in column.values}
    if (said := translated.value(word)) and (ours := known.get(word_key(said[0]))):
        return ours, f"{word} is {said[1]} for {said[0]}"
    near_by = [key for key in known if abs(len(key) - len(word_key(word))) <= SLIPS]
    alike = difflib.get_close_matches(word_key(word), near_by, n=1, cutoff=NEARLY)
    if alike:
        return known[alike[0]], f"nearly {alike[0]}"
    return None, f"not among the known words of {column.name}"


def names(look: Looked) -> Iterator[Question]:
    """Names of accounts and people that are nearly those of a row, or of one another where no file lists them."""
    for target in ("accounts", "users"):
        name = NAMES[target][0]
        listed = {
            str(text): record is None
            for text, record in look.rows(f"select {name}, record_file from exports.{target} where {name} is not null")
        }
        made = {text for text, is_made in listed.items() if is_made}
        yield from _dangling(look, target, sorted(set(listed) - made))
        yield from _made_twice(look, target, made)


def _dangling(look: Looked, target: str, known: list[str]) -> Iterator[Question]:
    """References to nothing that are nearly the name of a row."""
    rows = look.rows(
        "select table_name, column_name, value, count(*) as n from intake.flags where rule = 'dangling_reference'"
        " and value is not null group by all order by n desc, table_name, column_name, value"
    )
    asked = 0
    for table, name, text, count in rows:
        column = EXPORTS[table].columns.get(name)
        if not column or column.refers_to != target or column.kind != "text" or asked == MOST_NAMES:
            continue
        if found := near.nearest(text, known):
            ours, why, sure = found
            asked += 1
            yield Question(
                ("values", table, name, text), "name", text, f"{ours}: {why}", (ours, text), ours if sure else None,
                None, table, rows=count,
            )  # fmt: skip


def _made_twice(look: Looked, target: str, made: set[str]) -> Iterator[Question]:
    """Names that only other files mention, in spellings of which each became a row of its own."""
    key = EXPORTS[target].key[0]
    for group in [group for group in near.groups(dict.fromkeys(made, 1)) if len(group) > 1][:MOST_NAMES]:
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for export in EXPORTS.values():
            for column in export.columns.values():
                if column.refers_to == target and column.kind == "text" and export.name != target:
                    rows = look.rows(
                        f'select t."{column.name}", count(*) from exports.{export.name} as t join exports.{target} as r'
                        f' on r.{key} = t."{column.name}" where r.{NAMES[target][0]} in (select unnest($group))'
                        " group by all",
                        group=group,
                    )
                    if rows:
                        counted[export.name, column.name] = {str(text): int(n) for text, n in rows}
        for (table, name), found in counted.items():
            first, *others = sorted(found, key=lambda text: (-found[text], text))
            for text in others:
                why = "equal but for case, accents and punctuation"
                yield Question(
                    ("values", table, name, text), "name", text, f"{first}: {why}", (first, text), first, None, table,
                    rows=found[text],
                )  # fmt: skip
