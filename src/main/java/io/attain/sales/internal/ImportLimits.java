package io.attain.sales.internal;

/**
 * How much of a file is taken. Everything beyond is refused before it is held in memory.
 *
 * @param fileBytes  the whole file
 * @param lineBytes  one line of the file
 * @param rows       rows beneath the header
 * @param fieldChars one field; a longer one rejects its row
 */
public record ImportLimits(long fileBytes, int lineBytes, int rows, int fieldChars) {

    public static final ImportLimits STANDARD = new ImportLimits(64L << 20, 64 << 10, 1_000_000, 200);
}
