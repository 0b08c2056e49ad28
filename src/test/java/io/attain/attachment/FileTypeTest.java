package io.attain.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FileTypeTest {

    @Test
    void theContentSaysWhatAFileIs() throws IOException {
        assertThat(FileType.of("%PDF-1.7\n".getBytes(UTF_8))).hasValue(FileType.PDF);
        assertThat(FileType.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0 }))
                .hasValue(FileType.PNG);
        assertThat(FileType.of(new byte[]{ (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0 }))
                .hasValue(FileType.JPEG);
        assertThat(FileType.of("Grüße, 100 €\n".getBytes(UTF_8))).hasValue(FileType.TEXT);
        assertThat(FileType.of(zip("[Content_Types].xml", "word/document.xml"))).hasValue(FileType.WORD);
        assertThat(FileType.of(zip("[Content_Types].xml", "xl/workbook.xml"))).hasValue(FileType.EXCEL);
    }

    @Test
    void whatIsNoneOfTheseIsNotTaken() throws IOException {
        assertThat(FileType.of(new byte[]{ 'M', 'Z', 0, 1, 2 })).isEmpty();
        assertThat(FileType.of(new byte[]{ 0x7f, 'E', 'L', 'F', 1 })).isEmpty();
        assertThat(FileType.of(new byte[]{ (byte) 0xc3, 0x28 })).isEmpty();
        assertThat(FileType.of(zip("readme.txt"))).isEmpty();
        assertThat(FileType.of(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))).isEmpty();
        assertThat(FileType.of("PK\3\4".getBytes(UTF_8))).isEmpty();
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void anyBytesAreJudgedWithoutAFailure(@ForAll @Size(max = 200) byte[] content) {
        byte[] zipped = new byte[content.length + 4];
        System.arraycopy(new byte[]{ 'P', 'K', 3, 4 }, 0, zipped, 0, 4);
        System.arraycopy(content, 0, zipped, 4, content.length);
        assertThat(FileType.of(content)).isNotNull();
        assertThat(FileType.of(zipped)).isNotNull();
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void damagedOfficeFilesAreJudgedWithoutAFailure(@ForAll byte noise, @ForAll int place) throws IOException {
        byte[] file = zip("[Content_Types].xml", "word/document.xml");
        file[Math.floorMod(place, file.length)] = noise;
        assertThat(FileType.of(file)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "offer.pdf                     | PDF  | offer.pdf",
        "Offer.PDF                     | PDF  | Offer.PDF",
        "offer.exe                     | PDF  | offer.exe.pdf",
        "../../etc/passwd              | TEXT | passwd.txt",
        "C:\\temp\\mail.eml            | TEXT | mail.eml",
        "page.html                     | TEXT | page.html.txt",
        "...                           | PNG  | file.png",
        ".pdf                          | PDF  | pdf.pdf",
        "a\"b<c>.png                   | PNG  | abc.png" })
    void aNameIsNeverTrusted(String given, FileType type, String name) {
        assertThat(FileName.of(given, type)).isEqualTo(name);
    }

    @Test
    void signsThatMisleadAreLeftOut() {
        assertThat(FileName.of("cod\u202egpj.exe\r\n", FileType.PDF)).isEqualTo("codgpj.exe.pdf");
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void everyNameFitsTheTable(@ForAll String given, @ForAll FileType type) {
        String name = FileName.of(given, type);
        assertThat(name.codePointCount(0, name.length())).isBetween(1, 130);
        assertThat(name).doesNotContain("/", "\\", "\r", "\n");
        assertThat(type.endings()).anyMatch(ending -> name.toLowerCase(java.util.Locale.ROOT).endsWith("." + ending));
    }

    static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("<x/>".getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
