package io.attain.shared;

/**
 * What a check found in a document.
 *
 * @param path     a JSON pointer (RFC 6901) to the place; empty for the document as a whole
 * @param sentence what is wrong
 * @param remedy   what to do about it
 */
public record Finding(String path, String sentence, String remedy, Severity severity) {

    public static Finding error(String path, String sentence, String remedy) {
        return new Finding(path, sentence, remedy, Severity.ERROR);
    }

    public static Finding warning(String path, String sentence, String remedy) {
        return new Finding(path, sentence, remedy, Severity.WARNING);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
