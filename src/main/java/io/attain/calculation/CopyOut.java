package io.attain.calculation;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Rows into a table by COPY, within the current transaction. Nothing else may use the transaction's connection until it
 * is finished or closed; closing an unfinished one cancels it.
 */
final class CopyOut implements AutoCloseable {

    private static final int FLUSH_AT = 1 << 16;

    private final DataSource dataSource;
    private final Connection connection;
    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(FLUSH_AT + 1024);
    private boolean firstColumn = true;

    /** @param target the table with its columns, such as {@code calculation.line (run_id, …)} */
    CopyOut(DataSource dataSource, String target) {
        this.dataSource = dataSource;
        this.connection = DataSourceUtils.getConnection(dataSource);
        try {
            this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + target + " from stdin");
        } catch (SQLException failure) {
            DataSourceUtils.releaseConnection(connection, dataSource);
            throw new DataAccessResourceFailureException("COPY into %s did not start".formatted(target), failure);
        }
    }

    CopyOut column(@Nullable Object value) {
        if (!firstColumn) {
            buffer.append('\t');
        }
        firstColumn = false;
        if (value == null) {
            buffer.append("\\N");
        } else if (value instanceof String text) {
            escaped(text);
        } else {
            buffer.append(value);
        }
        return this;
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    void endRow() {
        buffer.append('\n');
        firstColumn = true;
        if (buffer.length() >= FLUSH_AT) {
            flush();
        }
    }

    private void flush() {
        byte[] bytes = buffer.toString().getBytes(UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("COPY broke off", failure);
        }
    }

    /** Sends the rest and makes the rows part of the transaction. */
    void finish() {
        flush();
        try {
            copy.endCopy();
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("COPY was refused", failure);
        }
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("COPY could not be cancelled", failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
