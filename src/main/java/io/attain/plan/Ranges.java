package io.attain.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;

import org.springframework.jdbc.core.SqlParameterValue;

import io.attain.shared.DateRange;

/** Between {@link DateRange} and the {@code daterange} of the database, whose open end is null. */
final class Ranges {

    private Ranges() {}

    static SqlParameterValue end(DateRange range) {
        return new SqlParameterValue(Types.DATE, range.isOpenEnded() ? null : range.to());
    }

    /** Reads the columns {@code valid_from} and {@code valid_to}. */
    static DateRange of(ResultSet row) throws SQLException {
        LocalDate to = row.getObject("valid_to", LocalDate.class);
        return new DateRange(row.getObject("valid_from", LocalDate.class), to == null ? LocalDate.MAX : to);
    }
}
