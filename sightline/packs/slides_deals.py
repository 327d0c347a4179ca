"""The slides about open deals as of today: those at risk, and what to act on one level below."""

import pandas as pd

from sightline.metrics import named
from sightline.packs import compose, sheets_today
from sightline.packs.blocks import Placed, Slide
from sightline.packs.pack import Pack

_DRAWN = 12


def key_deals(pack: Pack) -> Slide:
    """The open deals that a rule speaks against, in any category, the largest first."""
    asked, unit = sheets_today.KEY_DEALS, pack.unit
    most = int(dict(unit.policies)["pack_key_deals"])
    shown = "opportunity_name person_name stage category_label amount close_on pushes flags next_step"
    quarters = " and ".join(one for one in (compose.running(pack), unit.coming_quarter) if one)
    caption = f"Open deals of {quarters}, to act on first, then by amount{compose.as_of_today(pack)}"
    block = compose.table(pack, asked, named(shown), most=most, caption=caption)
    amount, deals = pack.first("act_totals", "act_amount"), pack.first("act_totals", "act_deals")
    quarter = compose.running(pack)
    title: compose.Title = (f"No deal of {quarter} needs action",)
    found = pack.find(asked.name, severity="act", is_this_quarter=True)
    if amount and deals and deals.number:
        title = (amount, " in ", deals, f" deals of {quarter} needs action")
    if found:
        first = found[0]
        name, rule = (pack.cell(asked.name, first, column).text for column in ("account_name", "flags"))
        category = pack.cell(asked.name, first, "category_label").text
        told = (pack.cell(asked.name, first, "amount"), f" in {category} ({rule})")
        title += (f"; the largest is {name}, ", *told)
    notes = (
        "Missing is what the rules require and the deal lacks; relationship risk is in the "
        f"workbook.\n{compose.told(pack, 'quarter_slips')}\n"
        f"{compose.source(pack, asked, sheets_today.ACT_TOTALS, sheets_today.HYGIENE, sheets_today.CONSULTS)}"
    )
    return Slide("key_deals", "Key deals", compose.begun(pack, *title), (Placed(block),), notes)


def readiness(pack: Pack) -> Slide:
    """Whose open deals ask for action, one level below, and which rules ask for it."""
    asked, quarter = sheets_today.READINESS, compose.running(pack)
    listed = compose.table(
        pack,
        asked,
        ("person_name", "quarter_deals", "act_deals", "act_deal_share", "quarter_amount", "act_amount"),
        most=_DRAWN,
        caption=f"Open deals of {quarter}, most to act on first{compose.as_of_today(pack)}",
    )
    counts = pack.rows("quality").get("act_deals", pd.Series(dtype=float)).fillna(0).tolist()
    asking = sorted((row for row, deals in enumerate(counts) if deals), key=lambda row: -counts[row])
    rules = compose.table(
        pack,
        sheets_today.QUALITY,
        ("rule_name", "act_deals", "watch_deals", "flagged_amount"),
        rows=asking,
        most=8,
        caption=f"Rules that ask for action, of all open deals{compose.as_of_today(pack)}",
    )
    title: compose.Title = (f"No open deal of {quarter} needs action",)
    amount, deals = pack.first(asked.name, "act_amount"), pack.first(asked.name, "act_deals")
    if amount and deals and deals.number:
        name = f"{pack.cell(asked.name, amount.row, 'person_name').text} has the most to act on, "
        told = (amount, " in ", deals, f"{compose.deals(deals)} of {quarter}")
        title = (name, *told) if len(pack.rows(asked.name)) > 1 else (*told, " to act on")
    if asking:
        rule, met = (pack.cell("quality", asking[0], column) for column in ("rule_name", "act_deals"))
        title += (f"; the rule broken most often is {rule.text}, by ", met, compose.deals(met))
    notes = (
        "No ranking of people: the rows say where help is needed. A deal that breaks several rules counts in each.\n"
        f"{compose.told(pack, 'act_deal_share')}\n{compose.source(pack, asked, sheets_today.QUALITY)}"
    )
    placed = (Placed(listed, 0, 0, 0.54), Placed(rules, 0.57, 0, 0.43))
    return Slide("readiness", "Deals to act on", compose.begun(pack, *title), placed, notes)
