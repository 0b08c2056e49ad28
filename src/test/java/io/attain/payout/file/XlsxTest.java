package io.attain.payout.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

class XlsxTest {

    private static final Sheet SHEET = new Sheet("Payout 1", List.of("Name", "Day", "Amount", "People"),
            List.of(List.of("=HYPERLINK(\"http://x\")", LocalDate.of(2017, 7, 28), new BigDecimal("1234.50"), 3L),
                    List.of("王小明 <&>\u0007", LocalDate.of(2017, 7, 28), new BigDecimal("12345"), 1L)));

    @Test
    void theSameSheetsGiveTheSameBytes() {
        assertThat(Xlsx.of(List.of(SHEET))).isEqualTo(Xlsx.of(List.of(SHEET)));
    }

    @Test
    void writesNumbersAsNumbersAndNothingAsAFormula() throws IOException {
        Map<String, String> parts = parts(Xlsx.of(List.of(SHEET)));
        String sheet = parts.get("xl/worksheets/sheet1.xml");
        assertThat(sheet).doesNotContain("<f>").contains("<v>1234.50</v>");
        assertThat(texts(parts.get("xl/sharedStrings.xml"))).contains("=HYPERLINK(\"http://x\")", "王小明 <&> ");
        assertThat(parts.get("docProps/core.xml")).contains("2000-01-01T00:00:00Z");
    }

    @Test
    void carriesNoHourInItsZip() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Xlsx.of(List.of(SHEET))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getTimeLocal().getYear()).isEqualTo(1980);
            }
        }
    }

    private static List<String> texts(String strings) {
        try {
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(strings.getBytes(StandardCharsets.UTF_8)))
                    .getElementsByTagName("t");
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent());
            }
            return texts;
        } catch (ParserConfigurationException | SAXException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Map<String, String> parts(byte[] zipped) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
