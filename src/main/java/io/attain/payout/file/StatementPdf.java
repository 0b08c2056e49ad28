package io.attain.payout.file;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.FontSelector;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

import io.attain.shared.Sha256;

/**
 * Statements on paper: A4, Liberation Sans embedded. Chinese is set in the standard Chinese font of PDF viewers, which
 * is named and not embedded. The same page gives the same bytes.
 */
public final class StatementPdf {

    private static final Color INK = new Color(0x1F, 0x29, 0x33);
    private static final Color SOFT = new Color(0x5A, 0x67, 0x75);
    private static final Color RULE = new Color(0xD5, 0xDB, 0xE1);
    private static final int MARGIN = 48;

    private static final Pattern ID = Pattern.compile("/ID ?\\[<([0-9a-fA-F]+)><([0-9a-fA-F]+)>\\]");
    private static final Pattern DAY = Pattern.compile("/(?:CreationDate|ModDate) ?\\(D:(\\d{14}[^)]*)\\)");
    private static final Pattern SUBSET = Pattern.compile("/([A-Z]{6})\\+Liberation");

    private final BaseFont regular = embedded("LiberationSans-Regular.ttf");
    private final BaseFont bold = embedded("LiberationSans-Bold.ttf");
    private final BaseFont chinese = chinese();

    public byte[] of(StatementPage page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setCloseStream(true);
        document.addTitle("Statement " + page.title());
        document.open();
        document.add(paragraph("Commission statement", regular, 10, SOFT, 0));
        document.add(paragraph(page.name(), bold, 18, INK, 2));
        document.add(paragraph(page.title(), regular, 11, SOFT, 10));
        document.add(figures(page.facts(), false));
        document.add(paragraph("What was earned", bold, 12, INK, 14));
        document.add(page.lines().isEmpty()
                ? paragraph("Nothing was earned in this period.", regular, 9, SOFT, 4)
                : lines(page.lines()));
        document.add(paragraph("From earned to paid", bold, 12, INK, 14));
        document.add(figures(page.totals(), true));
        if (!page.reasons().isEmpty()) {
            document.add(paragraph("Why", bold, 12, INK, 14));
            document.add(figures(page.reasons(), false));
        }
        document.close();
        return withoutTheHour(bytes.toByteArray(), page);
    }

    private PdfPTable lines(List<StatementPage.Line> lines) {
        PdfPTable table = table(5, 12, 42, 18, 14, 14);
        for (String heading : List.of("Date", "Deal", "Component", "Credited", "Commission")) {
            table.addCell(cell(heading, bold, heading.equals("Credited") || heading.equals("Commission")));
        }
        table.setHeaderRows(1);
        for (StatementPage.Line line : lines) {
            table.addCell(cell(line.day(), regular, false));
            table.addCell(cell(line.text(), regular, false));
            table.addCell(cell(line.component(), regular, false));
            table.addCell(cell(line.credited(), regular, true));
            table.addCell(cell(line.amount(), regular, true));
        }
        return table;
    }

    private PdfPTable figures(List<StatementPage.Figure> figures, boolean endsBold) {
        PdfPTable table = endsBold ? table(2, 70, 30) : table(2, 30, 70);
        for (int i = 0; i < figures.size(); i++) {
            BaseFont face = endsBold && i == figures.size() - 1 ? bold : regular;
            table.addCell(cell(figures.get(i).label(), face, false));
            table.addCell(cell(figures.get(i).value(), face, endsBold));
        }
        return table;
    }

    private static PdfPTable table(int columns, int... widths) {
        PdfPTable table = new PdfPTable(columns);
        table.setWidths(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        return table;
    }

    private PdfPCell cell(String text, BaseFont face, boolean right) {
        PdfPCell cell = new PdfPCell(phrase(text, face, 9, INK));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(RULE);
        cell.setPaddingTop(3);
        cell.setPaddingBottom(5);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        return cell;
    }

    private Paragraph paragraph(String text, BaseFont face, int size, Color colour, int before) {
        Paragraph paragraph = new Paragraph(phrase(text, face, size, colour));
        paragraph.setSpacingBefore(before);
        return paragraph;
    }

    /** Each character in the first font that has it. */
    private Phrase phrase(String text, BaseFont face, int size, Color colour) {
        FontSelector fonts = new FontSelector();
        fonts.addFont(new Font(face, size, Font.NORMAL, colour));
        fonts.addFont(new Font(chinese, size, Font.NORMAL, colour));
        return fonts.process(text);
    }

    private static BaseFont embedded(String file) {
        try (InputStream font = Objects.requireNonNull(
                StatementPdf.class.getResourceAsStream("/liberation/" + file), file)) {
            return BaseFont.createFont(file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, font.readAllBytes(), null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static BaseFont chinese() {
        try {
            return BaseFont.createFont("STSong-Light", "UniGB-UCS2-H", BaseFont.NOT_EMBEDDED);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the library takes from the hour and from chance is replaced by as many characters of the content's own. */
    private static byte[] withoutTheHour(byte[] pdf, StatementPage page) {
        String digest = Sha256.of(page.toString()).hex();
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        text = replaced(text, ID, digest);
        text = replaced(text, DAY, "20000101000000Z0000000000");
        text = replaced(text, SUBSET, "ATTAIN");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String replaced(String text, Pattern pattern, String by) {
        StringBuilder result = new StringBuilder(text);
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                int length = matcher.end(group) - matcher.start(group);
                result.replace(matcher.start(group), matcher.end(group), by.repeat(length / by.length() + 1)
                        .substring(0, length));
            }
        }
        return result.toString();
    }
}
