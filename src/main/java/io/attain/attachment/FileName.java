package io.attain.attachment;

import java.util.Locale;

/** Turns what a browser calls a file into a name that is safe to show and to offer. */
final class FileName {

    private static final int LONGEST = 120;

    private FileName() {}

    /** The last part of the name, without signs that mislead a reader, ending as its content demands. */
    static String of(String given, FileType type) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain = last.codePoints()
                .filter(sign -> switch (Character.getType(sign)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                            Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                        false;
                    default -> "\"<>|:*?".indexOf(sign) < 0;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll("^[.\\s]+|[.\\s]+$", "");
        String name = plain.codePointCount(0, plain.length()) > LONGEST
                ? plain.substring(plain.offsetByCodePoints(plain.length(), -LONGEST))
                : plain;
        String lower = name.toLowerCase(Locale.ROOT);
        boolean fits = type.endings().stream().anyMatch(ending -> lower.endsWith("." + ending)
                && lower.length() > ending.length() + 1);
        return fits ? name : (name.isEmpty() ? "file" : name) + "." + type.endings().getFirst();
    }
}
