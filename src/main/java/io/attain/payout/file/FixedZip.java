package io.attain.payout.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Zips whose bytes depend on their entries alone: every entry carries the first day a zip knows. */
public final class FixedZip {

    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FixedZip() {}

    /** A zip of these entries in the order of the map. */
    public static byte[] of(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /**
     * The same zip without what its writer knew of time, each entry rewritten first. Read by its directory, since some
     * writers leave the sizes before the entries out.
     */
    static byte[] again(byte[] zipped, BiFunction<String, byte[], byte[]> rewritten) throws IOException {
        Path file = Files.createTempFile("attain-", ".zip");
        try {
            Files.write(file, zipped);
            Map<String, byte[]> entries = new LinkedHashMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        entries.put(entry.getName(), rewritten.apply(entry.getName(), content.readAllBytes()));
                    }
                }
            }
            return of(entries);
        } finally {
            Files.delete(file);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIRST_DAY);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
