package io.attain.attachment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What files may be, told by their content alone. */
public enum FileType {

    PDF("application/pdf", "pdf"), PNG("image/png", "png"), JPEG("image/jpeg", "jpg", "jpeg"), TEXT(
            "text/plain;charset=UTF-8", "txt", "csv", "eml", "md", "log"), WORD(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "docx"), EXCEL("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private static final int END_OF_ZIP = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LONGEST_END = 22 + 0xffff;
    private static final int MOST_ENTRIES = 10_000;

    private final String mediaType;
    private final List<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    public String mediaType() {
        return mediaType;
    }

    /** The endings that such files have; the first is given to a name that has none of them. */
    public List<String> endings() {
        return endings;
    }

    /** What the content is; nothing for what is not taken, Office files with macros among them. */
    public static Optional<FileType> of(byte[] content) {
        if (begins(content, "%PDF-".getBytes(UTF_8))) {
            return Optional.of(PDF);
        }
        if (begins(content, new byte[]{ (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' })) {
            return Optional.of(PNG);
        }
        if (begins(content, new byte[]{ (byte) 0xff, (byte) 0xd8, (byte) 0xff })) {
            return Optional.of(JPEG);
        }
        if (begins(content, new byte[]{ 'P', 'K', 3, 4 })) {
            return office(entries(content));
        }
        return isText(content) ? Optional.of(TEXT) : Optional.empty();
    }

    private static Optional<FileType> office(List<String> entries) {
        boolean macros = entries.stream().anyMatch(entry -> entry.endsWith("vbaProject.bin"));
        if (macros || !entries.contains("[Content_Types].xml")) {
            return Optional.empty();
        }
        Set<String> names = Set.copyOf(entries);
        if (names.contains("word/document.xml")) {
            return Optional.of(WORD);
        }
        return names.contains("xl/workbook.xml") ? Optional.of(EXCEL) : Optional.empty();
    }

    /** The names in the directory of a ZIP file; nothing is unpacked, so that no bomb goes off. */
    private static List<String> entries(byte[] content) {
        ByteBuffer zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int end = content.length - 22; end >= Math.max(0, content.length - LONGEST_END); end--) {
            if (zip.getInt(end) == END_OF_ZIP) {
                return directory(zip, zip.getInt(end + 16), Short.toUnsignedInt(zip.getShort(end + 10)));
            }
        }
        return List.of();
    }

    private static List<String> directory(ByteBuffer zip, int start, int count) {
        List<String> names = new ArrayList<>();
        int at = start;
        for (int entry = 0; entry < Math.min(count, MOST_ENTRIES); entry++) {
            if (at < 0 || at > zip.limit() - 46 || zip.getInt(at) != ENTRY) {
                return List.of();
            }
            int length = Short.toUnsignedInt(zip.getShort(at + 28));
            if (at + 46 > zip.limit() - length) {
                return List.of();
            }
            names.add(new String(zip.array(), at + 46, length, UTF_8));
            at += 46 + length + Short.toUnsignedInt(zip.getShort(at + 30)) + Short.toUnsignedInt(zip.getShort(at + 32));
        }
        return names;
    }

    private static boolean isText(byte[] content) {
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(content)).chars()
                    .noneMatch(sign -> Character.isISOControl(sign) && "\t\r\n\f".indexOf(sign) < 0);
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    private static boolean begins(byte[] content, byte[] sign) {
        return content.length > sign.length && Arrays.equals(content, 0, sign.length, sign, 0, sign.length);
    }
}
