"""Every threshold and switch, each with its default and the reason for it (C10).

One TOML file overrides defaults (`SIGHTLINE_SETTINGS`, else `data/settings.toml`). Numbers reach SQL as the one-row
table `thresholds`, so no query text is ever formatted.
"""

import datetime as dt
import difflib
import os
import tomllib
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from sightline import rights
from sightline.rights import Grant, Role
from sightline.sign_in import SignIn

ROOT = Path(__file__).resolve().parent.parent


def warehouse_folder() -> Path:
    """Where warehouse versions and notes lie: `SIGHTLINE_WAREHOUSE`, else `warehouse/` beside the app."""
    return Path(os.environ.get("SIGHTLINE_WAREHOUSE") or ROOT / "warehouse")


NUMBER_STYLES = {"en": (",", "."), "de": (".", ","), "fr": ("\u202f", ","), "ch": ("’", ".")}
"""The mark between thousands and the decimal mark of each `number_style`."""


class SettingsError(Exception):
    """A settings file that cannot be used; the text says which line of it to change."""


def _setting(default: Any, reason: str) -> Any:
    return field(default=default, metadata={"reason": reason})


@dataclass(frozen=True)
class Settings:
    """All settings. `Settings()` is a working installation on the sample company."""

    # money and calendar
    reporting_currency: str = _setting("USD", "the one currency every total is converted to")
    fiscal_year_start_month: int = _setting(2, "fiscal years here start in February")
    fiscal_year_named_by: str = _setting("end", "FY27 is the year that ends in January 2027")
    number_style: str = _setting(
        "en",
        "marks of numbers on pages, slides and sheets: en 1,234.5, de 1.234,5, fr 1 234,5 or ch 1’234.5; tables "
        "you can sort follow the browser and workbooks the spreadsheet, which know their reader's own",
    )
    timezone: str = _setting(
        "",
        "date-times are cut to days in this zone; empty is UTC, and files whose date-times carry an offset are flagged",
    )

    # who counts
    key_account_fallback: str = _setting(
        "auto", "where no export names key accounts: rank, arr, top_n or none; auto takes ranks, else top_n"
    )
    key_account_rank_max: int = _setting(1, "rank 1 accounts are key when key_account_fallback is rank")
    key_account_min_arr: int = _setting(100_000, "yearly spend that makes an account key when the fallback is arr")
    key_account_top_n: int = _setting(5, "largest accounts per owner that are key when the fallback is top_n")
    inherited_days: int = _setting(30, "an account received this recently sits in its own lane (C8)")
    new_account_days: int = _setting(30, "an account created or key for fewer days needs no plan yet (C12)")
    ramp_days: int = _setting(90, "reps this new form the ramp lane (S34)")

    bookings_population: str = _setting(
        "auto", "which deals count against quotas (C14): auto by their measure, or all, or new and expansion"
    )

    # the frame
    stale_data_days: int = _setting(8, "exports come weekly; data older than this is amber at the head of every page")

    # plans
    adoption_target_share: float = _setting(0.8, "target line of adoption; leaders set their own")
    max_plans_per_rep: int = _setting(3, "about three plans per rep can be worked well (S5)")
    min_group_size: int = _setting(5, "below this many cases a share is shown as a fraction first (C6)")
    fresh_days: int = _setting(90, "content changed within a quarter is fresh (S23)")
    ageing_days: int = _setting(120, "content older than this is stale (S23)")
    quarter_grace_days: int = _setting(14, "early in a quarter, last quarter's review still counts (S23)")
    trigger_days: int = _setting(14, "days a plan may lag behind an event before it is trigger-stale (S21)")
    inspection_window_days: int = _setting(14, "managers inspect weekly or every other week (S22)")
    inspection_windows: int = _setting(13, "half a year of fortnights is judged (S22)")
    untouched_days: int = _setting(30, "a plan that nobody changed in its first month was made for its own sake (S96)")
    month_days: int = _setting(31, "Expand plans with a CSM are kept up from month to month (S24)")
    quarter_days: int = _setting(
        92, "reviews, sponsors, joint calls and sharing come round each quarter (S25, S27, S28)"
    )
    half_year_days: int = _setting(183, "senior leaders look at a plan twice a year (S27)")
    year_days: int = _setting(366, "a plan is refreshed once a year (S27)")
    silent_days: int = _setting(60, "in touch with the customer while the plan stands still for so long (S49)")
    idle_inspections: int = _setting(3, "so many inspections without a change lead to nothing (S22)")
    most_objectives: int = _setting(3, "more objectives than this overload a plan (S83, S96)")
    most_actions: int = _setting(25, "more open actions than this overload a plan (S96)")
    crowded_week_share: float = _setting(
        0.6, "more of the dated actions due in one week is no plan but a deadline (S96)"
    )
    fill_candidate_share: float = _setting(0.2, "a field filled in less often than this is a candidate to drop (S20)")
    key_deal_amount: int = _setting(100_000, "deals of this size have a deal plan like those on key accounts (S14)")
    on_time_days: int = _setting(90, "on-time completion looks at actions done in the last quarter (S88)")
    worked_days: int = _setting(30, "a plan is worked when an action moved this recently (1.1.2)")

    # component ladders
    objective_horizon_days: int = _setting(180, "an objective counts for the profile when due this soon (1.1.1)")
    meeting_days: int = _setting(90, "an economic buyer met this recently counts as met (S55)")
    attribute_aged_days: int = _setting(180, "what is recorded of a contact counts as aged after this (S55)")
    thread_days: int = _setting(90, "a contact in two-way touch this recently is a thread (S57)")
    overdue_days: int = _setting(30, "an action overdue longer than this holds the action plan at level 2 (1.1.1)")
    moved_days: int = _setting(92, "a measure moved within a quarter shows results (1.1.1)")
    renewal_prepare_days: int = _setting(180, "a renewal this close wants somebody who prepares it (S109)")
    health_poor_below: int = _setting(50, "machine health score below this is poor (S115)")
    health_good_from: int = _setting(75, "machine health score from here on is good (S115)")

    # relationships
    departure_days: int = _setting(
        90, "a key person who leaves this soon, or left this lately, needs a successor (S63)"
    )
    renewal_mark_days: int = _setting(180, "a single thread is worth a word from half a year before the renewal (S57)")
    renewal_close_days: int = _setting(90, "a single thread this close to the renewal is urgent (S57)")
    fill_good_share: float = _setting(0.75, "with three of four attributes told, the ladder rests on something (C7)")
    fill_fair_share: float = _setting(0.5, "below half, what is known of people says little (C7)")
    nps_min_answers: int = _setting(5, "fewer answers are listed, never made a score (S59)")

    # stakeholder map and coverage
    strong_touches: int = _setting(5, "touches within thread_days from which one of ours holds a person strongly (S58)")
    regular_touches: int = _setting(2, "touches within thread_days that are more than a chance meeting (S58)")

    # whitespace
    displacement_days: int = _setting(180, "a competitor's contract that ends this soon can still be displaced (S75)")
    renewal_days: int = _setting(365, "contracts ending within a year are counted beside the map (S75)")
    cell_ageing_days: int = _setting(180, "a cell changed longer ago than this is ageing")
    cell_old_days: int = _setting(365, "a cell changed longer ago than this is old, its estimate marked (S74)")
    moves_shown: int = _setting(10, "next moves listed, the best first")

    # pipeline
    pipeline_min_stage: int = _setting(1, "a deal counts as pipeline from discovery on (2.3)")
    max_staleness: int = _setting(10, "a day without a snapshot is answered by one at most this old (2.3.5)")
    snapshot_partial_share: float = _setting(0.8, "a snapshot with fewer deals than this of its neighbours is partial")
    snapshot_partial_min: int = _setting(20, "among fewer deals nothing is judged partial, or another company's")
    gap_small_share: float = _setting(
        0.05, "a gap below this share of the quota makes coverage to go meaningless (2.4)"
    )
    history_closed_days: int = _setting(370, "a history of changes tells of a closed deal this long after its last one")

    # pipeline hygiene (H0 to H12, S99); stage numbers are the orders of sales_stages
    month1_act_days: int = _setting(10, "in the last days of month 1 an unfit deal must go; before, it is watched (H1)")
    gate_grace_days: int = _setting(7, "days a deal created after the start of month 2 has to find its category (S99)")
    gate_has_renewals: bool = _setting(True, "whether renewals pass the month-2 gate like other deals (S99)")
    tighten_stage: int = _setting(4, "Best Case below this stage is watched in month 3 (H3)")
    tighten_step_days: int = _setting(14, "Best Case in month 3 has a next step within this many days (H3)")
    quarter_last_days: int = _setting(10, "last days of a quarter, without Best Case (H3) and review meetings (S100)")
    commit_stage: int = _setting(4, "Commit below this stage does not fit (H4)")
    signature_stage: int = _setting(6, "a deal awaiting signature is in Commit (H4)")
    amount_stage: int = _setting(3, "from this stage on a deal has an amount (H5)")
    stale_enterprise_watch_days: int = _setting(45, "new business in early stages, Enterprise: quiet for longer (H7)")
    stale_enterprise_act_days: int = _setting(90, "the same, long enough to close it (H7)")
    stale_mid_market_watch_days: int = _setting(21, "new business in early stages, Mid-Market (H7)")
    stale_mid_market_act_days: int = _setting(45, "the same, long enough to close it (H7)")
    stale_smb_watch_days: int = _setting(7, "new business in early stages, SMB (H7)")
    stale_smb_act_days: int = _setting(15, "the same, long enough to close it (H7)")
    stale_late_stage: int = _setting(3, "from this stage on one limit holds for every deal (H7)")
    stale_late_days: int = _setting(30, "days of quiet from that stage on (H7)")
    slips_watch: int = _setting(1, "one slip into a later quarter is watched (2.4)")
    slips_act: int = _setting(2, "two slips make a serial pusher (H8)")
    pushes_act: int = _setting(3, "three pushes make a serial pusher, slip or not (H8)")
    deal_plan_stage: int = _setting(2, "from this stage on a deal that closes soon has a plan overview (H9)")
    deal_plan_enterprise_amount: int = _setting(100_000, "Enterprise deals of this size have the whole deal plan (H9)")
    deal_plan_mid_market_amount: int = _setting(50_000, "Mid-Market deals of this size have the whole deal plan (H9)")
    mover_days: int = _setting(7, "an amount that moved this recently is a late move (H12)")
    mover_share: float = _setting(0.25, "a late move changes the amount by this share or more (H12)")
    mover_amount: int = _setting(50_000, "and by this much or more, in the reporting currency (H12)")
    pulled_in_days: int = _setting(14, "a deal pulled into the quarter in its last days is a late move (H12)")

    # out-quarters and reviews
    next_quarter_coverage: float = _setting(2.2, "open pipeline to quota asked of the next quarter (2.5)")
    after_next_coverage: float = _setting(1.0, "open pipeline to quota asked of the quarter after (2.5)")
    next_quarter_late_coverage: float = _setting(0.8, "the same of the next quarter, from stage 3 on (2.5)")
    late_stage: int = _setting(3, "from this stage on pipeline counts as late-stage (2.5)")
    created_days: int = _setting(30, "pipeline created this recently is told beside the need (2.5)")
    review_gap_days: int = _setting(30, "the second and third review follow the QBR in such steps (S100)")
    review_minutes: int = _setting(120, "a forecast and pipeline review takes about two hours (S102)")
    review_minutes_low: int = _setting(15, "least time for one AE in a review (S102)")
    review_minutes_high: int = _setting(20, "usual time for one AE in a review (S102)")

    # opportunity consults
    consult_stage: int = _setting(3, "from this stage on a large deal is gone through with the team (2.5)")
    consult_enterprise_amount: int = _setting(250_000, "Enterprise deals of this size qualify for a consult (2.5)")
    consult_mid_market_amount: int = _setting(100_000, "Mid-Market deals of this size qualify for a consult (2.5)")
    consult_floor_amount: int = _setting(50_000, "fewer deals of this size than consult_top: an AE shows the largest")
    consult_top: int = _setting(3, "as many of an AE's largest deals qualify then (2.5)")
    consult_days: int = _setting(30, "a consult is due when the last is longer ago (2.5)")
    consults_weekly: int = _setting(2, "several consults a week and team; this many is the target (S31)")
    # forecast calls and the track record
    forecast_cutoff_weekday: int = _setting(1, "the call of a week is due on this ISO weekday; 1 is Monday (2.5)")
    forecast_cutoff_hour: int = _setting(12, "and at this hour of the organisation's time zone")
    win_rate_min_deals: int = _setting(20, "a win rate of fewer closed deals is shown grey, with its number (2.4)")
    conversion_week: int = _setting(5, "entering month 2 every deal of the quarter is called, so hits count from here")
    call_gap_share: float = _setting(0.1, "a tenth of a call that no deal backs is worth a question, less is rounding")
    accuracy_quarters: int = _setting(4, "accuracy, bias and linearity look back over a year of ended quarters")

    # QBR and 1:1
    qbr_prep_days: int = _setting(14, "a QBR is prepared from so many days before the new quarter on (S30)")
    qbr_window_days: int = _setting(14, "QBRs are held in the first days of the new quarter (S30)")
    news_days: int = _setting(92, "a plan that was never inspected shows the changes of a quarter on the 1:1 sheet")
    sheet_close_days: int = _setting(7, "a deal expected to close within a week is on its AE's 1:1 sheet")
    sheet_days: int = _setting(7, "an inspection is dated today at first, with data older than this by its day")
    # quarterly business reviews
    pack_top_deals: int = _setting(5, "wins, losses and slips told in a pack, the largest first (2.6)")
    pack_key_deals: int = _setting(12, "key deals on one slide; the rest stand in the workbook (2.6)")
    pack_list_rows: int = _setting(
        1_200, "rows of each list in a pack, the most telling first: a workbook to send stays below a megabyte"
    )
    pack_concentration_share: float = _setting(
        0.5, "an AE who won more than half is told first: without them the quarter is another one (2.6)"
    )
    pack_stale_share: float = _setting(0.05, "a number that moved further makes what was written about it stale (2.6)")
    pack_master: str = _setting("", "path of your own .pptx master; empty for the one that comes with Sightline")

    # reading exports
    earliest_date: dt.date = _setting(dt.date(1990, 1, 1), "dates before this are flagged as implausible")
    latest_years_ahead: int = _setting(15, "dates further ahead than this are flagged as implausible")
    set_apart_share: float = _setting(0.5, "a file of which more rows were set apart was misread, not badly kept")
    export_apart_hours: int = _setting(24, "tables exported further apart than this show two different days (S113)")
    jump_factor: float = _setting(100.0, "a total this many times the version before is cents for units, not growth")
    drop_share: float = _setting(0.99, "a total that lost this much is an export cut short, not a bad quarter")

    # exports dropped in the browser, or into a watched folder
    drop_file_mb: int = _setting(
        200, "an upload is held in the server's memory until it is stored; larger ones by command"
    )
    drop_total_mb: int = _setting(2_000, "files of a drop, unpacked: ten times what a large company exports")
    drop_files: int = _setting(200, "files of a drop: there are some forty tables, and a few hold a file per day")
    drop_days: int = _setting(14, "a drop that nobody published goes after this: the Monday after next makes a new one")
    drop_memory_mb: int = _setting(6_000, "what reading a drop may ask of memory: memory_limit, and as much for Python")
    drop_seconds: int = _setting(
        1_800, "a drop that takes longer to read is stopped; two million rows take five minutes"
    )
    drop_written_mb: int = _setting(16_000, "the largest file that reading a drop may write: a version of many years")
    drop_answer_mb: int = _setting(64, "what may be said of a drop: no page shows more, and no browser holds it")
    drop_rejected_rows: int = _setting(10_000, "rejected rows of a file given out to be mended; more, it was misread")
    preview_moved_share: float = _setting(
        0.3, "a total that a load moves this far is asked about: a week moves a tenth"
    )
    watch_seconds: int = _setting(10, "between two looks at a watched folder; what stays the same is settled")

    # running
    query_seconds: float = _setting(10.0, "a page query that takes longer is stopped")
    load_step_seconds: float = _setting(
        900.0, "a step of a load that takes longer hangs, and is stopped; of 2 million snapshots none takes a minute"
    )
    history_daily_days: int = _setting(35, "so long every day of history is kept, before that the last of each week")
    history_changed_share: float = _setting(0.3, "a day is kept as what differs from one near it below this share")
    history_told_share: float = _setting(0.5, "files that know this share of a day's open deals tell that day alone")
    history_same_share: float = _setting(0.1, "with fewer of the deals kept last, exports are another company's")
    versions_kept: int = _setting(4, "loads kept on disk: pages opened before the newest go on reading theirs")
    memory_limit: str = _setting("2GB", "what DuckDB may use")
    temp_limit: str = _setting("4GB", "what DuckDB may write aside when memory runs out; a small file once took 17 GB")
    kept_rows: int = _setting(3_000_000, "rows of what questions share, kept in memory: about 200 bytes each")
    kept_share_rows: int = _setting(100_000, "a viewer's share of a table that has more rows is not copied into memory")
    threads: int = _setting(2, "threads of one query")

    # the record of who did what
    audit_months: int = _setting(
        13,
        "whole months of the record kept beside the running one: a year back, the same month included; 0 is for ever",
    )

    # people: how they sign in, and who may do or see more than others
    sign_in: SignIn = _setting(SignIn(), "how somebody says who they are; see docs/access.md")
    loaders: tuple[Role, ...] = _setting((), "who may load exports in the app; in local mode whoever sits there may")
    auditors: tuple[Role, ...] = _setting((), "who may read the record of who did what; whoever runs Sightline may")
    grants: tuple[Grant, ...] = _setting((), "who may see more than their own part of the tree")

    @property
    def zone(self) -> str:
        """The organisation's time zone, UTC where nobody said which."""
        return self.timezone or "UTC"

    @property
    def number_marks(self) -> tuple[str, str]:
        """The mark between thousands and the decimal mark."""
        return NUMBER_STYLES[self.number_style]

    @cached_property
    def thresholds(self) -> dict[str, Any]:
        """Every plain setting by name: the columns of the warehouse's one-row table `thresholds`."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NO_THRESHOLDS}


_NO_THRESHOLDS = ("sign_in", "loaders", "auditors", "grants")


def settings_path() -> Path:
    """Where settings are read from: `SIGHTLINE_SETTINGS`, else `data/settings.toml`."""
    return Path(os.environ.get("SIGHTLINE_SETTINGS", ROOT / "data" / "settings.toml"))


def read_settings(path: Path | None = None) -> Settings:
    """The settings in force: the defaults, overridden by the file where there is one.

    Raises SettingsError for a file that is not TOML, a name that is not a setting, or a value of another type.
    """
    path = path or settings_path()
    if not path.exists():
        return Settings()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
    try:
        people: dict[str, Any] = {
            "sign_in": SignIn.read(given.pop("sign_in", {})),
            "loaders": rights.roles("loaders", given.pop("loaders", [])),
            "auditors": rights.roles("auditors", given.pop("auditors", [])),
            "grants": tuple(rights.grant(one) for one in given.pop("grants", [])),
        }
    except ValueError as error:
        raise SettingsError(f"{path.name}: {error}") from error
    known = {f.name: f for f in fields(Settings)}
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise SettingsError(f"{path.name}: {name} is not a setting.{hint}")
        default = known[name].default
        if not isinstance(value, (int, float) if isinstance(default, float) else type(default)):
            raise SettingsError(f"{path.name}: {name} = {value!r} should look like {default!r}.")
    if (style := given.get("number_style", "en")) not in NUMBER_STYLES:
        raise SettingsError(f"{path.name}: number_style = {style!r} should be one of {', '.join(NUMBER_STYLES)}.")
    return Settings(**given, **people)
