package io.attain.payout.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Workbooks for people. Texts are written as texts, so no cell is ever a formula, whatever it begins with; amounts are
 * numbers with their decimals, days are days.
 */
public final class Xlsx {

    private static final int WIDEST = 60;
    private static final String CREATED = "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created>";

    private Xlsx() {}

    public static byte[] of(List<Sheet> sheets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Attain", "1.0")) {
            sheets.forEach(sheet -> write(workbook.newWorksheet(sheet.name()), sheet));
            workbook.finish();
            return FixedZip.again(bytes.toByteArray(), Xlsx::withoutTheHour);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Worksheet sheet, Sheet content) {
        for (int column = 0; column < content.headings().size(); column++) {
            sheet.value(0, column, content.headings().get(column));
            sheet.style(0, column).bold().set();
            sheet.width(column, width(content, column));
        }
        sheet.freezePane(0, 1);
        int number = 1;
        for (List<Object> row : content.rows()) {
            for (int column = 0; column < row.size(); column++) {
                cell(sheet, number, column, row.get(column));
            }
            number++;
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Object value) {
        switch (value) {
            case BigDecimal amount -> {
                sheet.value(row, column, amount);
                String decimals = amount.scale() > 0 ? "." + "0".repeat(amount.scale()) : "";
                sheet.style(row, column).format("#,##0" + decimals).set();
            }
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case Long count -> sheet.value(row, column, count);
            default -> sheet.value(row, column, clean(value.toString()));
        }
    }

    /** Control characters are not allowed in a sheet. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return clean.toString();
    }

    private static int width(Sheet content, int column) {
        int longest = content.rows().stream().mapToInt(row -> row.get(column).toString().length()).max().orElse(0);
        return Math.min(WIDEST, Math.max(longest, content.headings().get(column).length()) + 3);
    }

    private static byte[] withoutTheHour(String name, byte[] content) {
        if (!name.equals("docProps/core.xml")) {
            return content;
        }
        return new String(content, StandardCharsets.UTF_8)
                .replaceAll("<dcterms:created[^>]*>[^<]*</dcterms:created>", CREATED)
                .getBytes(StandardCharsets.UTF_8);
    }
}
