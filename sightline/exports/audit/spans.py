"""Flag spans of days that leave a gap or overlap: fiscal periods of one type, and the owners of one account."""

import duckdb


def flag_spans(connection: duckdb.DuckDBPyConnection) -> None:
    """Flag the later of two fiscal periods or two owners whose days leave a gap or overlap; both stay loaded.

    Owners may leave a gap (nobody owned the account), and one may end on the day on which the next begins. Where no
    row has a last day, each owner simply stays until the next.
    """
    connection.execute(
        """
        insert into intake.flags
        with
        spans as (
            select period_type, period_start, coalesce(period_end, period_start) as period_end,
                   max(coalesce(period_end, period_start)) over earlier as end_before,
                   record_file, record_number, line_number
            from exports.fiscal_calendar
            window earlier as (partition by period_type order by period_start, period_end
                               rows between unbounded preceding and 1 preceding)
        )
        select record_file, 'fiscal_calendar', record_number, line_number, 'period_start',
               cast(period_start as varchar),
               case when period_start <= end_before then 'overlapping_period' else 'calendar_gap' end,
               coalesce(period_type, 'period') || ' from ' || period_start
               || case when period_start <= end_before
                       then ' begins before the one before it ends on ' || end_before || ', so days belong to both'
                       else ' leaves a gap after the one before it, which ends on ' || end_before end
               || '; correct the calendar and export it again'
        from spans
        where period_start <> end_before + 1
        """
    )
    connection.execute(
        """
        insert into intake.flags
        with
        spans as (
            select account_id, owner_id, from_date,
                   max(coalesce(to_date, open_end)) over earlier as end_before,
                   record_file, record_number, line_number
            from exports.account_owner_history,
                 (select case when count(to_date) > 0 then date '9999-12-31' end as open_end
                  from exports.account_owner_history)
            window earlier as (partition by account_id order by from_date, to_date
                               rows between unbounded preceding and 1 preceding)
        )
        select record_file, 'account_owner_history', record_number, line_number, 'from_date',
               cast(from_date as varchar), 'overlapping_owners',
               'account ' || account_id || ' goes to ' || coalesce(owner_id, 'nobody') || ' on ' || from_date
               || ' while an earlier owner'
               || case when end_before = date '9999-12-31' then ' has no last day'
                       else ' stays until ' || end_before end
               || '; the spans of one account must not overlap, so correct to_date'
        from spans
        where from_date < end_before
        """
    )
