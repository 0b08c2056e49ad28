package io.attain.sales.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import io.attain.sales.FileKind;
import io.attain.shared.Refused;

/** The rows of a file, one at a time. Numbers are those a spreadsheet shows: the header is row 1, blank lines count. */
final class CsvRows implements Iterator<RawRow>, AutoCloseable {

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final ImportLimits limits;
    private final Header header;
    private int number;
    private @Nullable RawRow ahead;

    /** @throws Refused when the header is not known or the file cannot be read as CSV in UTF-8 */
    CsvRows(SpooledFile file, ImportLimits limits) {
        this.limits = limits;
        try {
            this.reader = CsvReader.builder().maxBufferSize(2 * limits.lineBytes()).skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .build(CsvRecordHandler.builder().maxFields(256).maxFieldSize(limits.lineBytes())
                            .maxRecordSize(2 * limits.lineBytes()).build(), text(file.open()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.records = reader.iterator();
        CsvRecord first = read();
        if (first == null || isBlank(first)) {
            close();
            throw new Refused("import-header", "The file has no header: its first line is empty.");
        }
        this.header = Header.of(first.getFields());
        this.ahead = nextFilled();
    }

    FileKind kind() {
        return header.kind();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public RawRow next() {
        RawRow row = ahead;
        if (row == null) {
            throw new NoSuchElementException();
        }
        ahead = nextFilled();
        return row;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private @Nullable RawRow nextFilled() {
        for (CsvRecord record = read(); record != null; record = read()) {
            if (number > limits.rows() + 1) {
                throw new Refused("import-too-large",
                        "The file has more than %,d rows. Split it into several files.".formatted(limits.rows()));
            }
            if (!isBlank(record)) {
                List<String> cells = record.getFields();
                return cells.size() == header.columns().size()
                        ? new RawRow(number, header.fields(cells))
                        : RawRow.misshapen(number, cells);
            }
        }
        return null;
    }

    private @Nullable CsvRecord read() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            number++;
            return record;
        } catch (CsvParseException | UncheckedIOException failure) {
            throw refusal(failure);
        }
    }

    private Refused refusal(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new Refused("import-encoding",
                        "The file is not UTF-8: a byte somewhere after row %,d is no character. Save it as “CSV UTF-8”."
                                .formatted(Math.max(1, number)));
            }
        }
        return new Refused("import-malformed",
                "The file cannot be read as CSV after row %,d: look for a quotation mark that is not closed, or an endless field."
                        .formatted(Math.max(1, number)));
    }

    private static boolean isBlank(CsvRecord record) {
        return record.getFieldCount() == 0 || (record.getFieldCount() == 1 && record.getField(0).isBlank());
    }

    private static Reader text(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, 3);
        byte[] start = in.readNBytes(3);
        boolean mark = start.length == 3 && (start[0] & 0xFF) == 0xEF && (start[1] & 0xFF) == 0xBB
                && (start[2] & 0xFF) == 0xBF;
        if (!mark) {
            in.unread(start);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
