package io.attain.payout.file;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

import io.attain.payout.file.StatementPage.Figure;
import io.attain.payout.file.StatementPage.Line;

import static org.assertj.core.api.Assertions.assertThat;

class StatementPdfTest {

    @Test
    void theSamePageGivesTheSameBytesAndAnotherPageOthers() {
        assertThat(new StatementPdf().of(page("Moses Frase", 3)))
                .isEqualTo(new StatementPdf().of(page("Moses Frase", 3)));
        assertThat(new StatementPdf().of(page("Moses Frase", 3)))
                .isNotEqualTo(new StatementPdf().of(page("Moses Frase", 4)));
    }

    @Test
    void saysEveryLineAndTheTotalOverManyPages() throws IOException {
        PdfReader reader = new PdfReader(new StatementPdf().of(page("Moses Frase", 120)));
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= reader.getNumberOfPages(); number++) {
            text.append(new PdfTextExtractor(reader).getTextFromPage(number)).append('\n');
        }
        assertThat(reader.getNumberOfPages()).isGreaterThan(2);
        assertThat(text).contains("Moses Frase", "Deal 1", "Deal 120", "1,234.50 USD", "To be paid");
    }

    @Test
    void setsChineseNamesAndOthersInFontsThatHaveThem() {
        String pdf = new String(new StatementPdf().of(page("王小明 Łukasz Żółć", 1)),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(pdf).contains("STSong-Light", "LiberationSans");
        assertThat(new String(new StatementPdf().of(page("Łukasz Żółć", 1)),
                java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("STSong-Light");
    }

    private static StatementPage page(String name, int lines) {
        return new StatementPage("2017-Q2", name, List.of(new Figure("Employee number", "E1007")),
                java.util.stream.IntStream.rangeClosed(1, lines)
                        .mapToObj(n -> new Line("2017-05-01", "Deal " + n, "commission", "10.00 USD", "1.00 USD"))
                        .toList(),
                List.of(new Figure("Earned", "1,234.50 USD"), new Figure("To be paid", "1,234.50 USD")),
                List.of(new Figure("−10.00 USD", "10.00 USD of what was owed was taken.")));
    }
}
